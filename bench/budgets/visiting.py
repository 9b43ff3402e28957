"""A visit written down over REST, beside the same written by hand."""

import itertools
import json
from datetime import timedelta
from http.cookies import SimpleCookie
from uuid import uuid4

from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from bench.budgets.asking import Asker, in_turns
from bench.budgets.budget import Line, ms
from households.actions import care_rounds, due_dates, visits
from households.models import Household
from station import crypto, policy
from station.models import User

WORDS = "家中添了新电动车，已提醒不要在屋内充电。"
CHANGES = '{"purpose": [null, "routine"], "outcome": [null, "met"]}'
WHO = """
SELECT u.id, array(
    SELECT a.id FROM station_post p JOIN station_area root ON root.id = p.area_id
    JOIN station_area a ON a.path ~>=~ root.path AND a.path ~<~ (root.path || '~')
    WHERE p.user_id = u.id AND p.from_on <= current_date
      AND (p.until_on IS NULL OR p.until_on >= current_date)
      AND p.role IN ('community_officer', 'station_chief')
), s.session_data
FROM django_session s JOIN station_user u ON u.id = %s AND u.is_active
WHERE s.session_key = %s AND s.expire_date > now()
"""
HOLD = """
SELECT h.area_id FROM households_household h
WHERE h.id = %s AND h.area_id = ANY (%s) AND h.left_on IS NULL FOR NO KEY UPDATE
"""
HOLD_STANDING = """
SELECT household_id FROM households_householdstanding WHERE household_id = %s FOR UPDATE
"""
LIVES_HERE = "SELECT id FROM households_resident WHERE id = %s AND household_id = %s"
RECORD = """
INSERT INTO households_visit (created_at, updated_at, version, row_key, place,
    visited_at, state, confirmed_at, purpose, outcome, others_met, learned, asked_for,
    advice, area_id, confirmed_by_id, household_id, visited_by_id, words_index)
VALUES (now(), now(), 1, %s, '', now(), 'confirmed', now(), 'routine', 'met', '', %s,
    '', '{fraud}', %s, %s, %s, %s, %s) RETURNING id
"""
MET = "INSERT INTO households_visit_people_met (visit_id, resident_id) VALUES (%s, %s)"
EVENT = """
INSERT INTO station_event (kind, subject, trail, area_id, actor_id, happened_at,
    recorded_at, changes, note)
VALUES ('visit.recorded', %s, %s, %s, %s, now(), now(), %s, '')
"""
TICK = """
UPDATE households_roundstop stop SET visited_id = %s, skipped_reason = '',
    updated_at = now()
FROM households_round r WHERE r.id = stop.round_id AND r."on" = current_date
    AND stop.household_id = %s AND stop.visited_id IS NULL
"""
ANSWER = """
SELECT row_to_json(r)::text FROM (
    SELECT v.id, v.place, v.visited_at, v.state, v.confirmed_at, v.purpose, v.outcome,
        v.advice, v.next_visit_on, v.version, v.created_at, v.updated_at, h.number,
        h.head_name, a.text, area.name AS area, u.name AS visited_by,
        (SELECT json_agg(json_build_object('id', p.id, 'name', p.name)) FROM
            households_visit_people_met m JOIN households_resident p
            ON p.id = m.resident_id WHERE m.visit_id = v.id) AS people_met
    FROM households_visit v JOIN households_household h ON h.id = v.household_id
    JOIN households_address a ON a.id = h.address_id
    JOIN station_area area ON area.id = v.area_id
    JOIN station_user u ON u.id = v.visited_by_id WHERE v.id = %s
) r
"""


def visit(asker: Asker, user: User, *, rounds: int) -> Line:
    """One after the other at households of the officer, as the phone sends them."""
    homes = list(
        Household.objects.filter(area__in=_areas(user), left_on=None)
        .order_by("-pk")
        .values_list("pk", "area_id", "residents__pk")[: 3 * rounds + 20]
    )
    turn, hand_turn = itertools.cycle(homes), itertools.cycle(reversed(homes))
    session = SimpleCookie(asker.headers["Cookie"])[settings.SESSION_COOKIE_NAME].value
    found = in_turns(
        rounds,
        limit=lambda: _by_hand(user, session, next(hand_turn)),
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


def _by_hand(user: User, session: str, home: tuple) -> None:
    """What a careful hand writes and reads for one visit, no statement twice.

    Who asks and where they may; the household, its standing and who lives there, held
    and checked; the visit with who was met and its event; the standing with its next
    due day; whose care it ticks off, whose round; the row that is answered.
    """
    household, _area, resident = home
    row_key = uuid4()
    with transaction.atomic(), connection.cursor() as cursor:

        def ask(sql: str, *values) -> tuple:
            cursor.execute(sql, values)
            return cursor.fetchone() if cursor.description else ()

        who, areas, _session = ask(WHO, user.pk, session)
        (area,) = ask(HOLD, household, areas)
        ask(HOLD_STANDING, household)
        ask(LIVES_HERE, resident, household)
        place = f"households_visit.learned.{row_key}"
        sealed, words = crypto.seal(WORDS, place=place), visits.words_index(WORDS)
        (key,) = ask(RECORD, row_key, sealed, area, who, household, who, words)
        ask(MET, key, resident)
        visit = f"households.visit:{key}"
        also = f"households.household:{household}", f"households.resident:{resident}"
        ask(EVENT, visit, [visit, *also], area, who, CHANGES)
        due_dates.visited(household, on=timezone.localdate())
        cursor.execute(care_rounds.CARED_FOR, {"household": household})
        ask(TICK, key, household)
        ask(ANSWER, key)
