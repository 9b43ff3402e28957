"""What the pages say of a venue and of an inspection, asked for in few queries."""

from collections import defaultdict
from dataclasses import dataclass, field

from django.db.models import Case, Count, Q, Value, When

from households.models import (
    Hazard,
    Inspection,
    InspectionFinding,
    Section,
    Unit,
)
from households.workflow.inspections import WITH_US, Result
from station.models import Attachment, reference


@dataclass(frozen=True)
class Standing:
    """What failed last time, by the items' codes, and the files still open."""

    last: Inspection | None = None
    failed: frozenset[str] = frozenset()
    hazards: dict[str, Hazard] = field(default_factory=dict)


def standing_of(unit: Unit) -> Standing:
    """Faults of the last inspection and hazards that are still open."""
    last = unit.inspections.order_by("-finished_at", "-pk").first()
    failed = set()
    if last is not None:
        rows = last.findings.filter(result=Result.FAULT)
        failed = set(rows.values_list("item__code", flat=True))
    rows = Hazard.objects.open().filter(unit=unit, item__isnull=False)
    hazards = {row.item.code: row for row in rows.select_related("item")}
    return Standing(last, frozenset(failed | set(hazards)), hazards)


def open_hazards(unit: Unit, *, user):
    """The open files of a unit that this person may see."""
    rows = Hazard.objects.visible_to(user).open().filter(unit=unit)
    return list(rows.for_list().order_by("next_due_on", "pk")[:20])


@dataclass(frozen=True)
class Line:
    """One finding with its photos and the file it opened."""

    finding: InspectionFinding
    photos: list[Attachment]
    hazard: Hazard | None


def findings_of(inspection: Inspection, *, user) -> list[tuple[str, list[Line]]]:
    """The findings by section, in the order of the checklist."""
    rows = list(inspection.findings.select_related("item"))
    photos = defaultdict(list)
    names = [reference(row) for row in rows]
    visible = Attachment.objects.visible_to(user)
    for photo in visible.filter(subject__in=names).order_by("pk"):
        photos[photo.subject].append(photo)
    files = Hazard.objects.visible_to(user).filter(finding__in=rows)
    hazards = {row.finding_id: row for row in files.defer("description", "answer")}
    sections = defaultdict(list)
    for row in rows:
        line = Line(row, photos[reference(row)], hazards.get(row.pk))
        sections[row.item.section].append(line)
    return [(Section(key).label, lines) for key, lines in sections.items()]


@dataclass(frozen=True)
class Reach:
    """How a village stands: venues, done within the cycle, late, open hazards."""

    area: object
    venues: int
    done: int
    hazards: int

    @property
    def late(self) -> int:
        return self.venues - self.done

    @property
    def share(self) -> int | None:
        return round(100 * self.done / self.venues) if self.venues else None


def coverage(areas, *, on) -> list[Reach]:
    """Inspected within the cycle, village by village; two queries for all."""
    paths = {area.pk: area.path for area in areas}
    wanted = (
        Case(
            *(When(area__path__startswith=p, then=Value(pk)) for pk, p in paths.items())
        )
        if paths
        else Value(None)
    )
    venues = Unit.objects.venues().filter(_below(paths)).annotate(village=wanted)
    counts = {
        row["village"]: row
        for row in venues.order_by()
        .values("village")
        .annotate(n=Count("pk"), done=Count("pk", filter=Q(inspection_due_on__gt=on)))
    }
    files = Hazard.objects.filter(_below(paths), status__in=WITH_US)
    open_ = dict(
        files.annotate(village=wanted)
        .order_by()
        .values_list("village")
        .annotate(n=Count("pk"))
    )
    return [
        Reach(
            area,
            counts.get(area.pk, {}).get("n", 0),
            counts.get(area.pk, {}).get("done", 0),
            open_.get(area.pk, 0),
        )
        for area in areas
    ]


def _below(paths: dict[int, str]) -> Q:
    found = Q(pk__in=[])
    for path in paths.values():
        found |= Q(area__path__startswith=path)
    return found
