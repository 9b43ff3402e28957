"""The triggers that keep the tallies; put up by a migration.

They look at all rows of a statement at once, so a workbook of calls costs one addition
for each place and hour, not one for each call.
"""

# ruff: noqa: S608 - nothing in these statements comes from outside

from patrols.coverage.tally_sql import (
    AREA_HOURS,
    HOURS,
    HOURS_GONE,
    SEEN,
    SOURCES,
    added,
    walked,
)

NEW, OLD = "new_rows", "old_rows"
EVENTS = {
    "insert": ("INSERT", f"REFERENCING NEW TABLE AS {NEW}"),
    "update": ("UPDATE", f"REFERENCING OLD TABLE AS {OLD} NEW TABLE AS {NEW}"),
    "delete": ("DELETE", f"REFERENCING OLD TABLE AS {OLD}"),
}
WATCHED = tuple(dict.fromkeys(source.of for source in SOURCES))


def _name(table: str, event: str) -> str:
    return f"patrols_tally_{table}_{event}"


def _function(table: str, event: str) -> str:
    return (
        f"CREATE OR REPLACE FUNCTION {_name(table, event)}() RETURNS trigger "
        f"LANGUAGE plpgsql AS $$ BEGIN\n{_body(table, event)}\nRETURN NULL; END $$"
    )


def _trigger(table: str, event: str) -> str:
    name = _name(table, event)
    words, referencing = EVENTS[event]
    return (
        f"CREATE OR REPLACE TRIGGER {name} AFTER {words} ON {table} {referencing} "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
    )


def _body(table: str, event: str) -> str:
    """The additions of one kind of statement."""
    said = []
    for source in SOURCES:
        if source.of != table:
            continue
        parts = []
        if event != "delete":
            parts.append(source.select(NEW))
        if event != "insert":
            parts.append(source.select(OLD, sign="-"))
        said.append(added(source.to, " UNION ALL ".join(parts), is_loose=True) + ";")
    if table == SEEN:
        said += _moved(event)
    return "\n".join(said)


def _moved(event: str) -> list[str]:
    """A check-in says where its patrol was: the minutes move along.

    One at a time for each patrol, or two at once would not know of each other.
    """
    changed = [name for name in (NEW, OLD) if name in EVENTS[event][1]]
    patrols = " UNION ".join(f"SELECT patrol_id FROM {name}" for name in changed)
    those = f"patrols_patrol WHERE id IN ({patrols})"
    rows = f"(SELECT * FROM {those} AND ended_at IS NOT NULL)"
    columns = "id, patrol_id, area_id, at, struck_at"
    before = f"SELECT {columns} FROM {SEEN} k"
    if NEW in changed:
        before += f" WHERE NOT EXISTS (SELECT 1 FROM {NEW} n WHERE n.id = k.id)"
    if OLD in changed:
        before += f" UNION ALL SELECT {columns} FROM {OLD}"
    moved = " UNION ALL ".join(
        [walked().select(rows), walked(f"({before})").select(rows, sign="-")]
    )
    return [
        f"PERFORM 1 FROM {those} ORDER BY id FOR NO KEY UPDATE;",
        added(AREA_HOURS, moved, is_loose=True) + ";",
    ]


def install() -> list[str]:
    """The statements that put the functions and triggers up, or up anew."""
    said = [HOURS]
    for table in WATCHED:
        for event in EVENTS:
            said += [_function(table, event), _trigger(table, event)]
    return said


def remove() -> list[str]:
    """Take them down."""
    said = []
    for table in WATCHED:
        for event in EVENTS:
            name = _name(table, event)
            said += [
                f"DROP TRIGGER IF EXISTS {name} ON {table}",
                f"DROP FUNCTION IF EXISTS {name}()",
            ]
    return [*said, HOURS_GONE]
