"""What is asked of the measures, and the figures of one line of the answer."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from django.db.models import QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from disputes.models import Dispute, Mediator
from disputes.warnings.book import Book
from station import months, policy, working_days
from station.models import Area


class By(TextChoices):
    """What the lines stand for."""

    FIELD = "field", _("kind of quarrel")
    TIER = "tier", _("tier")
    GRADE = "grade", _("grade")
    MEDIATOR = "mediator", _("mediator")
    AREA = "area", _("area")
    MONTH = "month", _("month")
    YEAR = "year", _("year")


PERIODS = frozenset({By.MONTH, By.YEAR})


@dataclass(frozen=True)
class Asked:
    """The days, what is narrowed to, and by what the lines are drawn."""

    user: object
    at: datetime
    from_on: date
    until_on: date
    by: str = By.FIELD
    area: Area | None = None
    field: str = ""
    tier: str = ""
    grade: int | None = None
    mediator: Mediator | None = None
    back_days: int = 90
    few: int = 10

    @property
    def today(self) -> date:
        return working_days.local_date(self.at)

    def disputes(self) -> QuerySet:
        """Every dispute one may count, narrowed by what was asked."""
        scope = policy.scope(self.user, "dispute.figures")
        rows = Dispute.objects.all()
        rows = rows.filter(rows.scope_condition(scope, self.user)).order_by()
        if self.area is not None:
            rows = rows.filter(area__path__startswith=self.area.path)
        plain = {"field": self.field, "tier": self.tier, "grade": self.grade}
        if self.mediator is not None:
            plain["mediator"] = self.mediator
        return rows.filter(**{name: value for name, value in plain.items() if value})

    def narrowed(self) -> dict:
        """The same as the list of disputes takes it in its address."""
        found = {
            "below": self.area.pk if self.area else "",
            "field": self.field,
            "tier": self.tier,
            "grade": self.grade or "",
            "mediator": self.mediator.pk if self.mediator else "",
        }
        return {name: value for name, value in found.items() if value}

    def over(self, from_on: date, until_on: date) -> "Asked":
        """The same over other days."""
        return replace(self, from_on=from_on, until_on=until_on)


def usual(user, *, at: datetime, **said) -> Asked:
    """Twelve months until today, by the figures of the place one serves in."""
    today = working_days.local_date(at)
    home = user.home_area
    line = Book().line(home.path if home else "")
    said = {name: value for name, value in said.items() if value not in (None, "")}
    until_on = said.setdefault("until_on", today)
    said.setdefault("from_on", months.earlier(until_on, 12) + timedelta(days=1))
    said.setdefault("back_days", line.back_days)
    return Asked(user=user, at=at, few=line.few, **said)


@dataclass(frozen=True)
class Spell:
    """How long a step took: median and ninetieth percentile, in days."""

    count: int = 0
    median: float | None = None
    ninetieth: float | None = None


@dataclass(frozen=True)
class Rate:
    """A share with both of its counts; never a percentage alone."""

    part: int
    whole: int
    few: int

    @property
    def percent(self) -> int | None:
        """Rounded down: 100 only when nothing is missing."""
        return 100 * self.part // self.whole if self.whole else None

    @property
    def is_small(self) -> bool:
        return 0 < self.whole < self.few


@dataclass
class Line:
    """One kind, tier, mediator, place or month with its figures."""

    key: object
    label: str
    asked: Asked
    figures: dict[str, int] = field(default_factory=dict)
    spells: dict[str, Spell] = field(default_factory=dict)
    narrowed: dict = field(default_factory=dict)

    def count(self, name: str) -> int:
        return self.figures.get(name) or 0

    def rate(self, part: str, whole: str) -> Rate:
        return Rate(self.count(part), self.count(whole), self.asked.few)

    @property
    def agreed(self) -> Rate:
        return self.rate("agreed", "finished")

    @property
    def kept(self) -> Rate:
        return self.rate("kept", "due")

    @property
    def not_back(self) -> Rate:
        return self.rate("not_back", "old_enough")

    @property
    def on_time(self) -> Rate:
        return self.rate("on_time", "follow_due")

    @property
    def queries(self) -> dict[str, str]:
        """For every figure the address of the list behind it, after the “?”."""
        asked = self.asked
        days = {"from": asked.from_on.isoformat(), "until": asked.until_on.isoformat()}
        back = {"back_days": asked.back_days}
        wanted = {
            "reported": _period("reported", days),
            "taken": _period("taken", days),
            "ended": _period("ended", days),
            "finished": _period("mediated", days),
            "agreed": {**_period("mediated", days), "result": "agreed"},
            "due": {**_period("due", days), "kept": "due"},
            "kept": {**_period("due", days), "kept": "kept"},
            "old_enough": {**_period("mediated", days), **back, "back": "old_enough"},
            "not_back": {**_period("mediated", days), **back, "back": "no"},
            "back": {**_period("mediated", days), **back, "back": "yes"},
            "follow_due": {**_period("follow", days), "follow": "due"},
            "on_time": {**_period("follow", days), "follow": "on_time"},
            "open": {"open_on": days["until"]},
            "late": {"state": "overdue"},
        }
        return {
            name: urlencode({**asked.narrowed(), **self.narrowed, **said})
            for name, said in wanted.items()
        }


def _period(name: str, days: dict[str, str]) -> dict[str, str]:
    return {f"{name}_{end}": day for end, day in days.items()}
