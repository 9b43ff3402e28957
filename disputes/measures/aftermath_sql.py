"""The triggers that keep what became of each dispute; put up by a migration.

They look at all disputes of a statement at once and read the records as they stand.
"""

# ruff: noqa: S608 - nothing in these statements comes from outside

TABLE = "disputes_aftermath"
ZONE = "Asia/Shanghai"
PREFIX = "disputes_aftermath_of_"
COLUMNS = (
    "area_id",
    "agreement_due_on",
    "agreement_status",
    "follow_due_on",
    "gone_back_on",
    "turned_on",
    "turned_into",
)
# The dispute of each changed row ``r``, by the table it stands in.
DISPUTES = {
    "disputes_agreement": "SELECT r.dispute_id FROM {rows} r",
    "disputes_obligation": (
        "SELECT g.dispute_id FROM {rows} r "
        "JOIN disputes_agreement g ON g.id = r.agreement_id"
    ),
    "disputes_disputefollowup": "SELECT r.dispute_id FROM {rows} r",
    "disputes_criminalturn": "SELECT r.dispute_id FROM {rows} r",
    "households_followup": (
        "SELECT f.dispute_id FROM {rows} r "
        "JOIN disputes_disputefollowup f ON f.follow_up_id = r.id"
    ),
}
EVENTS = {
    "insert": ("INSERT", "REFERENCING NEW TABLE AS new_rows", ("new_rows",)),
    "update": (
        "UPDATE",
        "REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows",
        ("new_rows", "old_rows"),
    ),
    "delete": ("DELETE", "REFERENCING OLD TABLE AS old_rows", ("old_rows",)),
}
FOUND = f"""
SELECT d.id AS dispute_id, d.area_id, a.due_on AS agreement_due_on,
    coalesce(a.status, '') AS agreement_status, f.due_on AS follow_due_on,
    f.gone_on AS gone_back_on, t.turned_on, coalesce(t.kind, '') AS turned_into
FROM disputes_dispute d
LEFT JOIN LATERAL (
    SELECT g.status, coalesce(
        (SELECT max(o.due_on) FROM disputes_obligation o WHERE o.agreement_id = g.id),
        g.kept_on, g.broken_on, g.effective_on) AS due_on
    FROM disputes_agreement g
    WHERE g.dispute_id = d.id AND g.status IN ('effective', 'kept', 'broken')
    ORDER BY g.id DESC LIMIT 1
) a ON true
LEFT JOIN LATERAL (
    SELECT (coalesce(u.first_due_at, u.due_at) AT TIME ZONE '{ZONE}')::date AS due_on,
        (n.recorded_at AT TIME ZONE '{ZONE}')::date AS gone_on
    FROM disputes_disputefollowup n JOIN households_followup u ON u.id = n.follow_up_id
    WHERE n.dispute_id = d.id AND n.occasion = 'next_day' AND u.status <> 'cancelled'
    ORDER BY n.id DESC LIMIT 1
) f ON true
LEFT JOIN disputes_criminalturn t ON t.dispute_id = d.id
"""
SOMETHING = f"""(agreement_due_on IS NOT NULL OR follow_due_on IS NOT NULL
    OR turned_on IS NOT NULL
    OR EXISTS (SELECT 1 FROM {TABLE} x WHERE x.dispute_id = found.dispute_id))"""


def kept(which: str) -> str:
    """Write down what became of these disputes, where it is not written already."""
    columns = ", ".join(COLUMNS)
    said = ", ".join(f"{name} = excluded.{name}" for name in COLUMNS)
    old = ", ".join(f"{TABLE}.{name}" for name in COLUMNS)
    new = ", ".join(f"excluded.{name}" for name in COLUMNS)
    return (
        f"INSERT INTO {TABLE} (dispute_id, {columns}) "
        f"SELECT dispute_id, {columns} FROM ({FOUND} WHERE {which}) found "
        f"WHERE {SOMETHING} ORDER BY dispute_id ON CONFLICT (dispute_id) DO UPDATE "
        f"SET {said} WHERE ({old}) IS DISTINCT FROM ({new})"
    )


def _held(disputes: str) -> str:
    """One at a time for each dispute, or two at once would not know of each other."""
    return (
        f"PERFORM 1 FROM {TABLE} WHERE dispute_id IN ({disputes}) "
        "ORDER BY dispute_id FOR NO KEY UPDATE"
    )


def install() -> list[str]:
    """The statements that put the functions and triggers up, or up anew."""
    said = []
    for table, disputes in DISPUTES.items():
        for event, (words, referencing, names) in EVENTS.items():
            rows = " UNION ".join(disputes.format(rows=name) for name in names)
            name = f"{PREFIX}{table}_{event}"
            said.append(
                f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger "
                f"LANGUAGE plpgsql AS $$ BEGIN\n{_held(rows)};\n"
                f"{kept(f'd.id IN ({rows})')};\nRETURN NULL; END $$"
            )
            said.append(
                f"CREATE OR REPLACE TRIGGER {name} AFTER {words} ON {table} "
                f"{referencing} FOR EACH STATEMENT EXECUTE FUNCTION {name}()"
            )
    return said


def remove() -> list[str]:
    """Take them down."""
    return [
        f"DROP FUNCTION IF EXISTS {PREFIX}{table}_{event}() CASCADE"
        for table in DISPUTES
        for event in EVENTS
    ]


def first_count() -> str:
    """All that became of disputes until now."""
    having = " UNION ".join(
        f"SELECT dispute_id FROM {table}"
        for table in DISPUTES
        if table not in {"disputes_obligation", "households_followup"}
    )
    return kept(f"d.id IN ({having})")
