"""Every action of the API, every role, three places: what the policy table says.

Actions are found through the router; one that names no permission, or a resource whose
records nobody described here, fails the suite.
"""

import pytest
from django.db import transaction
from django.urls import reverse
from rest_framework.test import APIClient

from config.api import RESOURCES
from station import policy
from station.api.permissions import named
from station.roles import Role
from station.views.policy import SIGNED_IN
from tests.access import (
    ELSEWHERE,
    HERE,
    NEXT_DOOR,
    REACH,
    Cast,
    cells,
    fraud,
    routes,
)
from tests.kept import kept

PLACES = (HERE, NEXT_DOOR, ELSEWHERE)
# Nobody has planned a day here: those who might are told that there is none.
NOT_PLANNED = {"api:rounds-today get"}
PLANNERS = {Role.AUXILIARY_OFFICER, Role.COMMUNITY_OFFICER, Role.STATION_CHIEF}
# What the records of a resource are called in ``tests.access``.
RECORDS = {
    "areas": "area",
    "users": "user",
    "posts": "post",
    "attachments": "attachment",
    "tokens": "token",
    "addresses": "address",
    "households": "household",
    "residents": "resident",
    "units": "unit",
    "housing": "housing",
    "visits": "visit",
    "follow-ups": "follow-up",
    "rounds": "round",
    "visit-rules": "visit rule",
    "visit-thresholds": "visit threshold",
    "campaigns": "campaign",
    "crop-seasons": "crop season",
    "visit-questions": "visit question",
    "contact-cards": "card",
    "handovers": "handover",
    "card-prints": "card print",
    "boards": "board",
    "online-services": "online service",
    "door-plates": "plate",
    "plate-batches": "plate batch",
    "plate-sizes": "plate size",
    "document-kinds": "document kind",
    "messages": "message",
    "referrals": "referral",
    "office-referrals": "handed referral",
    "message-offices": "office",
    "message-limits": "message limit",
    "care-plans": "care plan",
    "guardian-consents": "consent",
    "care-kinds": "care category",
    "liaison-contacts": "liaison contact",
    "liaisons": "liaison",
    "alliances": "alliance",
    "joint-actions": "joint action",
    "key-points": "key point",
    "equipment": "equipment",
    "equipment-kinds": "equipment kind",
    "register-imports": "import",
    "match-suggestions": "match",
    "services": "service",
    "service-matters": "matter",
    "service-guides": "guide",
    "service-hours": "hours",
    "service-days": "service day",
    "service-slots": "",
    "deliveries": "delivery",
    "delivery-batches": "batch",
    "call-records": "call",
    "screening-terms": "term",
    "disputes": "dispute",
    "warnings": "early warning",
    "warning-signs": "warning sign",
    "warning-actions": "warning action",
    "criminal-turns": "criminal turn",
    "track-assessments": "track",
    "legal-clocks": "clock",
    "mediations": "sitting",
    "teams": "patrol team",
    "volunteers": "volunteer",
    "service-certificates": "service certificate",
    "thanks": "thanks",
    "merit-rules": "merit rule",
    "mediators": "mediator",
    "committees": "committee",
    "joint-mediations": "joint mediation",
    "joint-templates": "joint template",
    "invitations": "invitation",
    "received-invitations": "received invitation",
    "undertakings": "undertaking",
    "dispute-fields": "dispute field",
    "dispute-grades": "dispute grade",
    "tier-rules": "tier rule",
    "dispute-follow-ups": "dispute follow-up",
    "closing-requests": "closing request",
    "agreements": "agreement",
    "obligations": "obligation",
    "judicial-confirmations": "confirmation",
    "reconciliations": "reconciliation",
    "dispute-papers": "dispute paper",
    "need-weights": "weight of the need",
    "patrol-kinds": "patrol kind",
    "patrol-points": "patrol point",
    "patrol-routes": "patrol route",
    "patrols": "patrol",
    "findings": "finding",
    "lookouts": "lost person",
    "alarms": "alarm",
    "check-ins": "check-in",
    "shifts": "shift",
    "sign-ups": "place on a shift",
    "duty-limits": "duty limits",
    "swaps": "swap",
    "calendar-feeds": "foreign calendar feed",
    "rosters": "patrol roster",
    "roster-proposals": "proposed roster",
    "roster-templates": "weekly shift",
    **fraud.RECORDS,
    "jobs": "job",
    "reports": "report",
    "export-requests": "export request",
    "venue-kinds": "venue kind",
    "checklists": "checklist",
    "inspections": "inspection",
    "inspection-rounds": "inspection round",
    "hazards": "hazard",
    "saved-filters": "saved filter",
    "wall-screens": "wall screen",
    "saved-searches": "saved search",
    "sheet-imports": "workbook",
    "webhooks": "webhook",
    "webhook-deliveries": "webhook call",
}
# One's own things: nobody names a record of somebody else there.
OWN = {
    "me",
    "worklist",
    "search",
    "reminders",
    "changes",
    "coverage",
    "map",
    "dispute-measures",
    "patrol-coverage",
    "patrol-measures",
    "warning-record",
    "statistics",
    *fraud.OWN,
}
# What is named by a word and not by the id of a record.
KEYED = {"api:statistics-detail get": "follow_ups.late"}


def actions() -> dict[str, tuple]:
    """``api:users-list get`` and what answers it."""
    return {
        f"{name} {method}": (view.cls, action)
        for name, view in routes()
        for method, action in (getattr(view, "actions", None) or {}).items()
        if method not in {"head", "options"}
    }


ACTIONS = actions()
SCOPED = sorted(
    name
    for name, (view, action) in ACTIONS.items()
    if SIGNED_IN not in named(view, action)
)


def resource_of(name: str) -> str:
    route = name.split()[0].removeprefix("api:")
    return max((r for r in RESOURCES if route.startswith(f"{r}-")), key=len)


def has_record(name: str) -> bool:
    """Does the address name a record?"""
    try:
        reverse(name.split()[0], args=[1])
    except Exception:
        return False
    return True


def permission_of(name: str) -> str:
    """Messages and tips share a resource; the records here are messages."""
    return named(*ACTIONS[name])[0]


class TestTable:
    def test_every_action_names_permissions_of_the_table(self):
        nameless = [
            name
            for name, (view, action) in ACTIONS.items()
            if not named(view, action)
            or not all(
                found == SIGNED_IN or policy.is_known(found)
                for found in named(view, action)
            )
        ]

        assert nameless == []

    def test_every_resource_is_described(self):
        assert set(RESOURCES) == set(RECORDS) | OWN

    def test_every_viewset_is_in_the_router(self):
        assert {view for view, _action in ACTIONS.values()} == set(RESOURCES.values())


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """The villages and who is signed in there; each test adds its own records."""
    with kept(django_db_blocker):
        yield Cast()


@pytest.fixture
def _files(monkeypatch, tmp_path):
    from station.api import resources

    file = tmp_path / "x.jpg"
    file.write_bytes(b"x")
    monkeypatch.setattr(resources, "path_of", lambda _name: file)


def ask(client, name: str, pk: int | None) -> int:
    """One request without a body, whatever it did undone."""
    route, method = name.split()
    key = KEYED.get(name, pk)
    url = reverse(route, args=[] if key is None else [key])
    with transaction.atomic():
        response = getattr(client, method)(url, format="json")
        for close in response._resource_closers if response.streaming else ():
            close()
        transaction.set_rollback(True)
    return response.status_code


def expected(name: str, role: str, place: str) -> str:
    """Refused (403), not there (404), or let through."""
    roles = {r for found in named(*ACTIONS[name]) for r in cells(found)}
    if role not in roles:
        return "refused"
    scope = cells(permission_of(name)).get(role)
    if not has_record(name):
        return "through"
    return "through" if scope and place in REACH[scope] else "not there"


def seen(status: int) -> str:
    return {403: "refused", 404: "not there"}.get(status, "through")


@pytest.mark.django_db  # each action begins with the world as it was made
@pytest.mark.usefixtures("_files")
class TestActions:
    @pytest.mark.parametrize("name", SCOPED)
    def test_let_through_whom_the_table_says_and_nobody_else(self, world, name):
        records = {}
        if has_record(name):
            kind = RECORDS[resource_of(name)]
            records = {place: world.record(kind, place) for place in PLACES}
        wrong = []
        for role in Role:
            client = world.api_client(role)
            for place in places(name, role, records):
                pk = records[place].pk if records else None
                status = ask(client, name, pk)
                if status == 404 and name in NOT_PLANNED and role in PLANNERS:
                    continue
                if seen(status) != expected(name, role, place) or status >= 500:
                    wrong.append((role.value, place, status))

        assert wrong == []

    @pytest.mark.parametrize("name", sorted(ACTIONS))
    def test_turn_strangers_away(self, db, name):
        pk = 1 if has_record(name) else None

        assert ask(APIClient(), name, pk) == 401

    @pytest.mark.parametrize(
        "name", sorted(set(ACTIONS) - set(SCOPED) - {"api:changes-list get"})
    )
    def test_about_oneself_open_for_everybody_signed_in(self, world, name):
        for role in Role:
            status = ask(
                world.api_client(role), name, 9999 if has_record(name) else None
            )

            assert status in ({404} if has_record(name) else {200, 201, 204, 400}), role


def places(name: str, role: str, records: dict):
    """Whoever has the permission nowhere is asked for one place only."""
    if expected(name, role, HERE) == "refused":
        return (HERE,)
    return records or (HERE,)
