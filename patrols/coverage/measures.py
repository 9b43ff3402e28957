"""The measures of patrols, counted: 见警率, 管事率, 稳控率, hours, presence, in time."""

from datetime import timedelta

from django.db.models import Count, DateField, Exists, F, OuterRef, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth

from patrols.coverage.definitions import COUNTS, Asked, By, Line
from patrols.coverage.presence import presence
from patrols.models import Finding, Team, TeamDay
from patrols.workflow.findings import TO_SETTLE, FindingKind, FindingStatus
from station.models import Area

AGAIN = timedelta(days=30)
DANGERS = (FindingKind.HAZARD, FindingKind.DISPUTE)


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
