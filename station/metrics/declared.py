"""What a metric is made of: the rows that are counted, by which day, and what for.

A ``Counted`` names rows: of which model, under which condition, by which day, in which
area. A ``Term`` asks for some of them: those of the period, those before today, those
that stand now. A ``Metric`` is one term, or one term out of another, with its name and
its definition in words. Page, list, report, REST and help all read this one
declaration, so they cannot say different things.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Model, Q, QuerySet, TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from station.metrics.moment import Moment

Text = str | Promise
DAY = timedelta(days=1)
ALWAYS = date(2000, 1, 1)  # the day of what is counted by none
FIRST, LAST = date(1900, 1, 1), date(2999, 12, 31)


class Direction(TextChoices):
    """Which way is good; a falling number may be."""

    NONE = "none", pgettext_lazy("direction", "neither is good or bad")
    MORE = "more", pgettext_lazy("direction", "more is good")
    FEWER = "fewer", pgettext_lazy("direction", "fewer is good")


class Window(TextChoices):
    """Which of the counted rows a term asks for."""

    PERIOD = "period", _("on the days chosen")
    OVER = "over", _("on the days chosen that are over")
    BEFORE = "before", _("before today")
    FROM_TODAY = "from_today", _("from today on")
    SOON = "soon", _("in the next seven days")
    NOW = "now", pgettext_lazy("metric", "now")


IN_PERIOD = frozenset({Window.PERIOD, Window.OVER})
SOON_DAYS = 7


@dataclass(frozen=True)
class Split:
    """What a figure can be parted by: the tier, the kind, the step.

    ``words()`` gives the label of each code, in the order in which they are shown.
    """

    key: str
    field: str
    label: Text
    words: Callable[[], Mapping[str, Text]]

    def __hash__(self):
        return hash(self.key)


@dataclass(frozen=True)
class Counted:
    """Rows that are counted, by area and day.

    Without ``live`` they are kept in rollups by triggers of the database: ``when``,
    ``at``, ``area``, ``value`` and the splits may then only name columns of the model's
    own table, and ``when`` nothing that moves with the clock. ``live(moment)`` is the
    condition of what stands now and moves with the clock (late, due soon): few rows,
    found through an index each time; it may look into other tables.
    """

    key: str
    model: type[Model]
    when: Q = field(default_factory=Q)
    at: str = ""  # a date, or a moment read by the clock in China
    area: str = "area"  # of areas themselves ""
    value: str = ""  # a number that is added up; without it rows are counted
    splits: tuple[Split, ...] = ()
    listed: str = "pk"  # which column holds the id of what the list shows
    list_key: str = ""  # of station.lists; the model's own without it
    live: Callable[[Moment], Q] | None = None
    prepare: Callable[[QuerySet], QuerySet] | None = None  # of live ones
    person: str = ""  # the user who answers for it, of live ones
    opens: str = ""  # the right on these rows, where the list's own says less

    def __hash__(self):
        return hash(self.key)

    @property
    def is_rolled(self) -> bool:
        return self.live is None

    @property
    def area_id(self) -> str:
        """The column, or the look-up, of the area's id."""
        if not self.area:
            return "id"
        return self.area if self.area.endswith("_id") else f"{self.area}_id"

    @property
    def area_path(self) -> str:
        """The look-up of the area's path."""
        return f"{self.area}__path" if self.area else "path"

    @property
    def list_name(self) -> str:
        return self.list_key or self.model._meta.label_lower

    def split(self, key: str) -> Split | None:
        return next((split for split in self.splits if split.key == key), None)


@dataclass(frozen=True)
class Term:
    """Some of the counted rows."""

    counted: Counted
    window: str = Window.PERIOD

    def days(self, period, today: date) -> tuple[date, date]:
        """The first and the last day that are asked for; live ones have none."""
        match self.window:
            case Window.PERIOD:
                return period.from_on, period.until_on
            case Window.OVER:
                return period.from_on, min(period.until_on, today - DAY)
            case Window.BEFORE:
                return FIRST, today - DAY
            case Window.FROM_TODAY:
                return today, LAST
            case Window.SOON:
                return today, today + SOON_DAYS * DAY
        return FIRST, LAST


def during(counted: Counted) -> Term:
    """Those on the days chosen."""
    return Term(counted, Window.PERIOD)


def over(counted: Counted) -> Term:
    """Those on the days chosen that are over: today is not judged before its end."""
    return Term(counted, Window.OVER)


def before_today(counted: Counted) -> Term:
    """Those whose day is past."""
    return Term(counted, Window.BEFORE)


def from_today(counted: Counted) -> Term:
    """Those whose day is today or later."""
    return Term(counted, Window.FROM_TODAY)


def soon(counted: Counted) -> Term:
    """Those whose day is today or one of the next seven."""
    return Term(counted, Window.SOON)


def now(counted: Counted) -> Term:
    """Those that stand at this moment."""
    return Term(counted, Window.NOW)


@dataclass(frozen=True, eq=False)
class Metric:
    """A figure with its name and what it means.

    With ``whole`` it is a rate: ``part`` out of ``whole``, never told without both.
    ``board`` says where on the dashboard it stands besides its group: ``late``,
    ``soon``, ``places`` (side by side for every village), ``wall``; ``drawn`` by which
    splits it is drawn there; ``tasks`` which of the five joint and four small tasks it
    speaks of (X9).
    """

    key: str  # “disputes.settled”: the app or noun, and what
    label: Text
    definition: Text  # in words, with the rule or article where there is one
    group: str
    part: Term
    whole: Term | None = None
    part_label: Text = ""  # of a rate: what stands above the line
    whole_label: Text = ""  # and below it
    unit: Text = ""
    direction: str = Direction.NONE
    permission: str = "figure.view"
    is_of_people: bool = True  # small numbers are hidden outside the station
    of: Counted | None = None  # of a sum: the rows added up; few of them hide it too
    board: frozenset[str] = frozenset()
    drawn: tuple[str, ...] = ()
    tasks: frozenset[str] = frozenset()
    order: int = 100

    @property
    def is_rate(self) -> bool:
        return self.whole is not None

    @property
    def is_of_period(self) -> bool:
        """Does it change with the days chosen, and can it be held against others?"""
        return self.part.window in IN_PERIOD

    @property
    def terms(self) -> tuple[Term, ...]:
        return (self.part,) if self.whole is None else (self.part, self.whole)

    @property
    def rows_term(self) -> Term | None:
        """How many rows a sum is made of."""
        return Term(self.of, self.part.window) if self.of else None


@dataclass(frozen=True)
class Group:
    """A heading under which metrics stand together."""

    key: str
    label: Text
    icon: str
    order: int = 100


@dataclass
class Book:
    """All metrics and their groups; the apps write them in."""

    metrics: dict[str, Metric] = field(default_factory=dict)
    groups: dict[str, Group] = field(default_factory=dict)

    def add_groups(self, *groups: Group) -> None:
        """Headings of the dashboard."""
        self.groups.update({group.key: group for group in groups})

    def add(self, *metrics: Metric) -> None:
        """Metrics of an app; each key once."""
        for metric in metrics:
            if metric.key in self.metrics:
                raise ValueError(metric.key)
            self.metrics[metric.key] = metric

    @property
    def in_order(self) -> list[Metric]:
        """By group, then as they were declared within it."""
        orders = {key: (group.order, key) for key, group in self.groups.items()}
        return sorted(
            self.metrics.values(),
            key=lambda metric: (orders.get(metric.group, (999, "")), metric.order),
        )

    def counted(self) -> dict[str, Counted]:
        """Everything that is counted, by key; two metrics may share one."""
        found: dict[str, Counted] = {}
        for metric in self.metrics.values():
            for term in metric.terms:
                known = found.setdefault(term.counted.key, term.counted)
                if known != term.counted:
                    raise ValueError(term.counted.key)
        return found

    def rolled(self) -> list[Counted]:
        """What triggers keep, in a lasting order."""
        found = self.counted()
        return [found[key] for key in sorted(found) if found[key].is_rolled]


book = Book()
