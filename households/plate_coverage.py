"""How far the door plates are, village by village."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, Sum

from households.models import Address, DoorPlate, PlateScanCount
from station.models import Area


@dataclass(frozen=True)
class Row:
    """One area: its doors, and how many have a valid plate, printed, at the door."""

    area: Area
    doors: int
    valid: int
    printed: int
    mounted: int
    scans: int

    @property
    def missing(self) -> int:
        return self.doors - self.valid

    @property
    def percent(self) -> int | None:
        """Rounded down: 100 only when no door is left."""
        return 100 * self.mounted // self.doors if self.doors else None


def rows_of(areas: list[Area], *, on: date) -> list[Row]:
    """The figures of these areas, in three queries however many they are."""
    inside = Q(pk__in=[])
    for area in areas:
        inside |= Q(area__path__startswith=area.path)
    doors = _by_path(Address.objects.filter(inside), doors=Count("pk"))
    plates = _by_path(
        DoorPlate.objects.valid().filter(inside),
        valid=Count("pk"),
        printed=Count("pk", filter=Q(printed_at__isnull=False)),
        mounted=Count("pk", filter=Q(mounted_on__isnull=False)),
    )
    scans = _by_path(
        PlateScanCount.objects.filter(inside, month=on.replace(day=1)),
        scans=Sum("count"),
    )
    return [_row(area, (doors, plates, scans)) for area in areas]


def _by_path(rows, **figures) -> list[dict]:
    return list(rows.order_by().values("area__path").annotate(**figures))


def _row(area: Area, found: Iterable[list[dict]]) -> Row:
    sums = dict.fromkeys(("doors", "valid", "printed", "mounted", "scans"), 0)
    for figures in found:
        for line in figures:
            if line["area__path"].startswith(area.path):
                for name, value in line.items():
                    if name in sums:
                        sums[name] += value or 0
    return Row(area, **sums)


def total(rows: Iterable[Row]) -> dict[str, int]:
    """The sums of villages that do not overlap."""
    rows = list(rows)
    return {
        name: sum(getattr(row, name) for row in rows)
        for name in ("doors", "valid", "printed", "mounted", "missing", "scans")
    }
