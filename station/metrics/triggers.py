"""The triggers that keep the rollups in step with every change.

They look at all rows of a statement at once and write only differences, so nobody waits
for anybody: two visits recorded at once in one village write two loose rows. They are
put up after every migration, and again whenever a declaration has changed; what it
counts is then counted anew.
"""

from collections import defaultdict
from hashlib import sha256

from django.db import connection, transaction

from station.metrics.counting import LOOSE, added_up, counted_sql
from station.metrics.declared import Counted, book

PREFIX = "station_metric_"
NEW, OLD = "new_rows", "old_rows"
EVENTS = {
    "insert": ("INSERT", f"REFERENCING NEW TABLE AS {NEW}", ((NEW, ""),)),
    "update": (
        "UPDATE",
        f"REFERENCING OLD TABLE AS {OLD} NEW TABLE AS {NEW}",
        ((NEW, ""), (OLD, "-")),
    ),
    "delete": ("DELETE", f"REFERENCING OLD TABLE AS {OLD}", ((OLD, "-"),)),
}
KNOWN = (
    "SELECT p.proname, obj_description(p.oid, 'pg_proc') FROM pg_proc p "
    "WHERE p.pronamespace = current_schema()::regnamespace AND p.proname LIKE %s"
)


def by_table() -> dict[str, list[Counted]]:
    """What is counted of each table."""
    found = defaultdict(list)
    for counted in book.rolled():
        found[counted.model._meta.db_table].append(counted)
    return dict(found)


def function(table: str, event: str, kept: list[Counted]) -> str:
    """What happens after one kind of statement on a table."""
    rows = " UNION ALL ".join(
        counted_sql(counted, source, sign)
        for counted in kept
        for source, sign in EVENTS[event][2]
    )
    return (
        f"CREATE OR REPLACE FUNCTION {_name(table, event)}() RETURNS trigger "
        f"LANGUAGE plpgsql AS $$ BEGIN\n"
        f"INSERT INTO {LOOSE} (measure, area_id, day, value, n) {added_up(rows)};\n"
        "RETURN NULL; END $$"
    )


def wanted() -> dict[str, tuple[str, str, str]]:
    """By the name of the function: its table, its event and how it reads."""
    return {
        _name(table, event): (table, event, function(table, event, kept))
        for table, kept in by_table().items()
        for event in EVENTS
    }


def known() -> dict[str, str]:
    """The triggers that stand, and by which text they were made."""
    with connection.cursor() as cursor:
        cursor.execute(KNOWN, [PREFIX.replace("_", r"\_") + "%"])
        return {name: said or "" for name, said in cursor.fetchall()}


def outdated() -> tuple[dict, set[str]]:
    """What is to be put up anew, and what is to go."""
    made, standing = wanted(), known()
    changed = {
        name: found
        for name, found in made.items()
        if standing.get(name) != _mark(found[2])
    }
    return changed, set(standing) - set(made)


@transaction.atomic
def install() -> set[str]:
    """Put up what has changed; gives the tables whose rows must be counted anew."""
    changed, gone = outdated()
    with connection.cursor() as cursor:
        for name in gone:
            cursor.execute(f"DROP FUNCTION {name}() CASCADE")
        for name, (table, event, text) in changed.items():
            words, referencing, _rows = EVENTS[event]
            cursor.execute(text)
            cursor.execute(
                f"CREATE OR REPLACE TRIGGER {name} AFTER {words} ON {table} "
                f"{referencing} FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
            )
            cursor.execute(f"COMMENT ON FUNCTION {name}() IS '{_mark(text)}'")
    return {table for table, _event, _text in changed.values()}


def _name(table: str, event: str) -> str:
    """At most 63 characters, as the database allows."""
    name = f"{PREFIX}{table}_{event}"
    if len(name) <= 63:
        return name
    return f"{PREFIX}{sha256(table.encode()).hexdigest()[:24]}_{event}"


def _mark(text: str) -> str:
    return sha256(text.encode()).hexdigest()[:32]
