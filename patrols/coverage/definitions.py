"""What the measures of patrols are: each with its formula, for which place and days.

No office has said how they are reckoned; each says here what it counts, on the page
too, and is told with both of its counts.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from station import months, working_days
from station.errors import RuleError
from station.models import Area

DAY = timedelta(days=1)
FEW = 10
MOST_YEARS = 3
FIRST = date(2000, 1, 1)  # no patrol was written down before


class By(TextChoices):
    """What the lines stand for."""

    TEAM = "team", _("patrol team")
    AREA = "area", _("area")
    MONTH = "month", _("month")


@dataclass(frozen=True)
class Definition:
    """A share: its name, what it counts, and how it is reckoned."""

    key: str
    title: Promise
    text: Promise
    formula: Promise
    part: str
    whole: str


RATES = (
    Definition(
        "visible",
        _("Police visibility"),
        _(
            "Of the hours at which a place needs patrols, those in which somebody "
            "checked in there. A place needs patrols at an hour of the week when on "
            "these days calls or findings fell into it, or the chief has set it."
        ),
        _("hours of need with a check-in ÷ hours of need"),
        "seen",
        "needed",
    ),
    Definition(
        "handled",
        _("Matters handled"),
        _(
            "Of what patrols found on these days and has to be put right, and is "
            "settled or past its deadline, what was settled."
        ),
        _("settled ÷ settled or past the deadline"),
        "settled",
        "ripe",
    ),
    Definition(
        "stable",
        _("Stability"),
        _(
            "Of the hazards and quarrels settled on these days and at least 30 days "
            "ago, those after which none of the same kind was found at the same place "
            "within 30 days."
        ),
        _("settled and not back ÷ settled at least 30 days ago"),
        "not_back",
        "old_enough",
    ),
    Definition(
        "in_time",
        _("Settled in time"),
        _("Of the same matters as “handled”, those settled by their deadline."),
        _("settled by the deadline ÷ settled or past the deadline"),
        "in_time",
        "ripe",
    ),
)
COUNTS = (
    ("patrols", pgettext_lazy("measure", "Patrols")),
    ("minutes", _("Hours of service")),
    ("check_ins", pgettext_lazy("measure", "Check-ins")),
    ("doubtful", _("of which look odd")),
)


@dataclass(frozen=True)
class Asked:
    """The place, the days, and by what the lines are drawn."""

    user: object
    at: datetime
    area: Area
    from_on: date
    until_on: date
    by: str = By.TEAM


def usual(user, area: Area, *, at: datetime, **said) -> Asked:
    """Three months until yesterday, or the days asked for."""
    said = {name: value for name, value in said.items() if value not in (None, "")}
    until_on = said.setdefault("until_on", working_days.local_date(at) - DAY)
    if not FIRST <= until_on <= working_days.local_date(at):
        raise RuleError(str(_("Choose a day until today.")), code="until_on")
    first = said.setdefault("from_on", months.earlier(until_on, 3) + DAY)
    if first > until_on:
        raise RuleError(str(_("It cannot end before it begins.")), code="until_on")
    if first < months.earlier(until_on, 12 * MOST_YEARS):
        refused = _("At most %(years)d years at once.") % {"years": MOST_YEARS}
        raise RuleError(str(refused), code="from_on")
    return Asked(user, at, area, **said)


@dataclass(frozen=True)
class Rate:
    """A share with both of its counts; never a percentage alone."""

    part: int
    whole: int

    @property
    def percent(self) -> int | None:
        return 100 * self.part // self.whole if self.whole else None

    @property
    def is_small(self) -> bool:
        return 0 < self.whole < FEW


@dataclass
class Line:
    """One team, place or month with its figures."""

    key: object
    label: str
    figures: dict[str, int] = field(default_factory=dict)

    def rate(self, found: Definition) -> Rate | None:
        """Nothing where it cannot be told: a need belongs to no team."""
        if found.whole not in self.figures and found.key == "visible":
            return None
        return Rate(self.figures.get(found.part, 0), self.figures.get(found.whole, 0))
