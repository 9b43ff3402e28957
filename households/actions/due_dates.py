"""When each household is due: the strictest rule, or what was agreed at the door.

Worked out by the database for any number of households in two statements, for the one
that was just visited in one.
"""

from datetime import date

from django.db import connection, transaction

from households.models import NEW_FOR

# A household's kinds, the rules that reach its place, the earliest day of all.
# A rule counts from its first day (or the first day of its season), so nobody is
# overdue on the day it begins.
RECOMPUTE = """
WITH stands AS ({stands}), wanted AS (
    SELECT h.id, h.address_id, a.path, s.last_visited_at, s.agreed_on,
           (h.created_at AT TIME ZONE 'Asia/Shanghai')::date AS known_on,
           (s.last_visited_at AT TIME ZONE 'Asia/Shanghai')::date AS seen_on
    FROM households_household h
    JOIN stands s ON s.household_id = h.id
    JOIN station_area a ON a.id = h.area_id
    WHERE h.left_on IS NULL AND {which}
), kinds AS (
    SELECT id, 'ordinary' AS kind FROM wanted
    UNION
    SELECT id, 'new' FROM wanted WHERE known_on > %(on)s::date - %(new_for)s
    UNION
    SELECT w.id, 'tenure_' || o.tenure
    FROM wanted w JOIN households_housing o ON o.address_id = w.address_id
    UNION
    SELECT w.id, 'residence_' || r.residence_kind
    FROM wanted w JOIN households_resident r ON r.household_id = w.id
    WHERE r.left_on IS NULL AND r.merged_into_id IS NULL
    UNION
    SELECT w.id, 'care_any'
    FROM wanted w JOIN households_resident r ON r.household_id = w.id
    WHERE r.left_on IS NULL AND r.merged_into_id IS NULL AND r.care_kinds <> '{}'
    UNION
    SELECT w.id, 'care_' || care
    FROM wanted w JOIN households_resident r ON r.household_id = w.id,
         unnest(r.care_kinds) AS care
    WHERE r.left_on IS NULL AND r.merged_into_id IS NULL
), rules AS (
    SELECT r.id, r.kind, r.every_days, a.path, greatest(r.from_on,
        CASE
            WHEN r.season_from = '' THEN r.from_on
            WHEN r.season_from <= to_char(%(on)s::date, 'MM-DD')
            THEN to_date(to_char(%(on)s::date, 'YYYY-') || r.season_from, 'YYYY-MM-DD')
            ELSE to_date((extract(year FROM %(on)s::date)::int - 1) || '-'
                         || r.season_from, 'YYYY-MM-DD')
        END) AS began_on
    FROM households_visitrule r JOIN station_area a ON a.id = r.area_id
    WHERE r.from_on <= %(on)s AND (r.until_on IS NULL OR r.until_on >= %(on)s)
      AND CASE
            WHEN r.season_from = '' THEN TRUE
            WHEN r.season_from <= r.season_until
            THEN to_char(%(on)s::date, 'MM-DD')
                 BETWEEN r.season_from AND r.season_until
            ELSE to_char(%(on)s::date, 'MM-DD') >= r.season_from
                 OR to_char(%(on)s::date, 'MM-DD') <= r.season_until
          END
), strictest AS (
    SELECT DISTINCT ON (w.id) w.id, r.id AS rule_id,
           greatest(coalesce(w.seen_on, w.known_on), r.began_on) + r.every_days
               AS due_on
    FROM wanted w
    JOIN kinds k ON k.id = w.id
    JOIN rules r ON r.kind = k.kind AND starts_with(w.path, r.path)
    ORDER BY w.id, due_on, r.every_days, r.id
), settled AS (
    SELECT w.id, w.last_visited_at, w.agreed_on,
           least(s.due_on, w.agreed_on) AS due_on,
           CASE WHEN w.agreed_on < s.due_on THEN NULL ELSE s.rule_id END AS rule_id
    FROM wanted w LEFT JOIN strictest s ON s.id = w.id
)
UPDATE households_householdstanding AS standing
SET {set} next_due_on = settled.due_on, due_rule_id = settled.rule_id
FROM settled
WHERE standing.household_id = settled.id AND {where}
"""

# What is written down already: only a day that moves is written again.
KNOWN = {
    "stands": "SELECT household_id, last_visited_at, agreed_on "
    "FROM households_householdstanding",
    "set": "",
    "where": "(standing.next_due_on, standing.due_rule_id) "
    "IS DISTINCT FROM (settled.due_on, settled.rule_id)",
}

# What the visits of a household say: a call at which nobody was home left it unvisited.
SAID = """
    SELECT o.household_id, (
        SELECT v.visited_at FROM households_visit v
        WHERE v.household_id = o.household_id AND v.state = 'confirmed'
          AND v.outcome <> 'nobody_home'
        ORDER BY v.visited_at DESC, v.id DESC LIMIT 1
    ) AS last_visited_at, (
        SELECT v.next_visit_on FROM households_visit v
        WHERE v.household_id = o.household_id AND v.state = 'confirmed'
        ORDER BY v.visited_at DESC, v.id DESC LIMIT 1
    ) AS agreed_on
    FROM households_householdstanding o WHERE o.household_id = %(household)s
"""
VISITED = {
    "stands": SAID,
    "set": "last_visited_at = settled.last_visited_at, agreed_on = settled.agreed_on,",
    "where": "true",
}

# No rule asks for a household that has left; what was agreed stays written.
LEFT = """
UPDATE households_householdstanding AS standing
SET last_visited_at = said.last_visited_at, agreed_on = said.agreed_on,
    next_due_on = said.agreed_on
FROM ({stands}) AS said WHERE standing.household_id = said.household_id
"""

# Households that came in by a way that wrote no standing have one from now on.
FILL = """
INSERT INTO households_householdstanding (household_id, resident_count)
SELECT h.id, (SELECT count(*) FROM households_resident r
              WHERE r.household_id = h.id AND r.left_on IS NULL
                AND r.merged_into_id IS NULL)
FROM households_household h
WHERE NOT EXISTS (SELECT FROM households_householdstanding s
                  WHERE s.household_id = h.id)
"""


@transaction.atomic
def recompute_all(*, on: date) -> int:
    """Every night: seasons begin and end, people move; how many days changed."""
    with connection.cursor() as cursor:
        cursor.execute(FILL)
    return _recompute(KNOWN, "true", on=on)


def recompute_below(path: str, *, on: date) -> int:
    """After a rule of this area changed."""
    return _recompute(KNOWN, "starts_with(a.path, %(path)s)", on=on, path=path)


def visited(household_id: int, *, on: date) -> None:
    """After a visit was written or changed: last met then, due by this day."""
    this = {"household": household_id}
    if not _recompute(VISITED, "h.id = %(household)s", on=on, **this):
        _run(LEFT, VISITED, this)


def _recompute(how: dict[str, str], which: str, *, on: date, **facts) -> int:
    """One condition alone: with others beside it every household would be read."""
    facts |= {"on": on, "new_for": NEW_FOR}
    return _run(RECOMPUTE, {**how, "which": which}, facts)


def _run(sql: str, words: dict[str, str], facts: dict) -> int:
    """Put the words into the statement; how many rows it changed."""
    for name, put in words.items():
        sql = sql.replace(f"{{{name}}}", put)
    with connection.cursor() as cursor:
        cursor.execute(sql, facts)
        return cursor.rowcount
