"""What officers and residents do all day: the worklist, a visit, a tip."""

import itertools
import json
from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlencode

from django.db import connection, transaction
from django.utils import timezone

from bench.budgets.asking import Asker, a_second, by_hand, in_turns
from bench.budgets.budget import Line, ms
from households import receipts
from households.models import ContactCard, Household, Message
from station import crypto, policy
from station.models import User

MINE = (
    "SELECT f.id, f.due_at, h.head_name, a.text FROM households_followup f "
    "JOIN households_household h ON h.id = f.household_id "
    "JOIN households_address a ON a.id = h.address_id "
    "WHERE f.assigned_to_id = %s AND f.status = 'open' ORDER BY f.due_at, f.id LIMIT 50"
)
DISPUTES = (
    "SELECT id, number, party_names, due_at FROM disputes_dispute WHERE "
    "assigned_to_id = %s AND status IN ('failed', 'reported', 'settled', 'taken_up') "
    "ORDER BY due_at, id LIMIT 20"
)
HOLD = "SELECT id FROM households_household WHERE id = %s FOR NO KEY UPDATE"
HOLD_STANDING = (
    "SELECT household_id FROM households_householdstanding WHERE household_id = %s "
    "FOR UPDATE"
)
RECORD = (
    "INSERT INTO households_visit (created_at, updated_at, version, row_key, place, "
    "visited_at, state, confirmed_at, purpose, outcome, others_met, learned, asked_for, "
    "advice, area_id, confirmed_by_id, household_id, visited_by_id) VALUES (now(), "
    "now(), 1, gen_random_uuid(), '', now(), 'confirmed', now(), 'routine', 'met', '', "
    "%s, '', '{fraud}', %s, %s, %s, %s) RETURNING id"
)
MET = "INSERT INTO households_visit_people_met (visit_id, resident_id) VALUES (%s, %s)"
EVENT = (
    "INSERT INTO station_event (kind, subject, trail, area_id, actor_id, happened_at, "
    "recorded_at, changes, note) VALUES ('visit.recorded', %s, ARRAY[%s, %s], %s, %s, "
    "now(), now(), '{}', '')"
)
STAND = (
    "UPDATE households_householdstanding SET last_visited_at = now() "
    "WHERE household_id = %s"
)


def worklist(asker: Asker, user: User, *, rounds: int) -> Line:
    mine, disputes = by_hand(MINE, user.pk), by_hand(DISPUTES, user.pk)
    found = in_turns(
        rounds,
        limit=lambda: (mine(), disputes()),
        ours=lambda: asker.ask("/"),
        alive=lambda: asker.ask("/healthz"),
    )
    return Line(
        f"worklist page ({len(mine())} + {len(disputes())} rows)",
        ms(found["limit"]),
        ms(found["ours"]),
        "–",
        f"{found['ours'] / found['alive']:.0f} × /healthz",
        "≤ 25 ms",
        found["ours"] <= 25,
    )


def visit(asker: Asker, user: User, *, rounds: int) -> Line:
    """One after the other at households of the officer, as the phone sends them."""
    homes = list(
        Household.objects.filter(area__in=_areas(user), left_on=None)
        .order_by("-pk")
        .values_list("pk", "area_id", "residents__pk")[: 3 * rounds + 20]
    )
    turn, hand_turn = itertools.cycle(homes), itertools.cycle(reversed(homes))
    found = in_turns(
        rounds,
        limit=lambda: _by_hand(user, next(hand_turn)),
        ours=lambda: _sent(asker, next(turn)),
    )
    ratio = found["ours"] / found["limit"]
    return Line(
        "recording a visit over REST",
        ms(found["limit"]),
        ms(found["ours"]),
        "–",
        f"{ratio:.1f} × by hand",
        "≤ 3.5 × by hand",
        ratio <= 3.5,
    )


def _areas(user: User) -> frozenset[int]:
    return policy.scope(user, "household.view").area_ids


def _sent(asker: Asker, home: tuple) -> None:
    said = {
        "household": home[0],
        "purpose": "routine",
        "outcome": "met",
        "visited_at": (timezone.now() - timedelta(minutes=2)).isoformat(),
        "people_met": [home[2]],
        "learned": WORDS,
        "advice": ["fraud"],
    }
    kind = {"Content-Type": "application/json"}
    asker.ask("/api/v1/visits/", method="POST", body=json.dumps(said), **kind)


def _by_hand(user: User, home: tuple) -> None:
    household, area, resident = home
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(HOLD, [household])
        cursor.execute(HOLD_STANDING, [household])
        cursor.execute(
            RECORD,
            [crypto.seal(WORDS, place="by hand"), area, user.pk, household, user.pk],
        )
        key = cursor.fetchone()[0]
        cursor.execute(MET, [key, resident])
        subject, at_home = (
            f"households.visit:{key}",
            f"households.household:{household}",
        )
        cursor.execute(EVENT, [subject, subject, at_home, area, user.pk])
        cursor.execute(STAND, [household])


def tips(asker: Asker, *, seconds: float) -> Line:
    """From 32 phones at once, each behind another card."""
    cards = list(ContactCard.objects.filter(status="active").order_by("pk")[:200])
    before = Message.objects.filter(kind="tip").count()
    ours = a_second(_tip(cards), asker, 32, seconds)
    made = Message.objects.filter(kind="tip").count() - before
    stock = a_second(_stock(cards), asker, 32, seconds)
    return Line(
        f"public tip at 32 connections ({made} taken in, 0 errors)",
        "–",
        f"{ours:.0f}/s",
        f"{stock:.0f}/s",
        f"{ours / stock:.2f} × stock",
        "≥ 1.5 × stock, 0 errors",
        ours >= 1.5 * stock,
    )


WORDS = "家中添了新电动车，已提醒不要在屋内充电。"
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def _tip(cards) -> Callable[[Asker], object]:
    turn, numbers = itertools.cycle(cards), itertools.count(1)
    tokens = {card.pk: (card.token, f"tip:{card.pk}") for card in cards}
    at = timezone.now() - timedelta(minutes=1)

    def send(asker: Asker) -> None:
        card = next(turn)
        token, purpose = tokens[card.pk]
        said = {
            "stamp": receipts.new_stamp(purpose, at=at),
            "text": f"二社一处空房夜里常有人聚集打牌，输赢很大。第{next(numbers)}次",
        }
        asker.ask(f"/c/{token}/tip/", method="POST", body=urlencode(said), **FORM)

    return send


def _stock(cards) -> Callable[[Asker], object]:
    turn, numbers = itertools.cycle(cards), itertools.count(1)

    def send(asker: Asker) -> None:
        body = urlencode({"text": f"夜里常有人聚集打牌。第{next(numbers)}次"})
        asker.ask(f"/stock/tips/{next(turn).pk}/", method="POST", body=body, **FORM)

    return send
