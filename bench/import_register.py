"""How long an import of 10,000 rows takes, and how soon a hostile file is refused.

    python -m bench.import_register [rows]

Makes a workbook of rows with 137 bad ones, imports it twice into a database of its
own test transaction (rolled back at the end), and prints seconds and peak memory.
Goals: 10,000 rows with every check and search token in under 8 s; a second import
changes nothing; a hostile file in under 1 s; at most 200 MB more memory.
"""

import json
import os
import random
import resource
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.db import transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from households.importing.commit import lock_register, write_plan  # noqa: E402
from households.importing.examine import examine, read_tables  # noqa: E402
from station import workbook  # noqa: E402
from station.models import Area  # noqa: E402
from tests import workbooks  # noqa: E402

VILLAGES = 12
DAYS = 14_500
FIRST_ROW = 4  # two title rows and the header stand above
GOAL_SECONDS = 8.0
GOAL_HOSTILE = 1.0
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧曾单区解仇"
GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂晓建国文华志玉春梅红海天"


def make_rows(
    count: int, villages: list[str], chance: random.Random
) -> tuple[list[dict], set[int]]:
    """Honest rows of households of three to five, 137 in 10,000 of them spoilt."""
    rows, household = [], 0
    while len(rows) < count:
        household += 1
        home = {
            "村(社区)": chance.choice(villages),
            "社(小区)": f"{chance.choice('一二三四五六七八')}社",
            "门牌号": f"{household}号",
            "户号": f"{108_000_000 + household}",
        }
        for member in range(min(chance.randint(3, 5), count - len(rows))):
            # Every second day of eighty years, and on a day each order once.
            turn, day = divmod(len(rows), DAYS)
            order = 1 + (turn * 331 + day) % 994
            born = date(1940, 1, 1) + timedelta(days=2 * day)
            rows.append(
                workbooks.person(
                    **home,
                    序号=len(rows) + 1,
                    与户主关系="户主" if member == 0 else chance.choice("子女"),
                    姓名=chance.choice(SURNAMES) + "".join(chance.sample(GIVEN, 2)),
                    性别="男" if order % 2 else "女",
                    公民身份号码=workbooks.id_number(born, order),
                    出生日期=born.isoformat(),
                    手机号码=f"13{chance.randint(100_000_000, 999_999_999)}",
                )
            )
    spoilt = set(chance.sample(range(count), count * 137 // 10_000))
    for place in spoilt:
        spoil(rows[place], chance)
    return rows, {place + FIRST_ROW for place in spoilt}


def make_territory() -> tuple[Area, list[str]]:
    """A station with villages, far from any that exists."""
    path, parent = "", None
    for number, kind in enumerate(["province", "prefecture", "county", "station"]):
        path += f"98{number:06d}"
        parent = Area.objects.create(
            kind=kind, name=f"bench {kind}", short_name=kind, path=path, parent=parent
        )
    names = [f"{mark}{end}村" for mark in "东西南北" for end in "坪沟湾"][:VILLAGES]
    for number, name in enumerate(names):
        Area.objects.create(
            kind="community",
            name=name,
            short_name=name,
            path=f"{path}{number:08d}",
            parent=parent,
        )
    return parent, names


def spoil(row: dict, chance: random.Random) -> None:
    """One of the faults offices make."""
    faults = [
        {"姓名": ""},
        {"村(社区)": "不存在村"},
        {"手机号码": "1390000"},
        {"公民身份号码": row["公民身份号码"][:17]},
        {"出生日期": "1900-01-01"},
        {"姓名": f" {row['姓名'][0]} {row['姓名'][1:]}"},
        {"出生日期": row["出生日期"].replace("-", ".")},
    ]
    row.update(chance.choice(faults))


def run(path: Path, station, label: str, spoilt: set[int]) -> float:
    """One import, as the background job does it."""
    started, worked = time.perf_counter(), time.process_time()
    tables, notes = read_tables(path)
    read = time.perf_counter()
    lock_register(station)
    examined = examine(tables, station=station, today=timezone.localdate(), notes=notes)
    judged = time.perf_counter()
    write_plan(examined.plan, by=None, at=timezone.now())
    ended = time.perf_counter()
    print(
        f"{label}: {ended - started:.2f} s (gate and reading {read - started:.2f}, "
        f"checks and comparison {judged - read:.2f}, writing {ended - judged:.2f}; "
        f"{time.process_time() - worked:.2f} s of our own work) "
        f"{examined.counts()}"
    )
    if {finding.row for finding in examined.findings} != spoilt:
        raise SystemExit("Not exactly the spoilt rows were found.")
    return ended - started


def hostile(folder: Path) -> tuple[str, float]:
    """The slowest refusal of the corpus."""
    slowest = ("", 0.0)
    for name, (content, code) in workbooks.hostile_files().items():
        path = folder / name
        path.write_bytes(content)
        started = time.perf_counter()
        try:
            workbook.read(path)
        except workbook.WorkbookRefused as refused:
            is_right = refused.code == code
        else:
            is_right = False
        if not is_right:
            raise SystemExit(f"{name} was not refused as {code}")
        slowest = max(
            slowest, (name, time.perf_counter() - started), key=lambda x: x[1]
        )
    return slowest


def main(count: int = 10_000) -> int:
    """Run everything; the exit code says whether the goals were met."""
    chance = random.Random(20_261_122)
    with tempfile.TemporaryDirectory() as name, transaction.atomic():
        station, villages = make_territory()
        rows, spoilt = make_rows(count, villages, chance)
        path = workbooks.write(Path(name) / "register.xlsx", rows)
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        first = run(path, station, "first import", spoilt)
        second = run(path, station, "second import", spoilt)
        memory = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        file, seconds = hostile(Path(name))
        transaction.set_rollback(True)
    print(f"peak memory +{memory:.0f} MB; slowest hostile file {file}: {seconds:.2f} s")
    result = {
        "rows": count,
        "first_seconds": round(first, 2),
        "second_seconds": round(second, 2),
        "memory_mb": round(memory),
        "slowest_hostile_seconds": round(seconds, 3),
    }
    print(json.dumps(result))
    good = first * 10_000 / count < GOAL_SECONDS and seconds < GOAL_HOSTILE
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
