"""When each household is due: the strictest rule, or what was agreed at the door.

Worked out by the database for any number of households in two statements.
"""

from collections.abc import Sequence
from datetime import date

from django.db import connection, transaction

from households.models import NEW_FOR

# A household's kinds, the rules that reach its place, the earliest day of all.
# A rule counts from its first day (or the first day of its season), so nobody is
# overdue on the day it begins.
RECOMPUTE = """
WITH wanted AS (
    SELECT h.id, h.address_id, a.path, s.last_visited_at, s.agreed_on,
           (h.created_at AT TIME ZONE 'Asia/Shanghai')::date AS known_on,
           (s.last_visited_at AT TIME ZONE 'Asia/Shanghai')::date AS seen_on
    FROM households_household h
    JOIN households_householdstanding s ON s.household_id = h.id
    JOIN station_area a ON a.id = h.area_id
    WHERE h.left_on IS NULL
      AND (%(everything)s OR h.id = ANY (%(ids)s::bigint[]) OR a.path LIKE %(below)s)
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
    SELECT w.id, least(s.due_on, w.agreed_on) AS due_on,
           CASE WHEN w.agreed_on < s.due_on THEN NULL ELSE s.rule_id END AS rule_id
    FROM wanted w LEFT JOIN strictest s ON s.id = w.id
)
UPDATE households_householdstanding AS standing
SET next_due_on = settled.due_on, due_rule_id = settled.rule_id
FROM settled
WHERE standing.household_id = settled.id
  AND (standing.next_due_on, standing.due_rule_id)
      IS DISTINCT FROM (settled.due_on, settled.rule_id)
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
    return _recompute(on=on, everything=True)


def recompute_below(path: str, *, on: date) -> int:
    """After a rule of this area changed."""
    return _recompute(on=on, below=f"{path}%")


def recompute(household_ids: Sequence[int], *, on: date) -> int:
    """After a visit, or when somebody who is cared for moved in."""
    return _recompute(on=on, ids=list(household_ids))


def _recompute(*, on: date, everything=False, ids=(), below="") -> int:
    facts = {
        "on": on,
        "everything": everything,
        "ids": list(ids),
        "below": below,
        "new_for": NEW_FOR,
    }
    with connection.cursor() as cursor:
        cursor.execute(RECOMPUTE, facts)
        return cursor.rowcount
