"""Figures of fraud cases: by month, type, group and place, against last year.

They name nobody, so more people read them than the cases themselves.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from decimal import Decimal

from django.db.models import Count, Q, Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from antifraud import falls
from antifraud.models import FraudCase, ScamType
from antifraud.workflow.cases import ContactWay, Outcome
from antifraud.workflow.people import AgeBand, Group
from station import working_days
from station.models import Area

SPANS = (12, 24)
PARTS = {
    "scam_type": _("Scam type"),
    "group": _("Group of the victim"),
    "area": _("Area"),
    "channel": _("Channel"),
    "age_band": _("Age of the victim"),
}
WORDS = {
    "group": dict(Group.choices),
    "channel": dict(ContactWay.choices),
    "age_band": dict(AgeBand.choices),
}


@dataclass(frozen=True)
class Asked:
    """Whose figures of what: the place, a type, a group, so many months."""

    user: object
    on: date
    area: Area | None = None
    scam_type: ScamType | None = None
    group: str = ""
    months: int = 12

    @property
    def running(self) -> date:
        """The month that is not over."""
        return self.on.replace(day=1)

    @property
    def shown(self) -> list[date]:
        """The whole months and the running one."""
        return falls.months_before(self.running, self.months + 1)


@dataclass(frozen=True)
class Sums:
    """What is counted of some cases."""

    cases: int = 0
    attempts: int = 0
    loss: Decimal = Decimal(0)
    stopped: Decimal = Decimal(0)

    @property
    def lost(self) -> Decimal:
        """What stayed lost."""
        return self.loss - self.stopped


@dataclass(frozen=True)
class Month:
    """A month and the same month of the year before."""

    first: date
    sums: Sums
    last_year: Sums
    is_whole: bool = True


@dataclass(frozen=True)
class Line:
    """A type, a group or a place: these months and the same a year before."""

    key: object
    label: str
    sums: Sums
    last_year: Sums

    @property
    def change(self) -> int | None:
        """Per cent more or fewer; nothing where there was nothing."""
        before = self.last_year.cases
        return round(100 * (self.sums.cases - before) / before) if before else None


@dataclass
class Trend:
    """All a page or a client of REST shows."""

    asked: Asked
    months: list[Month]
    total: Line
    falls: falls.Falls
    parts: dict[str, list[Line]] = field(default_factory=dict)


COUNTED = {
    "cases": Count("pk"),
    "attempts": Count("pk", filter=Q(outcome=Outcome.ATTEMPT)),
    "loss": Sum("loss", default=Decimal(0)),
    "stopped": Sum("stopped", default=Decimal(0)),
}


def rows_of(asked: Asked):
    """The cases the figures are of, within the scope of figures."""
    rows = FraudCase.objects.visible_to(asked.user, "figures").counted()
    if asked.area is not None:
        rows = rows.filter(area__path__startswith=asked.area.path)
    if asked.scam_type is not None:
        rows = rows.filter(scam_type=asked.scam_type)
    return rows.filter(group=asked.group) if asked.group else rows


def trend(asked: Asked, parts: Iterable[str] = ()) -> Trend:
    """Months, falls in a row, and who and what they are about."""
    counted = _by_month(asked)
    months = [
        Month(
            first,
            counted.get(first, Sums()),
            counted.get(_year_before(first), Sums()),
            is_whole=first < asked.running,
        )
        for first in asked.shown
    ]
    return Trend(
        asked=asked,
        months=months,
        total=_total(counted, asked),
        falls=_falls(asked, counted),
        parts={name: lines(asked, name) for name in parts},
    )


def lines(asked: Asked, name: str) -> list[Line]:
    """The last twelve whole months by one of ``PARTS``, most cases first."""
    now = _grouped(_between(asked, 0), name)
    before = _grouped(_between(asked, falls.YEAR), name)
    labels = _labels(name, {*now, *before})
    found = [
        Line(key, str(labels[key]), now.get(key, Sums()), before.get(key, Sums()))
        for key in labels
    ]
    return sorted(found, key=lambda line: (-line.sums.cases, line.label))


def _by_month(asked: Asked) -> dict[date, Sums]:
    """Every month there is; the season needs the years before."""
    rows = rows_of(asked).annotate(month=TruncMonth("happened_at"))
    rows = rows.values("month").annotate(**COUNTED).order_by()
    return {timezone.localtime(row.pop("month")).date(): Sums(**row) for row in rows}


def _grouped(rows, name: str) -> dict:
    column = f"{name}_id" if name in {"scam_type", "area"} else name
    found = rows.order_by().values(column).annotate(**COUNTED)
    return {row.pop(column): Sums(**row) for row in found}


def _between(asked: Asked, ago: int):
    """The twelve whole months that ended so many months before the running one."""
    end = falls.months_before(asked.running, ago + 1)[0]
    first = falls.months_before(end, falls.YEAR + 1)[0]
    return rows_of(asked).filter(
        happened_at__gte=_start(first), happened_at__lt=_start(end)
    )


def _start(day: date) -> datetime:
    return working_days.at_clock(day, time())


def _year_before(month: date) -> date:
    return month.replace(year=month.year - 1)


def _labels(name: str, keys: set) -> dict:
    if name == "scam_type":
        return ScamType.objects.in_bulk(keys)
    if name == "area":
        return {pk: area.name for pk, area in Area.objects.in_bulk(keys).items()}
    return {key: WORDS[name].get(key, _("Not known")) for key in keys}


def _total(counted: dict[date, Sums], asked: Asked) -> Line:
    """The last twelve whole months against the twelve before."""
    whole = falls.months_before(asked.running, falls.YEAR + 1)[:-1]
    now, before = Sums(), Sums()
    for month in whole:
        now = _plus(now, counted.get(month, Sums()))
        before = _plus(before, counted.get(_year_before(month), Sums()))
    return Line("", "", now, before)


def _plus(one: Sums, other: Sums) -> Sums:
    return Sums(
        one.cases + other.cases,
        one.attempts + other.attempts,
        one.loss + other.loss,
        one.stopped + other.stopped,
    )


def _falls(asked: Asked, counted: dict[date, Sums]) -> falls.Falls:
    last = falls.months_before(asked.running, 2)[0]
    counts = {month: sums.cases for month, sums in counted.items()}
    return falls.judge(counts, last=last, known_from=min(counts, default=None))
