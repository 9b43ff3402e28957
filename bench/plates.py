"""6,146 door plates in one run, as in Pingchuan: time and memory of codes and paper.

Run on an empty database: ``python -m bench.plates [--count 6146]``. What it made is
rolled back.
"""

import argparse
import os
import resource
import time
from datetime import UTC, date, datetime

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.db import transaction  # noqa: E402

from households.actions import plate_batches  # noqa: E402
from households.models import Address, DoorPlate, PlateSize  # noqa: E402
from households.papers import plates as plate_papers  # noqa: E402
from station.models import Area, Post, User  # noqa: E402
from station.roles import Role  # noqa: E402

AT = datetime(2026, 11, 20, 2, tzinfo=UTC)
GROUP = 60  # doors of a group


def make(count: int) -> tuple[Area, User]:
    """A station with one village of so many doors, and its officer."""
    path, parent = "", None
    kinds = ["province", "prefecture", "county", "station", "township", "community"]
    for number, kind in enumerate(kinds):
        path += f"98{number:06d}"
        parent = Area.objects.create(
            kind=kind, name=f"平川{kind}", short_name="平川", path=path, parent=parent
        )
    user = User.objects.create(badge_number="bench98", name="王建国")
    Post.objects.create(
        user=user, role=Role.COMMUNITY_OFFICER, area=parent, from_on=date(2020, 1, 1)
    )
    Address.objects.bulk_create(
        Address(
            community=parent,
            area=parent,
            group_name=f"{number // GROUP + 1}社",
            door=f"{number % GROUP + 1}号",
            text=f"平川{number // GROUP + 1}社{number % GROUP + 1}号",
        )
        for number in range(count)
    )
    return parent, user


def megabytes() -> int:
    """The most this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def measure(count: int) -> None:
    """Order, codes and paper, each timed."""
    area, user = make(count)
    size = PlateSize.objects.create(name="bench", width_mm=150, height_mm=90)
    begun = time.perf_counter()
    batch = plate_batches.order(area=area, size=size, choice="missing", by=user, at=AT)
    ordered = time.perf_counter()
    plate_batches.make_codes(batch=batch, at=AT, progress=lambda done: None)
    coded, before = time.perf_counter(), megabytes()
    body = plate_papers.render(batch, plate_papers.plates_to_print(batch))
    drawn = time.perf_counter()
    valid = DoorPlate.objects.valid().filter(area=area).count()
    print(
        f"{count} plates: ordered in {ordered - begun:.1f} s, codes in "
        f"{coded - ordered:.1f} s, paper in {drawn - coded:.1f} s "
        f"({len(body) / 1e6:.1f} MB), {megabytes()} MB of memory at most, "
        f"{megabytes() - before} MB of them for the paper"
    )
    if valid != count:
        raise SystemExit(f"{valid} doors have a valid plate.")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=6146)
    with transaction.atomic():
        measure(parser.parse_args().count)
        transaction.set_rollback(True)


if __name__ == "__main__":
    main()
