"""The coverage of patrols with 2,000,000 check-ins: tallies against a plain count.

    python -m bench.patrol_coverage [--count 2000000]

Needs a database with the demo in it (``python -m bench`` loads it). Three years of a county's patrols are written past the
triggers, then counted by ``patrol_tallies rebuild``, as after a restore. Prints how
long the figures and the page take from the tallies, the same figures counted from the
records, the ratio, what a check-in costs with the triggers and without, and writes it
all to ``bench/results/patrol_coverage.json``.
"""

import argparse
import json
import os
import statistics
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from patrols.actions import tallies  # noqa: E402
from patrols.coverage import figures, tally_sql  # noqa: E402
from patrols.coverage.asking import Asked  # noqa: E402
from patrols.coverage.tally_triggers import WATCHED  # noqa: E402
from patrols.models import PatrolKind  # noqa: E402
from station.models import Area, Post, User  # noqa: E402
from station.roles import Role  # noqa: E402

RESULTS = Path(__file__).parent / "results" / "patrol_coverage.json"
ROUNDS = 15
STATIONS, VILLAGES, POINTS = 4, 10, 6  # of the county, of a station, of a village
DAYS = 3 * 365
A_PATROL = 5  # check-ins of a patrol
COLUMNS = "created_at, updated_at, version"
NOW = "now(), now(), 1"
# When patrols begin: mostly in the evening.
CLOCK = "(ARRAY[7,8,11,16,17,18,18,19,19,19,20,20,20,21,21,22])"


def territory() -> list[Area]:
    """A county with its stations; each of one township with its villages."""
    path, parent = "", None
    for number, kind in enumerate(("province", "prefecture", "county")):
        path, parent = _area(kind, path, number, parent)
    stations = []
    for number in range(STATIONS):
        at, station = _area("station", path, number, parent)
        stations.append(station)
        below, town = _area("township", at, 0, station)
        for village in range(VILLAGES):
            _area("community", below, village, town)
    return stations


def _area(kind: str, above: str, number: int, parent) -> tuple[str, Area]:
    path = f"{above}97{number:06d}"
    area = Area.objects.create(
        kind=kind, name=f"{kind}{path}", short_name=kind, path=path, parent=parent
    )
    return path, area


BELOW = "SELECT id FROM station_area WHERE starts_with(path, %(path)s)"
HERE = f"area_id IN ({BELOW})"
STEPS = (
    f"""INSERT INTO patrols_patrolpoint ({COLUMNS}, row_key, name, kind, area_id, place,
        radius_m, cell, token, token_hash, screen_seed, is_active)
    SELECT {NOW}, gen_random_uuid(), '点' || p, 'street', a.id, '', 80, '', 'x',
        sha256((a.id || '-' || p)::bytea), '', true
    FROM station_area a, generate_series(1, {POINTS}) p
    WHERE a.kind = 'community' AND starts_with(a.path, %(path)s)""",
    f"""INSERT INTO patrols_team ({COLUMNS}, name, name_sort, level, area_id,
        founded_on, needs_approval)
    SELECT {NOW}, '队' || id, '', 'village', id, '2020-01-01', false
    FROM station_area WHERE kind = 'community' AND starts_with(path, %(path)s)""",
    f"""INSERT INTO patrols_volunteer ({COLUMNS}, row_key, area_id, name, name_sort,
        tokens, born_on, phone, phone_masked, phone_index, trade, employer, skills,
        status, is_fit, is_own_application, motive, vetting_note, end_reason, applied_at, vetted_at,
        vetted_by_id, may_be_tracked, may_be_published, hours_a_week, guardian_name,
        guardian_phone, guardian_phone_masked)
    SELECT {NOW}, gen_random_uuid(), area_id, '义警' || id, '', '{{}}', '1980-01-01',
        'x', '', sha256(id::text::bytea), 'guard', '', '{{}}', 'active', true, false, '', '',
        '', now(), now(), (SELECT min(id) FROM station_user), false, false, 8, '', '', ''
    FROM patrols_team WHERE {HERE}""",
    f"""INSERT INTO patrols_patrol ({COLUMNS}, row_key, volunteer_id, team_id, area_id,
        kind_id, started_at, ended_at, "end", minutes, is_tracked, checks, client_key)
    SELECT {NOW}, gen_random_uuid(), v.id, t.id, t.area_id,
        (SELECT min(id) FROM patrols_patrolkind), s, s + interval '90 minutes',
        'self', 90, false, '{{}}', gen_random_uuid()
    FROM (SELECT n, 1 + n %% (SELECT count(*) FROM patrols_team WHERE {HERE}) AS place,
        date_trunc('day', now()) - (n::bigint * {DAYS} / %(patrols)s) * interval '1 day'
            + {CLOCK}[1 + (n * 7) %% 16] * interval '1 hour'
            - interval '8 hours' + (n %% 60) * interval '1 minute' AS s
        FROM generate_series(0, %(patrols)s - 1) n) x
    JOIN (SELECT *, row_number() OVER (ORDER BY id) AS place
        FROM patrols_team WHERE {HERE}) t
        USING (place)
    JOIN patrols_volunteer v ON v.area_id = t.area_id""",
    f"""INSERT INTO patrols_checkin (created_at, updated_at, patrol_id, point_id,
        area_id, at, received_at, way, has_screen_code, doubts, strike_reason,
        client_key)
    SELECT now(), now(), p.id, o.id, o.area_id, at, at, 'scan', false, '{{}}', '',
        gen_random_uuid()
    FROM (SELECT * FROM patrols_patrol WHERE {HERE}) p
    CROSS JOIN generate_series(0, {A_PATROL - 1}) k
    CROSS JOIN LATERAL (SELECT p.started_at + k * interval '17 minutes' AS at) m
    JOIN (SELECT *, row_number() OVER (PARTITION BY area_id ORDER BY id) - 1 AS turn
        FROM patrols_patrolpoint WHERE {HERE}) o
        ON o.area_id = p.area_id AND o.turn = (p.id + k) %% {POINTS}""",
)


def load(count: int, *, path: str = "97") -> float:
    """Written past the triggers, as a restore does."""
    began = time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        for table in WATCHED:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
        for step in STEPS:
            cursor.execute(step, {"patrols": count // A_PATROL, "path": path})
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # else they are still pending
        for table in WATCHED:
            cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")
    return time.perf_counter() - began


def median(work: Callable, rounds: int = ROUNDS) -> float:
    """Milliseconds of the middle round."""
    work()
    took = []
    for _round in range(rounds):
        began = time.perf_counter()
        work()
        took.append((time.perf_counter() - began) * 1000)
    return round(statistics.median(took), 1)


def plain(asked: Asked) -> Callable:
    """The same figures of the same weeks, counted from the records."""
    within = (
        "(SELECT * FROM {} WHERE {} >= %(from)s AND {} < %(until)s AND area_id IN "
        "(SELECT id FROM station_area WHERE starts_with(path, %(path)s)))"
    )
    seen = next(
        source
        for source in tally_sql.SOURCES
        if source.of == tally_sql.SEEN and source.to is tally_sql.AREA_HOURS
    )
    patrols = within.format("patrols_patrol", "started_at", "started_at")
    parts = (
        tally_sql.walked().select(patrols),
        seen.select(within.format(tally_sql.SEEN, "at", "at")),
    )
    question = (
        "SELECT area_id, extract(isodow FROM day), hour, sum(minutes), "
        f"sum(check_ins) FROM ({' UNION ALL '.join(parts)}) x GROUP BY 1, 2, 3"
    )
    said = {"path": asked.area.path, "from": asked.from_on, "until": asked.until_on}

    def work() -> None:
        with connection.cursor() as cursor:
            cursor.execute(question, said)
            cursor.fetchall()

    return work


def check_ins(count: int, *, with_triggers: bool) -> float:
    """Milliseconds of one check-in more, as the database sees it; taken back."""
    copied = (
        "INSERT INTO patrols_checkin (created_at, updated_at, patrol_id, point_id, "
        "area_id, at, received_at, way, has_screen_code, doubts, strike_reason, "
        "client_key) SELECT now(), now(), patrol_id, point_id, area_id, at, at, "
        "'scan', false, '{}', '', gen_random_uuid() FROM patrols_checkin WHERE id = %s"
    )
    with transaction.atomic(), connection.cursor() as cursor:
        if not with_triggers:
            cursor.execute("ALTER TABLE patrols_checkin DISABLE TRIGGER USER")
        cursor.execute("SELECT id FROM patrols_checkin ORDER BY id LIMIT %s", [count])
        ids = [row[0] for row in cursor.fetchall()]
        began = time.perf_counter()
        for pk in ids:
            cursor.execute(copied, [pk])
        took = (time.perf_counter() - began) * 1000 / count
        transaction.set_rollback(True)
    return round(took, 2)


def page(client: Client, area: Area, view: str) -> Callable:
    address = f"/patrols/coverage/?area={area.pk}&view={view}"

    def work() -> None:
        answer = client.get(address)
        if answer.status_code != 200:
            raise SystemExit(f"{address} answered {answer.status_code}")

    return work


def measure(count: int) -> dict:
    user = User.objects.create(badge_number="bench97", name="王建国")
    PatrolKind.objects.get_or_create(code="street", defaults={"title_zh": "街面"})
    stations = territory()
    county = stations[0].parent
    Post.objects.create(
        user=user, role=Role.COUNTY_SUPERVISOR, area=county, from_on=date(2020, 1, 1)
    )
    found = {"check_ins": count, "load_s": round(load(count), 1)}
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE patrols_patrol, patrols_checkin")
    began = time.perf_counter()
    rows = tallies.rebuild()
    found["rebuild_s"] = round(time.perf_counter() - began, 1)
    found["tally_rows"] = sum(rows.values())
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE patrols_areahour, patrols_pointhour")
    now: datetime = timezone.now() + timedelta(days=1)
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(user)
    for name, area in (("station", stations[0]), ("county", county)):
        for weeks in (4, 26):
            asked = Asked(user, now, area, weeks)
            found[f"{name}_{weeks}_weeks_ms"] = median(lambda a=asked: figures.grid(a))
        found[f"{name}_page_ms"] = median(page(client, area, "heat"))
    asked = Asked(user, now, stations[0])
    found["plain_ms"] = median(plain(asked), rounds=3)
    found["ratio"] = round(found["plain_ms"] / found["station_4_weeks_ms"])
    found["bare_ms"] = median(lambda: client.get("/healthz"))
    # A page with no figures of its own: what the frame around every page costs.
    found["frame_ms"] = median(lambda: client.get("/patrols/coverage/need/"))
    found["check_in_ms"] = check_ins(500, with_triggers=True)
    found["check_in_without_ms"] = check_ins(500, with_triggers=False)
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2_000_000)
    found = measure(parser.parse_args().count)
    for name, value in found.items():
        print(f"{name:22} {value}")
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(found, indent=2) + "\n")


if __name__ == "__main__":
    main()
