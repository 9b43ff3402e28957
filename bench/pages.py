"""How long the first pages take on the demo, against the barest page.

    python -m bench.pages [rounds]

Needs a database with the demo in it (``python -m bench`` loads it). Prints for every
page the median in ms, the ratio to ``/healthz`` in the same run, the queries and the
bytes, and writes them to ``bench/results/pages.json``.
"""

import json
import os
import statistics
import sys
import time
from pathlib import Path

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from station.models import User  # noqa: E402
from station.roles import Role  # noqa: E402

ROUNDS = 15
RESULTS = Path(__file__).parent / "results" / "pages.json"
PAGES = {
    "alive": "/healthz",
    "my day": "/",
    "territory": "/areas/",
    "households": "/households/",
    "residents": "/households/residents/",
    "visits": "/households/visits/",
    "follow-ups": "/households/follow-ups/",
    "inbox": "/inbox/",
    "contact cards": "/households/cards/",
    "api households": "/api/v1/households/?page_size=100",
    "api residents": "/api/v1/residents/?page_size=100",
    "api visits": "/api/v1/visits/?page_size=100",
}


def measure(client: Client, address: str, rounds: int) -> dict[str, float]:
    """Median milliseconds of a page, its queries and its size."""
    first = client.get(address, follow=True)  # fills what is kept for all others
    if first.redirect_chain:
        address = first.redirect_chain[-1][0]
    if first.status_code != 200 or address.startswith("/accounts/"):
        raise SystemExit(f"{address} answered {first.status_code}")
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(address)
    asked = len(queries)
    took = []
    for _round in range(rounds):
        began = time.perf_counter()
        client.get(address)
        took.append((time.perf_counter() - began) * 1000)
    return {
        "status": answer.status_code,
        "ms": round(statistics.median(took), 2),
        "queries": asked,
        "bytes": len(answer.getvalue()),
    }


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    client = Client(headers={"host": "127.0.0.1"})
    chief = User.objects.filter(posts__role=Role.STATION_CHIEF).order_by("pk")[0]
    client.force_login(chief)
    found = {name: measure(client, path, rounds) for name, path in PAGES.items()}
    bare = found["alive"]["ms"]
    for name, row in found.items():
        row["ratio"] = round(row["ms"] / bare, 1)
        print(f"{name:16}", *(f"{key} {value}" for key, value in row.items()))
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_text(json.dumps(found, indent=2) + "\n")


if __name__ == "__main__":
    main()
