"""The tallies of coverage: folded, counted anew, held against the records."""

from django.db import connection, transaction

from patrols.coverage import tally_sql
from patrols.coverage.tally_sql import TABLES, Table

FOLDING = 760_431_005  # the lock under which rows are folded


@transaction.atomic
def fold() -> int:
    """Make one row of what has become many; gives how many rows are left of them."""
    made = 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [FOLDING])
        if not cursor.fetchone()[0]:
            return 0  # another is at it
        for table in TABLES:
            cursor.execute(tally_sql.folded(table))
            made += cursor.rowcount
    return made


@transaction.atomic
def rebuild() -> dict[str, int]:
    """Count everything anew; changes made meanwhile wait and come on top."""
    made = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [FOLDING])
        names = ", ".join(table.name for table in TABLES)
        cursor.execute(f"LOCK TABLE {names} IN EXCLUSIVE MODE")
        for table in TABLES:
            cursor.execute(tally_sql.emptied(table))
            rows = tally_sql.recount(table)
            cursor.execute(tally_sql.added(table, rows, is_loose=False))
            made[table.name] = cursor.rowcount
    return made


def differences(table: Table) -> list[dict]:
    """Where a tally does not say what the records say: the records less the tally."""
    with connection.cursor() as cursor:
        cursor.execute(tally_sql.differences(table))
        names = [column.name for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
