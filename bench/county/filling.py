"""The whole county in its order: places, people, visits, disputes, and what counts."""

import gc
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from random import Random

from django.core.management import call_command
from django.utils import timezone

from bench.county import checks
from bench.county.around import Around
from bench.county.disputes import Disputes
from bench.county.loading import run
from bench.county.places import FIRST_BADGE, Places
from bench.county.register import Register
from bench.county.visits import Homes, Visits, cards_of
from disputes.measures import aftermath_sql
from station.actions import rollups
from station.models import User

HOUSEHOLDS, RESIDENTS, VISITS, DISPUTES = 400_000, 1_000_000, 5_000_000, 300_000
CALLS, CASES, CHECK_INS = 60_000, 6_000, 200_000


def make(*, scale: float, seed: int, has_demo: bool) -> None:
    """The demo first, the county on top of it, and a look at both."""
    call_command("migrate", interactive=False, verbosity=0)
    if User.objects.filter(badge_number=str(FIRST_BADGE)).exists():
        sys.exit("The county stands in this database already; drop it to make another.")
    if not User.objects.exists():
        call_command("seed_demo" if has_demo else "load_divisions")
    gc.disable()  # millions of rows, none of which hangs in a circle
    fill(scale=scale, seed=seed, at=timezone.now())
    with _told("vacuum"):
        run("VACUUM ANALYZE")
    with _told("checks"):
        counts = checks.check(chance=Random(seed))
    print(", ".join(f"{count:,} {name}" for name, count in counts.items()))


def fill(*, scale: float, seed: int, at: datetime) -> None:
    """Everything of one draw, so many of each by the scale."""
    chance = Random(seed)

    def share(whole: int) -> int:
        return max(round(whole * scale), 20)

    with _told("places"):
        places = Places(chance=chance, at=at, share=scale)
        villages = places.make()
    with _told("households and residents"):
        weights = places.weights(villages)
        register = Register(chance=chance, at=at, villages=villages, weights=weights)
        first = register.make(share(HOUSEHOLDS), share(RESIDENTS))
    with _told("visits"):
        serving = {
            area: village.officer
            for village in villages
            for area in (village.area.pk, *village.grids)
        }
        homes = Homes.since(first, serving)
        cards = cards_of(villages, at=at)
        Visits(chance=chance, at=at, homes=homes, cards=cards).make(share(VISITS))
    of_homes = {"chance": chance, "at": at, "homes": homes, "villages": villages}
    with _told("disputes"):
        Disputes(**of_homes).make(share(DISPUTES))
    with _told("calls, fraud cases, patrols"):
        Around(**of_homes).make(share(CALLS), share(CASES), share(CHECK_INS))
    with _told("what is counted"):
        run(aftermath_sql.first_count().replace("%", "%%"))
        rollups.rebuild()


@contextmanager
def _told(what: str) -> Iterator[None]:
    began = time.monotonic()
    yield
    print(f"{what}: {time.monotonic() - began:.0f} s", flush=True)
