"""How fast a client gets everything: by pages, in one pull, by hand.

    python -m bench.client_pull [rows]

Makes a station with its disputes in a transaction that is rolled back at the end, each
with an event. Prints rows a second of: COPY by hand, the pull of a resource (also
packed) and lists page by page, and how much memory the pull took. (The feed shows only
what is committed: it is measured with the county data set.)
Budgets: a pull at least 0.7 of COPY by hand and at most 200 MB of memory.
"""

import json
import os
import resource
import sys
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from disputes.models import Dispute  # noqa: E402
from station.models import Event, reference  # noqa: E402
from tests.factories import (  # noqa: E402
    CommunityFactory,
    DisputeFactory,
    HouseholdFactory,
    PostFactory,
    TokenFactory,
    UserFactory,
    officer,
)

ROWS = 5_000
KEY = "fq_a-key-of-the-bench"
HEADERS = {"Authorization": f"Token {KEY}"}
# The same columns, joined by hand as somebody would who knows the tables.
BY_HAND = """
COPY (SELECT replace(row_to_json(r)::text, E'\\n', '') FROM (
    SELECT d.id, d.number, json_build_object('id', a.id, 'name', a.name,
               'kind', a.kind) AS area,
           (SELECT row_to_json(x) FROM (SELECT h.id, h.number, h.head_name,
               (SELECT row_to_json(y) FROM (SELECT s.id, s.text
                FROM households_address s WHERE s.id = h.address_id) y) AS address
                FROM households_household h WHERE h.id = d.household_id) x)
               AS household,
           d.place, d.source, d.call_number, d.field, d.tier, d.proposed_tier,
           d.track, d.event_on, d.amount, d.people_count, d.dangers,
           d.is_domestic_violence, d.is_school_bullying, d.school_told_on, d.times,
           d.party_names, d.reported_at,
           (SELECT row_to_json(x) FROM (SELECT u.id, u.name, u.badge_number
            FROM station_user u WHERE u.id = d.reported_by_id) x) AS reported_by,
           d.taken_up_at, d.due_at,
           (d.status <> 'ended' AND d.due_at < now()) AS is_overdue,
           (SELECT row_to_json(x) FROM (SELECT u.id, u.name, u.badge_number
            FROM station_user u WHERE u.id = d.assigned_to_id) x) AS assigned_to,
           d.mediator_id, d.status, d.mediated_at, d.told_of_court_on, d.outcome,
           d.ended_at, d.version, d.created_at, d.updated_at
    FROM disputes_dispute d JOIN station_area a ON a.id = d.area_id
    WHERE d.area_id = {area} ORDER BY d.id) r) TO STDOUT
"""


def make(rows: int) -> int:
    """A village with so many disputes and the key of a machine; its id."""
    village = CommunityFactory()
    by, home = officer(village), HouseholdFactory(community=village)
    machine = UserFactory(is_service=True)
    PostFactory(user=machine, role="api_client", area=village)
    TokenFactory(user=machine, key=KEY, rate=60_000)
    built = DisputeFactory.build_batch(
        rows, household=home, area=village, reported_by=by
    )
    made = Dispute.objects.bulk_create(built, batch_size=500)
    now = timezone.now()
    events = [
        Event(
            kind="dispute.reported",
            subject=reference(one),
            trail=[reference(one)],
            area=village,
            happened_at=now,
        )
        for one in made
    ]
    Event.objects.bulk_create(events, batch_size=1000)
    return village.pk


def by_hand(area: int) -> int:
    with (
        connection.cursor() as cursor,
        cursor.cursor.copy(BY_HAND.format(area=area)) as copy,
    ):
        return sum(1 for _line in copy)


def pulled(**more) -> int:
    """The rows of the pull; with ``more`` headers."""
    answer = Client(SERVER_NAME="localhost").get(
        "/api/v1/disputes/pull/", headers=HEADERS | more
    )
    size = 0
    for chunk in answer.streaming_content:
        size += chunk.count(b"\n")
    for close in answer._resource_closers:
        close()
    answer._resource_closers.clear()
    return size - 2


def packed() -> int:
    pulled(**{"Accept-Encoding": "gzip"})
    return 0


def by_pages() -> int:
    client, count = Client(SERVER_NAME="localhost"), 0
    url = "/api/v1/disputes/?page_size=200&ordering=id"
    while url:
        page = json.loads(client.get(url, headers=HEADERS).content)
        count, url = count + len(page["results"]), page["next"]
    return count


def measured(name: str, rows: int, work) -> float:
    """Rows a second, the best of three."""
    best = 0.0
    for _ in range(3):
        began = time.perf_counter()
        work()
        best = max(best, rows / (time.perf_counter() - began))
    print(f"{name:24} {best:12,.0f} rows/s")
    return best


def main(rows: int) -> None:
    with transaction.atomic():
        area = make(rows)
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE disputes_dispute")
        assert by_hand(area) == pulled() == by_pages() == rows
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        hand = measured("COPY by hand", rows, lambda: by_hand(area))
        pull = measured("pull", rows, pulled)
        grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024
        measured("pull, packed", rows, packed)
        measured("lists by pages", rows, by_pages)
        print(f"pull to COPY by hand: {pull / hand:.2f} (at least 0.70)")
        print(f"memory of the pull: {grown:.0f} MB (at most 200)")
        transaction.set_rollback(True)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else ROWS)
