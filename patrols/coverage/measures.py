"""The measures of patrols: 见警率, 管事率, 稳控率, hours, presence, in time.

No office has said how they are reckoned; each says here what it counts, on the page
too, and is told with both of its counts.
"""

# ruff: noqa: S608 - nothing in these statements comes from outside

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import connection
from django.db.models import (
    Count,
    DateField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    Sum,
    TextChoices,
)
from django.db.models.functions import TruncMonth
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from patrols.coverage.need import book
from patrols.models import Finding, Team, TeamDay
from patrols.workflow.findings import TO_SETTLE, FindingKind, FindingStatus
from station import months, working_days
from station.models import Area

DAY = timedelta(days=1)
AGAIN = timedelta(days=30)
DANGERS = (FindingKind.HAZARD, FindingKind.DISPUTE)
FEW = 10


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
    """Three months until yesterday."""
    said = {name: value for name, value in said.items() if value not in (None, "")}
    until_on = said.setdefault("until_on", working_days.local_date(at) - DAY)
    said.setdefault("from_on", months.earlier(until_on, 3) + DAY)
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


def total(asked: Asked) -> Line:
    """All of it in one line."""
    line = Line("", "")
    for rows in _counted(asked, None):
        for row in rows:
            line.figures.update(_amounts(row))
    return line


def lines(asked: Asked) -> list[Line]:
    """A line for each team, place or month."""
    found: dict[object, Line] = {}
    for rows in _counted(asked, asked.by):
        for row in rows:
            line = found.setdefault(row["key"], Line(row["key"], ""))
            line.figures.update(_amounts(row))
    labels = _labels(asked.by, set(found))
    for key, line in found.items():
        line.label = labels.get(key, "")
    return sorted(found.values(), key=lambda line: _order(asked.by, line))


# -- the records behind each figure ------------------------------------------------


def findings(asked: Asked, part: str) -> QuerySet:
    """What is counted under a name; the parts page lists the same rows."""
    rows = Finding.objects.filter(area__path__startswith=asked.area.path)
    days = (asked.from_on, asked.until_on)
    if part in {"old_enough", "not_back"}:
        rows = rows.filter(
            kind__in=DANGERS,
            status=FindingStatus.CLOSED,
            closed_at__date__range=days,
            closed_at__lte=asked.at - AGAIN,
        )
        return rows.exclude(_back()) if part == "not_back" else rows
    rows = rows.filter(kind__in=TO_SETTLE, found_at__date__range=days)
    settled = Q(status=FindingStatus.CLOSED)
    conditions = {
        "ripe": settled | Q(due_at__lt=asked.at),
        "settled": settled,
        "in_time": settled & Q(closed_at__lte=F("due_at")),
    }
    return rows.filter(conditions[part])


def _back() -> Q:
    """Of the same kind, at the same place, soon after."""
    same = (
        Q(point=OuterRef("point"))
        | Q(point__isnull=True, cell=OuterRef("cell")) & ~Q(cell="")
        | Q(point__isnull=True, cell="", area=OuterRef("area"), place=OuterRef("place"))
        & ~Q(place="")
    )
    rows = Finding.objects.filter(
        same,
        kind=OuterRef("kind"),
        found_at__gt=OuterRef("closed_at"),
        found_at__lte=OuterRef("closed_at") + AGAIN,
    )
    return Q(Exists(rows.exclude(pk=OuterRef("pk"))))


# -- counting ----------------------------------------------------------------------


def _counted(asked: Asked, by: str | None):
    """A fixed number of statements, however many patrols."""
    yield _service(asked, by)
    for names, moment in (
        (("ripe", "settled", "in_time"), "found_at"),
        (("old_enough", "not_back"), "closed_at"),
    ):
        for name in names:
            rows = findings(asked, name).annotate(key=_key(by, moment)).values("key")
            yield rows.annotate(**{name: Count("pk")}).order_by()
    if by != By.TEAM:
        yield presence(asked, by)


def _service(asked: Asked, by: str | None):
    rows = TeamDay.objects.filter(area__path__startswith=asked.area.path)
    rows = rows.between(asked.from_on, asked.until_on)
    rows = rows.annotate(key=_key(by, "day")).values("key")
    sums = {f"{name}_sum": Sum(name) for name, _label in COUNTS}
    return rows.annotate(**sums).order_by()


def _key(by: str | None, moment: str):
    if by == By.MONTH:
        return TruncMonth(moment, output_field=DateField())
    if by is None:
        return F("area_id") * 0
    return F("team_id" if by == By.TEAM else "area_id")


PRESENCE = """
WITH hours AS (
    SELECT h.area_id, h.day, h.hour, sum(h.check_ins) AS seen,
        sum(h.calls + h.findings) AS asked
    FROM patrols_areahour h JOIN station_area a ON a.id = h.area_id
    WHERE starts_with(a.path, %(path)s) AND h.day BETWEEN %(from)s AND %(until)s
    GROUP BY h.area_id, h.day, h.hour
), need AS (
    SELECT area_id, (extract(isodow FROM day)::int - 1) * 24 + hour AS slot
    FROM hours GROUP BY 1, 2 HAVING sum(asked) > 0
    UNION SELECT * FROM unnest(%(areas)s::bigint[], %(slots)s::int[])
), days AS (
    SELECT d::date AS day, extract(isodow FROM d)::int - 1 AS weekday
    FROM generate_series(%(from)s::date, %(until)s::date, interval '1 day') d
), needed AS (
    SELECT n.area_id, d.day, n.slot %% 24 AS hour, coalesce(h.seen, 0) AS seen
    FROM need n JOIN days d ON d.weekday = n.slot / 24
    LEFT JOIN hours h
        ON h.area_id = n.area_id AND h.day = d.day AND h.hour = n.slot %% 24
)
"""
KEYS = {
    None: "0",
    By.AREA: "area_id",
    By.MONTH: "date_trunc('month', day)::date",
}


def presence(asked: Asked, by: str | None) -> list[dict]:
    """How many hours of need there were, and in how many somebody was seen."""
    return _asked_of_needed(
        asked,
        f"SELECT {KEYS[by]} AS key, count(*) AS needed, "
        "count(*) FILTER (WHERE seen > 0) AS seen FROM needed GROUP BY 1",
    )


def hours_of_need(asked: Asked, *, seen: bool, most: int) -> list[dict]:
    """The hours themselves, the latest first."""
    return _asked_of_needed(
        asked,
        f"SELECT area_id, day, hour, seen FROM needed "
        f"WHERE {'seen > 0' if seen else 'true'} "
        f"ORDER BY day DESC, hour DESC, area_id LIMIT {int(most)}",
    )


def _asked_of_needed(asked: Asked, question: str) -> list[dict]:
    own = [
        (weight.area_id, slot)
        for weight in book(asked.area).own
        if weight.holds_on(asked.until_on)
        for slot in weight.hours
    ]
    said = {
        "path": asked.area.path,
        "from": asked.from_on,
        "until": asked.until_on,
        "areas": [area for area, _slot in own],
        "slots": [slot for _area, slot in own],
    }
    with connection.cursor() as cursor:
        cursor.execute(PRESENCE + question, said)
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _amounts(row: dict) -> dict[str, int]:
    found = {name.removesuffix("_sum"): n for name, n in row.items() if name != "key"}
    return {name: amount or 0 for name, amount in found.items()}


def _labels(by: str, keys: set) -> dict:
    """What each key is called."""
    if by == By.MONTH:
        return {key: f"{key:%Y-%m}" for key in keys}
    model = Team if by == By.TEAM else Area
    return dict(model.objects.filter(pk__in=keys - {None}).values_list("pk", "name"))


def _order(by: str, line: Line):
    """Months in their order, the others by how much they patrol."""
    if by == By.MONTH:
        return (line.key.toordinal(), "")
    return (-line.figures.get("minutes", 0), str(line.label))
