"""All lines of the table, one after the other."""

import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from bench.budgets import figures, lists, pulls, searching, working
from bench.budgets.asking import Asker, signed_in
from bench.budgets.budget import Line, table, told
from bench.budgets.server import served
from disputes.models import Dispute
from households.models import FollowUp, Household, Resident, Visit
from station import crypto
from station.models import Area, Post, ServiceToken, User
from station.roles import Role

RESULTS = Path(__file__).parents[1] / "results" / "budgets.json"
KEY = "fq_a-key-of-the-benches"
PAGES = {
    "dashboard of a station": "/dashboard/",
    "its figures alone": "/dashboard/?live=1",
    "one figure (late disputes)": "/dashboard/disputes.late/",
    "tasks": "/dashboard/tasks/",
    "map": "/map/",
    "households": "/households/",
    "residents": "/households/residents/",
    "visits": "/households/visits/",
    "disputes": "/disputes/",
}
REPORTS = "/reports/"


def run(*, quick: bool) -> int:
    """Measures, prints the table, keeps the figures."""
    settings.DEBUG = False  # queries are not kept
    rounds, seconds = (5, 2.0) if quick else (25, 6.0)
    lines = []
    with served() as port:
        for line in _all(port, rounds=rounds, seconds=seconds):
            print(line.as_row(), flush=True)
            lines.append(line)
    print(f"\n{_sizes()}\n\n{table(lines)}")
    said = {"at": datetime.now(UTC).isoformat(), "load": os.getloadavg()}
    RESULTS.parent.mkdir(exist_ok=True)
    text = json.dumps(
        {**said, "sizes": _sizes(), "lines": told(lines)}, indent=2, ensure_ascii=False
    )
    RESULTS.write_text(text + "\n")
    return 0


def _all(port: int, *, rounds: int, seconds: float) -> Iterator[Line]:
    station = _largest_station()
    county = Area.objects.get(pk=station.parent_id)
    chief, supervisor = (
        _of(Role.STATION_CHIEF, station),
        _of(Role.COUNTY_SUPERVISOR, county),
    )
    officer = _busiest(station)
    machine = Asker(port, {"Authorization": f"Token {_key(county)}"})
    yield from lists.measure(machine, county=county, rounds=rounds, seconds=seconds)
    yield from pulls.measure(machine, county=county)
    yield figures.measure(chief, station, budget=8, rounds=rounds)
    yield figures.measure(supervisor, county, budget=15, rounds=rounds)
    yield from searching.measure(chief, rounds=rounds)  # the county sees no residents
    own = signed_in(officer, port)
    yield working.worklist(own, officer, rounds=rounds)
    yield working.visit(own, officer, rounds=rounds)
    yield working.tips(machine, seconds=seconds)
    yield from figures.pages(signed_in(chief, port), PAGES, rounds=max(rounds // 2, 3))
    of_county = {f"{name}, a county": path for name, path in PAGES.items()}
    yield from figures.pages(
        signed_in(supervisor, port), of_county, rounds=max(rounds // 2, 3)
    )


def _largest_station() -> Area:
    """Of the county that was filled, the station with most households."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT station_id FROM households_household GROUP BY 1 ORDER BY count(*) DESC"
        )
        return Area.objects.get(pk=cursor.fetchone()[0])


def _of(role: str, area: Area) -> User:
    return Post.objects.filter(role=role, area=area).order_by("pk")[0].user


def _busiest(station: Area) -> User:
    """The officer of the station who owes most visits."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT f.assigned_to_id FROM households_followup f JOIN station_area a "
            "ON a.id = f.area_id WHERE f.status = 'open' AND starts_with(a.path, %s) "
            "GROUP BY 1 ORDER BY count(*) DESC LIMIT 1",
            [station.path],
        )
        return User.objects.get(pk=cursor.fetchone()[0])


def _key(county: Area) -> str:
    """The key of a machine that may read the whole county."""
    user, is_new = User.objects.get_or_create(
        badge_number="bench-api", defaults={"name": "bench", "is_service": True}
    )
    if is_new:
        since = timezone.localdate() - timedelta(days=1)
        Post.objects.create(user=user, role=Role.API_CLIENT, area=county, from_on=since)
        ServiceToken.objects.create(
            user=user,
            name="bench",
            prefix=KEY[:8],
            key_hash=crypto.fingerprint(KEY),
            rate=10_000_000,
            expires_at=timezone.now() + timedelta(days=3650),
            created_by=user,
        )
    return KEY


def _sizes() -> str:
    models = (Household, Resident, Visit, Dispute, FollowUp)
    return ", ".join(
        f"{m.objects.count():,} {m._meta.verbose_name_plural}" for m in models
    )
