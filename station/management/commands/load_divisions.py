"""Load provinces to villages, with a station on top of each township."""

import csv
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from station.actions import areas
from station.models import Area

DEFAULT = Path(__file__).resolve().parents[2] / "fixtures" / "divisions.csv"
COLUMNS = {"level", "code", "name", "parent_code"}
KINDS = {
    "province": Area.Kind.PROVINCE,
    "prefecture": Area.Kind.PREFECTURE,
    "county": Area.Kind.COUNTY,
    "township": Area.Kind.TOWNSHIP,
    "village": Area.Kind.COMMUNITY,
}
TAILS = (
    ("社区居民委员会", "社区"),
    ("村村民委员会", "村"),
    ("居民委员会", "社区"),
    ("村民委员会", "村"),
)
TOWNSHIP_TAILS = ("街道", "镇", "乡")


def short_name(name: str) -> str:
    """天城村村民委员会 is spoken of as 天城村."""
    for tail, spoken in TAILS:
        if name.endswith(tail):
            return name.removesuffix(tail) + spoken
    return name


def station_name(township: str) -> str:
    """罗城镇 is served by 罗城派出所."""
    for tail in TOWNSHIP_TAILS:
        if township.endswith(tail) and len(township) > len(tail) + 1:
            return township.removesuffix(tail) + "派出所"
    return township + "派出所"


class Command(BaseCommand):
    """Safe to run again: what is there stays, names are brought up to date."""

    help = "Load administrative divisions (level, code, name, parent_code) from a CSV."

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", type=Path, default=DEFAULT)

    def handle(self, *, file: Path, **options):
        rows = self._read(file)
        with transaction.atomic():
            made = sum(self._load(row) for row in rows)
        self.stdout.write(f"{len(rows)} divisions read, {made} areas made.")

    def _read(self, file: Path) -> list[dict[str, str]]:
        try:
            with file.open(encoding="utf-8-sig", newline="") as stream:
                rows = list(csv.DictReader(stream))
        except (OSError, UnicodeDecodeError, csv.Error) as error:
            raise CommandError(f"{file} cannot be read: {error}") from error
        if not rows or not rows[0].keys() >= COLUMNS:
            raise CommandError(
                f"{file} needs the columns {', '.join(sorted(COLUMNS))}."
            )
        return rows

    def _load(self, row: dict[str, str]) -> int:
        """Make or rename one division; returns how many areas were made."""
        if row["level"] not in KINDS:
            raise CommandError(f"Unknown level {row['level']!r} at {row['code']}.")
        kind = KINDS[row["level"]]
        spoken = short_name(row["name"])
        known = Area.objects.filter(code=row["code"])
        if known.exists():
            known.exclude(name=row["name"]).update(name=row["name"], short_name=spoken)
            return 0
        made = 1
        parent = self._parent(row)
        if kind == Area.Kind.TOWNSHIP:
            parent, made = self._station(parent, row["name"])
        areas.create(
            parent=parent,
            kind=kind,
            name=row["name"],
            short_name=spoken,
            code=row["code"],
            by=None,
            at=timezone.now(),
        )
        return made

    def _parent(self, row: dict[str, str]) -> Area | None:
        if not row["parent_code"]:
            return None
        parent = Area.objects.filter(code=row["parent_code"]).first()
        if parent is None:
            raise CommandError(
                f"{row['code']} {row['name']} lies in {row['parent_code']}, "
                "which is not in the file above it."
            )
        return parent

    def _station(self, county: Area, township: str) -> tuple[Area, int]:
        name = station_name(township)
        known = county.children.filter(name=name).first()
        if known is not None:
            return known, 1
        made = areas.create(
            parent=county,
            kind=Area.Kind.STATION,
            name=name,
            by=None,
            at=timezone.now(),
        )
        return made, 2
