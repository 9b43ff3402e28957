"""Loading by the million: indexes, keys and triggers away, and back as they were."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from unittest.mock import patch

from django.db import connection
from django.db.models import Model

# Everything about a table that is put away and has to be there again, word for word.
# A condition with a list in it is said in other words after it was put up again: those
# indexes stay; they hold few rows.
STANDING = """
SELECT 'index' AS what, i.indexrelid::regclass::text AS name,
       pg_get_indexdef(i.indexrelid) AS said, '' AS holder
FROM pg_index i WHERE i.indrelid = %(table)s::regclass
  AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid
                  AND c.contype IN ('p', 'u', 'x'))
  AND strpos(pg_get_indexdef(i.indexrelid), 'ANY ((ARRAY[') = 0
UNION ALL
SELECT CASE contype WHEN 'f' THEN 'key' ELSE 'unique' END, conname,
       pg_get_constraintdef(oid), conrelid::regclass::text
FROM pg_constraint WHERE conrelid = %(table)s::regclass AND contype IN ('f', 'u')
  AND NOT EXISTS (SELECT FROM pg_constraint o WHERE o.contype = 'f'
                  AND o.conindid = pg_constraint.conindid
                  AND o.oid <> pg_constraint.oid AND pg_constraint.contype = 'u')
UNION ALL
SELECT 'trigger', tgname, pg_get_triggerdef(oid) || tgenabled::text, ''
FROM pg_trigger WHERE tgrelid = %(table)s::regclass AND NOT tgisinternal
ORDER BY 1, 2
"""
MEMORY = "512MB"  # of the machine, while an index is built


class NotAsBefore(RuntimeError):
    """Something that was put away did not come back the same."""


@contextmanager
def quick(*models: type[Model]) -> Iterator[None]:
    """Load into these tables with nothing in the way; then all is as it was."""
    tables = [model._meta.db_table for model in models]
    before = {table: standing(table) for table in tables}
    run("SET CONSTRAINTS ALL IMMEDIATE")
    for table in tables:
        _put_away(table, before[table])
    yield
    run(f"SET maintenance_work_mem = '{MEMORY}'")
    for what in ("unique", "index", "key", "trigger"):
        for table in tables:
            _put_back(table, [row for row in before[table] if row[0] == what])
    run("RESET maintenance_work_mem")
    for table in tables:
        run(f"ANALYZE {table}")
        changed = set(standing(table)) ^ set(before[table])
        if changed:
            raise NotAsBefore(f"{table}: {sorted(changed)[0]}")


def standing(table: str) -> list[tuple]:
    """Indexes, keys and triggers of a table, as the database says them."""
    return run(STANDING, {"table": table})


def run(statement: str, values=None) -> list[tuple]:
    """One statement; its rows, where it has any."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall() if cursor.description else []


def first_of(model: type[Model], count: int) -> int:
    """So many primary keys in a row that nobody else gets; the first of them."""
    sequence = "pg_get_serial_sequence(%s, %s)"
    names = [model._meta.db_table, model._meta.pk.column]
    last = run(f"SELECT nextval({sequence})", names)[0][0]
    if count > 1:
        run(f"SELECT setval({sequence}, %s)", [*names, last + count - 1])
    return last


def given_up_to(model: type[Model], last: int) -> None:
    """The keys up to this one are taken."""
    names = [model._meta.db_table, model._meta.pk.column]
    run("SELECT setval(pg_get_serial_sequence(%s, %s), %s)", [*names, last])


def copy_lines(table: str, columns: str, rows: Iterable[tuple]) -> None:
    """Rows whose values are ready to be written as they are."""
    statement = f"COPY {table} ({columns}) FROM STDIN"
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(row)


@contextmanager
def as_if_at(moment: datetime) -> Iterator[None]:
    """Rows written now say that they were written then."""
    with patch("django.utils.timezone.now", lambda: moment):
        yield


def _put_away(table: str, rows: list[tuple]) -> None:
    for what, name, _said, _holder in rows:
        if what == "index":
            run(f"DROP INDEX {name}")
        elif what in ("key", "unique"):
            run(f'ALTER TABLE {table} DROP CONSTRAINT "{name}"')
    run(f"ALTER TABLE {table} DISABLE TRIGGER USER")


def _put_back(table: str, rows: list[tuple]) -> None:
    for what, name, said, _holder in rows:
        if what == "index":
            run(said)
        elif what != "trigger":
            run(f'ALTER TABLE {table} ADD CONSTRAINT "{name}" {said}')
    if rows and rows[0][0] == "trigger":
        run(f"ALTER TABLE {table} ENABLE TRIGGER USER")
