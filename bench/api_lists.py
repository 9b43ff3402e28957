"""What a list costs over REST, against hand-written SQL and a stock serializer.

    python -m bench.api_lists [rows]

Makes a station with its households and visits in a transaction that is rolled back at
the end. Prints for the first page and a page far in the median in ms of: the statement
by hand, our list, a list as Django REST framework does it by itself; and 304. Budgets
(design.md, Speed): at most 3 x the statement, at least 5 x faster than stock, a page
far in at most 1.15 x the first one, 304 in at most 4 ms.
"""

import os
import statistics
import sys
import time
from datetime import timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
django.setup()

from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402
from rest_framework import serializers  # noqa: E402
from rest_framework.pagination import LimitOffsetPagination  # noqa: E402
from rest_framework.renderers import JSONRenderer  # noqa: E402
from rest_framework.test import APIRequestFactory, force_authenticate  # noqa: E402
from rest_framework.viewsets import ReadOnlyModelViewSet  # noqa: E402

from households.api.visits import VisitViewSet  # noqa: E402
from households.models import Address, Household, Visit  # noqa: E402
from station.api.pagination import Cursor  # noqa: E402
from station.models import Area, User  # noqa: E402
from station.roles import Role  # noqa: E402
from tests.factories import CommunityFactory, person  # noqa: E402

ROWS = 20_000
ROUNDS = 40
VILLAGES = 20
PAGE = 100
FIELDS = ["visited_at", "state", "purpose", "outcome", "advice", "next_visit_on"]
BY_HAND = """
SELECT row_to_json(r)::text FROM (
    SELECT v.id, v.visited_at, v.state, v.purpose, v.outcome, v.advice, v.version,
           v.next_visit_on, v.created_at, v.updated_at, v.confirmed_at,
           json_build_object('id', h.id, 'number', h.number, 'head_name', h.head_name,
               'address', json_build_object('id', d.id, 'text', d.text)) AS household,
           json_build_object('id', a.id, 'name', a.name, 'kind', a.kind) AS area,
           json_build_object('id', u.id, 'name', u.name,
               'badge_number', u.badge_number) AS visited_by
    FROM (
        SELECT x.* FROM unnest(%s::bigint[]) AS place(id)
        CROSS JOIN LATERAL (
            SELECT * FROM households_visit
            WHERE area_id = place.id AND (visited_at, id) < (%s, %s)
            ORDER BY visited_at DESC, id DESC LIMIT 101) x
        ORDER BY x.visited_at DESC, x.id DESC LIMIT 101) v
    JOIN households_household h ON h.id = v.household_id
    JOIN households_address d ON d.id = h.address_id
    JOIN station_area a ON a.id = v.area_id
    JOIN station_user u ON u.id = v.visited_by_id
    ORDER BY v.visited_at DESC, v.id DESC) r
"""


class PersonSerializer(serializers.ModelSerializer):
    class Meta:
        model = User
        fields = ["id", "name", "badge_number"]


class AreaSerializer(serializers.ModelSerializer):
    class Meta:
        model = Area
        fields = ["id", "name", "kind"]


class AddressSerializer(serializers.ModelSerializer):
    class Meta:
        model = Address
        fields = ["id", "text"]


class HouseholdSerializer(serializers.ModelSerializer):
    address = AddressSerializer()

    class Meta:
        model = Household
        fields = ["id", "number", "head_name", "address"]


class StockSerializer(serializers.ModelSerializer):
    household = HouseholdSerializer()
    area = AreaSerializer()
    visited_by = PersonSerializer()
    confirmed_by = PersonSerializer()
    purpose_display = serializers.CharField(source="get_purpose_display")
    outcome_display = serializers.CharField(source="get_outcome_display")
    state_display = serializers.CharField(source="get_state_display")

    class Meta:
        model = Visit
        fields = [
            "id", "household", "area", "visited_by", "confirmed_by", "confirmed_at",
            "purpose_display", "outcome_display", "state_display", "version",
            "created_at", "updated_at", *FIELDS,
        ]  # fmt: skip


class StockPages(LimitOffsetPagination):
    default_limit = PAGE
    max_limit = PAGE


class StockViewSet(ReadOnlyModelViewSet):
    """As the tutorial does it, with the joins that a careful hand adds."""

    serializer_class = StockSerializer
    pagination_class = StockPages
    renderer_classes = [JSONRenderer]
    required_permissions = {"list": "visit.view"}

    def get_queryset(self):
        return (
            Visit.objects.visible_to(self.request.user)
            .select_related("household__address", "area", "visited_by", "confirmed_by")
            .order_by("-visited_at", "-pk")
        )


def make(rows: int):
    """A station of twenty villages, its chief, a visit to each household."""
    first = CommunityFactory()
    station = first.parent.parent
    villages = [first] + [
        CommunityFactory(parent=first.parent) for _ in range(VILLAGES - 1)
    ]
    chief = person(Role.STATION_CHIEF, station)
    addresses = Address.objects.bulk_create(
        (
            Address(
                community=villages[n % VILLAGES],
                area=villages[n % VILLAGES],
                door=f"{n}号",
                text=f"{villages[n % VILLAGES].name}{n}号",
            )
            for n in range(rows)
        ),
        batch_size=2000,
    )
    homes = Household.objects.bulk_create(
        (
            Household(
                station=station,
                area=address.area,
                address=address,
                number=f"{n:09d}",
                head_name="张大爷",
                head_sort=f"zhang {n}",
            )
            for n, address in enumerate(addresses)
        ),
        batch_size=2000,
    )
    now = timezone.now()
    Visit.objects.bulk_create(
        (
            Visit(
                household=home,
                area=home.area,
                visited_at=now - timedelta(minutes=n * 7919 % 500_000),
                visited_by=chief,
                confirmed_by=chief,
                confirmed_at=now,
                purpose="routine",
                outcome="met",
                advice=["fraud", "fire"],
            )
            for n, home in enumerate(homes)
        ),
        batch_size=2000,
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return chief, villages


def median_ms(work) -> float:
    """The median of many rounds, the first ones not counted."""
    for _ in range(3):
        work()
    times = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        work()
        times.append((time.perf_counter() - start) * 1000)
    return statistics.median(times)


def asking(viewset, user, query: str, **headers):
    """One request to a list, rights worked out anew each time."""
    view, factory = viewset.as_view({"get": "list"}), APIRequestFactory()

    def ask():
        user.__dict__.pop("_rights", None)
        request = factory.get(
            f"/api/v1/visits/?{query}", headers=headers, HTTP_HOST="localhost"
        )
        force_authenticate(request, user=user)
        response = view(request)
        response.render()
        return response

    return ask


def by_hand(areas, visited_at, pk):
    """The page as one would write it for psycopg alone."""

    def ask():
        with connection.cursor() as cursor:
            cursor.execute(BY_HAND, [areas, visited_at, pk])
            return b",".join(row[0].encode() for row in cursor.fetchall())

    return ask


def report(name: str, limit: float, ours: float, stock: float) -> None:
    print(
        f"{name:<10} by hand {limit:6.2f} ms   ours {ours:6.2f} ms "
        f"({ours / limit:4.1f} x)   stock {stock:6.2f} ms ({stock / ours:4.1f} x ours)"
    )


def main() -> int:
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    with transaction.atomic():
        chief, villages = make(rows)
        areas = [village.pk for village in villages]
        far = Visit.objects.order_by("-visited_at", "-pk")[rows * 3 // 4]
        cursor = Cursor("-visited_at", far.visited_at, far.pk).write()
        size = f"page_size={PAGE}"
        asked = asking(VisitViewSet, chief, size)
        first = (
            median_ms(by_hand(areas, timezone.now() + timedelta(days=1), 2**62)),
            median_ms(asked),
            median_ms(asking(StockViewSet, chief, size)),
        )
        deep = (
            median_ms(by_hand(areas, far.visited_at, far.pk)),
            median_ms(asking(VisitViewSet, chief, f"{size}&cursor={cursor}")),
            median_ms(asking(StockViewSet, chief, f"offset={rows * 3 // 4}")),
        )
        known = asking(VisitViewSet, chief, size, **{"If-None-Match": asked()["ETag"]})
        unchanged = median_ms(known)
        transaction.set_rollback(True)
    print(f"{rows} visits of one station, pages of {PAGE}, median of {ROUNDS}")
    report("first page", *first)
    report("page far in", *deep)
    print(f"far in / first: {deep[1] / first[1]:.2f}   304: {unchanged:.2f} ms")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
