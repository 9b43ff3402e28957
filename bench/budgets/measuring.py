"""All lines of the table, one after the other."""

import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from bench.budgets import figures, lists, pulls, searching, visiting, working
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
    "dashboard of a place": "/dashboard/",
    "its figures alone": "/dashboard/?live=1",
    "one figure": "/dashboard/disputes.late/",
    "tasks": "/dashboard/tasks/",
    "map": "/map/",
    "households": "/households/",
    "residents": "/households/residents/",
    "visits": "/households/visits/",
    "disputes": "/disputes/",
    "reports": "/reports/",
}
ABOVE = (
    "dashboard of a place",
    "its figures alone",
    "one figure",
    "tasks",
    "map",
    "reports",
)
SEEN_ABOVE = {name: PAGES[name] for name in ABOVE}


@dataclass
class Run:
    """Who asks, and how often."""

    port: int
    rounds: int
    seconds: float

    @cached_property
    def station(self) -> Area:
        """Of the county that was filled, the station with most households."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT station_id FROM households_household GROUP BY 1 "
                "ORDER BY count(*) DESC LIMIT 1"
            )
            return Area.objects.get(pk=cursor.fetchone()[0])

    @cached_property
    def county(self) -> Area:
        return Area.objects.get(pk=self.station.parent_id)

    @cached_property
    def chief(self) -> User:
        return _of(Role.STATION_CHIEF, self.station)

    @cached_property
    def supervisor(self) -> User:
        return _of(Role.COUNTY_SUPERVISOR, self.county)

    @cached_property
    def officer(self) -> User:
        return _busiest(self.station)

    @cached_property
    def machine(self) -> Asker:
        return Asker(self.port, {"Authorization": f"Token {_key(self.county)}"})

    # -- the parts of the table -------------------------------------------------------

    def lists(self) -> list[Line]:
        return lists.measure(
            self.machine, county=self.county, rounds=self.rounds, seconds=self.seconds
        )

    def pulls(self) -> list[Line]:
        return pulls.measure(self.machine, county=self.county)

    def figures(self) -> list[Line]:
        asker, rounds = self.machine, self.rounds
        return [
            figures.measure(asker, self.chief, self.station, budget=8, rounds=rounds),
            figures.measure(
                asker, self.supervisor, self.county, budget=15, rounds=rounds
            ),
        ]

    def search(self) -> list[Line]:
        """Of a station: the county sees no residents."""
        return searching.measure(self.chief, rounds=self.rounds)

    def work(self) -> list[Line]:
        usual, own = working.usual(self.station), signed_in(self.officer, self.port)
        return [
            working.worklist(signed_in(usual, self.port), usual, rounds=self.rounds),
            visiting.visit(own, self.officer, rounds=self.rounds),
        ]

    def tips(self) -> list[Line]:
        return [working.tips(self.machine, seconds=self.seconds)]

    def pages(self) -> list[Line]:
        rounds = max(self.rounds // 2, 3)
        of_county = {f"{name}, the county": path for name, path in SEEN_ABOVE.items()}
        chief, supervisor = (
            signed_in(user, self.port) for user in (self.chief, self.supervisor)
        )
        return [
            *figures.pages(chief, PAGES, rounds=rounds),
            *figures.pages(supervisor, of_county, rounds=rounds),
        ]


PARTS = ("lists", "pulls", "figures", "search", "work", "tips", "pages")


def run(*, quick: bool, parts: list[str], is_ready: bool) -> int:
    """Measures, prints the table, keeps the figures."""
    settings.DEBUG = False  # queries are not kept
    lines: list[Line] = []
    before = os.getloadavg()
    with served(is_ready=is_ready) as port:
        measured = Run(port, *((5, 2.0) if quick else (25, 6.0)))
        for part in parts or PARTS:
            for line in getattr(measured, part)():
                print(line.as_row(), flush=True)
                lines.append(line)
    sizes = _sizes()
    print(f"\n{sizes}; load {before[0]:.1f}\n\n{table(lines)}")
    said = {"at": datetime.now(UTC).isoformat(), "load_before": before, "sizes": sizes}
    text = json.dumps({**said, "lines": told(lines)}, indent=2, ensure_ascii=False)
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(text + "\n")
    return 0


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
