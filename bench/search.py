"""The search against hand-written SQL, on a county made for the run.

On an empty database: ``python -m bench.search [--residents 20000]``. What it made is
rolled back. Each question is asked of one kind, as the palette's first group, of every
kind together, and by one SQL statement through the same connection; what is printed is
the middle of ``--times`` rounds, in milliseconds. A budget is a ratio within one run.
"""

import argparse
import os
import random
import statistics
import time
from collections.abc import Callable
from datetime import UTC, date, datetime

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.db import connection, transaction  # noqa: E402

from disputes.models import Dispute  # noqa: E402
from households.models import Address, Household, Resident  # noqa: E402
from station.models import Area, Post, User  # noqa: E402
from station.roles import Role  # noqa: E402
from station.searching.engine import find  # noqa: E402

AT = datetime(2026, 11, 20, 2, tzinfo=UTC)
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂英华玉萍红文辉建国"
OFTEN, RARELY = "张伟", "欧阳"
STATIONS, VILLAGES = 20, 12
BATCH = 2000


def territory() -> list[list[Area]]:
    """A county of stations, each with its villages."""
    path, parent = "", None
    for number, kind in enumerate(("province", "prefecture", "county")):
        path += f"97{number:06d}"
        parent = Area.objects.create(
            kind=kind, name=f"平川{kind}", short_name="平川", path=path, parent=parent
        )
    return [_station(parent, number) for number in range(STATIONS)]


def _station(county: Area, number: int) -> list[Area]:
    station = Area.objects.create(
        kind="station",
        name=f"第{number}派出所",
        short_name=f"第{number}所",
        path=f"{county.path}{number + 1:08d}",
        parent=county,
    )
    villages = [
        Area(
            kind="community",
            name=f"{number}所{n}村",
            short_name=f"{n}村",
            path=f"{station.path}{n + 1:08d}",
            parent=station,
        )
        for n in range(VILLAGES)
    ]
    return [station, *Area.objects.bulk_create(villages)]


def people(count: int, stations: list[list[Area]], chance: random.Random) -> None:
    """Two to a household, one in five hundred with a rare surname."""
    for start in range(0, count, BATCH):
        size = min(BATCH, count - start)
        homes = _homes(start, (size + 1) // 2, stations, chance)
        Resident.objects.bulk_create(
            _resident(start + n, homes[n // 2], chance) for n in range(size)
        )


def _homes(start: int, count: int, stations, chance) -> list[Household]:
    places = [chance.choice(stations) for _n in range(count)]
    doors = Address.objects.bulk_create(
        Address(
            community=(village := chance.choice(place[1:])),
            area=village,
            group_name=f"{n % 9 + 1}社",
            door=f"{start + n}号",
            text=f"{village.name}{n % 9 + 1}社{start + n}号",
        )
        for n, place in enumerate(places)
    )
    return Household.objects.bulk_create(
        Household(
            station=place[0], area=door.area, address=door, number=f"L{start + n:07d}"
        )
        for n, (place, door) in enumerate(zip(places, doors, strict=True))
    )


def _resident(number: int, home: Household, chance: random.Random) -> Resident:
    row = Resident(
        station_id=home.station_id,
        area_id=home.area_id,
        household=home,
        relation="other",
        sex="male",
        birth_date=date(1980, 1, 1),
    )
    surname = RARELY if number % 500 == 7 else chance.choice(SURNAMES)
    row.write_name(surname + "".join(chance.choices(GIVEN, k=chance.choice((1, 2)))))
    row.write_phone(f"139{number:08d}")
    return row


def quarrels(count: int, stations, by: User, chance: random.Random) -> None:
    """Between two names somewhere, all about a courtyard."""
    for start in range(0, count, BATCH):
        Dispute.objects.bulk_create(
            _dispute(start + n, chance.choice(stations)[1], by, chance)
            for n in range(min(BATCH, count - start))
        )


def _dispute(number: int, area: Area, by: User, chance: random.Random) -> Dispute:
    row = Dispute(
        number=f"JF-970000000-2026-{number:06d}",
        area=area,
        source="walk_in",
        field="neighbour",
        summary=chance.choice(("院墙滴水", "宅基地翻建占用过道", "夜里吵闹")),
        place=f"{area.name}{number}号",
        reported_at=AT,
        event_on=AT.date(),
        reported_by=by,
        due_at=AT,
    )
    row.write_party_names(
        ["".join(chance.choices(SURNAMES + GIVEN, k=2)) for _n in range(2)]
    )
    return row


def middle(ask: Callable[[], object], times: int) -> float:
    """The median time of one question, after a first one that warms up."""
    ask()
    took = []
    for _n in range(times):
        begun = time.perf_counter()
        ask()
        took.append((time.perf_counter() - begun) * 1000)
    return statistics.median(took)


def by_hand(sql: str, value: object, areas: list[int]) -> Callable[[], list]:
    """The same question as one statement."""

    def ask() -> list:
        with connection.cursor() as cursor:
            cursor.execute(sql, [areas, value])
            return cursor.fetchall()

    return ask


NAMES = (
    "SELECT id, name FROM households_resident WHERE area_id = ANY(%s) "
    "AND tokens @> %s::text[] AND merged_into_id IS NULL "
    "ORDER BY left_on, name_sort, id LIMIT 10"
)
ADDRESSES = (
    "SELECT h.id, a.text FROM households_household h JOIN households_address a "
    "ON a.id = h.address_id WHERE h.area_id = ANY(%s) AND a.text LIKE %s "
    "ORDER BY h.left_on, h.id LIMIT 10"
)
NUMBERS = (
    "SELECT id, number FROM disputes_dispute WHERE area_id = ANY(%s) AND number = %s"
)


def questions() -> list[tuple[str, str, str, str, object]]:
    """What is asked, of which kind, and the statement with its value."""
    door, number = "号", "JF-970000000-2026-000012"
    return [
        ("two characters, often", OFTEN, "residents", NAMES, [OFTEN]),
        ("two characters, rarely", RARELY, "residents", NAMES, [RARELY]),
        ("initials", "zw", "residents", NAMES, ["zw"]),
        ("end of the phone", "0042", "residents", NAMES, ["0042"]),
        ("address", f"1社10{door}", "households", ADDRESSES, f"%1社10{door}%"),
        ("number of a dispute", number, "disputes", NUMBERS, number),
        ("text of a dispute", "宅基地", "disputes", "", ""),
    ]


def measure(residents: int, disputes: int, times: int) -> None:
    """Make the county, ask and print."""
    chance = random.Random(7)
    stations = territory()
    chief = User.objects.create(badge_number="bench97", name="王建国")
    Post.objects.create(
        user=chief,
        role=Role.STATION_CHIEF,
        area=stations[0][0],
        from_on=date(2020, 1, 1),
    )
    people(residents, stations, chance)
    quarrels(disputes, stations, chief, chance)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    areas = [area.pk for area in stations[0]]
    print(f"{residents} residents, {disputes} disputes, ms at the middle of {times}")
    print(f"{'':24}{'one kind':>10}{'all kinds':>10}{'SQL':>8}{'ratio':>8}")
    for label, words, kind, sql, value in questions():
        one = middle(lambda: find(chief, words, kinds=(kind,)), times)  # noqa: B023
        every = middle(lambda: find(chief, words), times)  # noqa: B023
        hand = middle(by_hand(sql, value, areas), times) if sql else 0
        ratio = f"{one / hand:.1f}" if hand else "–"
        print(f"{label:24}{one:10.1f}{every:10.1f}{hand:8.1f}{ratio:>8}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--residents", type=int, default=20_000)
    parser.add_argument("--disputes", type=int, default=5_000)
    parser.add_argument("--times", type=int, default=15)
    asked = parser.parse_args()
    with transaction.atomic():
        measure(asked.residents, asked.disputes, asked.times)
        transaction.set_rollback(True)


if __name__ == "__main__":
    main()
