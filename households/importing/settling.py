"""What follows from many changed residents, settled in a few statements."""

from datetime import datetime

from django.db import connection

from households.models import Resident
from station.copying import copy_in

STAGING = "staged_residents"


def settle_households(households: set[int]) -> None:
    """Bring resident counts and the name of each household up to date."""
    if not households:
        return
    with connection.cursor() as cursor:
        cursor.execute(_COUNT_RESIDENTS, [list(households)])
        cursor.execute(_NAME_HEADS, [list(households)])


_COUNT_RESIDENTS = """
    UPDATE households_householdstanding AS standing
    SET resident_count = counted.number
    FROM (
        SELECT household.id, count(resident.id) AS number
        FROM households_household AS household
        LEFT JOIN households_resident AS resident
          ON resident.household_id = household.id
         AND resident.left_on IS NULL AND resident.merged_into_id IS NULL
        WHERE household.id = ANY(%s)
        GROUP BY household.id
    ) AS counted
    WHERE standing.household_id = counted.id
      AND standing.resident_count <> counted.number
"""
# Without a head somebody who lives there gives the name.
_NAME_HEADS = """
    UPDATE households_household AS household
    SET head_name = named.name, head_sort = named.name_sort
    FROM (
        SELECT DISTINCT ON (household_id) household_id, name, name_sort
        FROM households_resident
        WHERE household_id = ANY(%s) AND left_on IS NULL AND merged_into_id IS NULL
        ORDER BY household_id, (relation = 'head') DESC, id
    ) AS named
    WHERE household.id = named.household_id AND household.head_name <> named.name
"""


def update_from_staging(rows: list[Resident], at: datetime) -> None:
    if not rows:
        return
    table = Resident._meta.db_table
    kept = {"id", "row_key", "created_at", "version"}
    columns = [f.column for f in Resident._meta.concrete_fields if f.column not in kept]
    assignments = ", ".join(f'"{column}" = staged."{column}"' for column in columns)
    for row in rows:
        row.updated_at = at
    with connection.cursor() as cursor:
        cursor.execute(
            f'CREATE TEMPORARY TABLE {STAGING} (LIKE "{table}") ON COMMIT DROP'
        )
        copy_in(rows, table=STAGING)
        for heads in ("<>", "="):
            cursor.execute(
                f'UPDATE "{table}" AS resident '  # noqa: S608  our own names only
                f"SET {assignments}, version = resident.version + 1 "
                f"FROM {STAGING} AS staged WHERE resident.id = staged.id "
                f"AND staged.relation {heads} 'head'"
            )
        cursor.execute(f"DROP TABLE {STAGING}")
