"""What each tally counts, said once: for the triggers, the recount and the check.

A record is counted in the hour of the clock in China in which it happened.
"""

# ruff: noqa: S608 - nothing in these statements comes from outside

from dataclasses import dataclass

ZONE = "Asia/Shanghai"
LONGEST = "interval '12 hours'"  # who forgets to go off duty walks no longer
# Deeds are no sign that more patrols are needed; phone scams are not met on the street.
DEEDS = ("talk", "school_guard", "help")

HOURS = f"""
CREATE OR REPLACE FUNCTION patrols_hours(starts timestamptz, ends timestamptz)
RETURNS TABLE (day date, hour int, minutes int) LANGUAGE sql IMMUTABLE AS $$
    SELECT slot::date, extract(hour FROM slot)::int,
        (extract(epoch FROM least(e, slot + interval '1 hour') - greatest(b, slot))
            / 60)::int
    FROM (SELECT date_trunc('minute', starts AT TIME ZONE '{ZONE}') AS b,
        least(date_trunc('minute', ends AT TIME ZONE '{ZONE}'),
            date_trunc('minute', starts AT TIME ZONE '{ZONE}') + {LONGEST}) AS e
    ) span, generate_series(date_trunc('hour', b), e, interval '1 hour') slot
    WHERE least(e, slot + interval '1 hour') > greatest(b, slot)
$$"""
HOURS_GONE = "DROP FUNCTION IF EXISTS patrols_hours(timestamptz, timestamptz)"


@dataclass(frozen=True)
class Table:
    """A tally: what it is kept by, and its amounts."""

    name: str
    keys: tuple[str, ...]
    amounts: tuple[str, ...]


AREA_HOURS = Table(
    "patrols_areahour",
    ("area_id", "day", "hour"),
    ("planned", "minutes", "check_ins", "calls", "findings"),
)
POINT_HOURS = Table(
    "patrols_pointhour", ("point_id", "day", "hour"), ("check_ins", "findings")
)
TEAM_DAYS = Table(
    "patrols_teamday",
    ("team_id", "area_id", "day"),
    ("patrols", "minutes", "check_ins", "doubtful"),
)
TABLES = (AREA_HOURS, POINT_HOURS, TEAM_DAYS)


def _local(moment: str) -> dict[str, str]:
    at = f"({moment} AT TIME ZONE '{ZONE}')"
    return {"day": f"{at}::date", "hour": f"extract(hour FROM {at})::int"}


@dataclass(frozen=True)
class Source:
    """What the rows ``r`` of a table add to a tally."""

    of: str
    to: Table
    keys: dict[str, str]
    amounts: dict[str, str]
    when: str
    join: str = ""
    is_counted: bool = True  # else only moved along, when another row changes

    def select(self, rows: str, sign: str = "") -> str:
        """A line for each key, with every amount of the tally."""
        keys = ", ".join(f"{self.keys[key]} AS {key}" for key in self.to.keys)
        amounts = ", ".join(
            f"{sign}{self.amounts.get(name, '0')} AS {name}" for name in self.to.amounts
        )
        return f"SELECT {keys}, {amounts} FROM {rows} r {self.join} WHERE {self.when}"


_HOURS_OF = {"day": "h.day", "hour": "h.hour"}
SEEN = "patrols_checkin"
_PLANNED = "CROSS JOIN LATERAL patrols_hours(r.starts_at, r.ends_at) h"
_IN_TEAM = {"team_id": "p.team_id", "area_id": "p.area_id"}
_FOUND = f"r.kind NOT IN {DEEDS}"
_ODD = "(c.doubts <> '{}')::int"


def walk(seen: str = SEEN) -> str:
    """The stretches of a patrol: each where the person had last checked in.

    Before the first check-in it was on the way there; without any, in its own area.
    ``seen`` are the check-ins as they stand.
    """
    known = (
        f"FROM {seen} c WHERE c.patrol_id = r.id AND c.struck_at IS NULL "
        "AND c.at BETWEEN r.started_at AND r.ended_at"
    )
    latest = f"r.started_at + {LONGEST}"
    return (
        "CROSS JOIN LATERAL (SELECT x.area_id, "
        "CASE WHEN row_number() OVER w = 1 THEN r.started_at ELSE x.at END AS since, "
        "coalesce(lead(x.at) OVER w, r.ended_at) AS until FROM ("
        f"SELECT c.area_id, c.at, c.id {known} UNION ALL "
        f"SELECT r.area_id, r.started_at, 0 WHERE NOT EXISTS (SELECT 1 {known})"
        ") x WINDOW w AS (ORDER BY x.at, x.id)) s CROSS JOIN LATERAL "
        f"patrols_hours(least(s.since, {latest}), least(s.until, {latest})) h"
    )


def walked(seen: str = SEEN) -> "Source":
    """The minutes of ended patrols, in the areas where they were seen."""
    return Source(
        "patrols_patrol",
        AREA_HOURS,
        {"area_id": "s.area_id", **_HOURS_OF},
        {"minutes": "h.minutes"},
        "r.ended_at IS NOT NULL",
        walk(seen),
    )


SOURCES = (
    Source(
        "patrols_shift", AREA_HOURS, {"area_id": "r.area_id", **_HOURS_OF},
        {"planned": "h.minutes * r.needed"}, "r.status <> 'cancelled'", _PLANNED,
    ),
    walked(),
    Source(
        "patrols_checkin", AREA_HOURS, {"area_id": "r.area_id", **_local("r.at")},
        {"check_ins": "1"}, "r.struck_at IS NULL",
    ),
    Source(
        "station_callrecord", AREA_HOURS,
        {"area_id": "r.area_id", **_local("r.called_at")}, {"calls": "1"},
        "coalesce(nullif(r.kind, ''), r.proposed_kind) <> 'fraud'",
    ),
    Source(
        "patrols_finding", AREA_HOURS,
        {"area_id": "r.area_id", **_local("r.found_at")}, {"findings": "1"}, _FOUND,
    ),
    Source(
        "patrols_checkin", POINT_HOURS, {"point_id": "r.point_id", **_local("r.at")},
        {"check_ins": "1"}, "r.struck_at IS NULL",
    ),
    Source(
        "patrols_finding", POINT_HOURS,
        {"point_id": "r.point_id", **_local("r.found_at")}, {"findings": "1"},
        f"r.point_id IS NOT NULL AND {_FOUND}",
    ),
    Source(
        "patrols_patrol", TEAM_DAYS,
        {"team_id": "r.team_id", "area_id": "r.area_id",
         "day": _local("r.started_at")["day"]},
        {"patrols": "1", "minutes": "r.minutes"}, "r.ended_at IS NOT NULL",
    ),
    Source(
        "patrols_checkin", TEAM_DAYS, {**_IN_TEAM, "day": _local("r.at")["day"]},
        {"check_ins": "1", "doubtful": _ODD.replace("c.", "r.")},
        "r.struck_at IS NULL", "JOIN patrols_patrol p ON p.id = r.patrol_id",
    ),
    # A patrol given to another team takes its check-ins along.
    Source(
        "patrols_patrol", TEAM_DAYS,
        {"team_id": "r.team_id", "area_id": "r.area_id", "day": _local("c.at")["day"]},
        {"check_ins": "1", "doubtful": _ODD}, "c.struck_at IS NULL",
        "JOIN patrols_checkin c ON c.patrol_id = r.id", is_counted=False,
    ),
)  # fmt: skip


def summed(table: Table, rows: str) -> str:
    """The rows added up; what comes to nothing falls out."""
    keys = ", ".join(table.keys)
    sums = ", ".join(f"sum({name})::int AS {name}" for name in table.amounts)
    left = " OR ".join(f"sum({name}) <> 0" for name in table.amounts)
    return f"SELECT {keys}, {sums} FROM ({rows}) x GROUP BY {keys} HAVING {left}"


def added(table: Table, rows: str, *, is_loose: bool) -> str:
    """Put the sums of these rows into the tally."""
    columns = ", ".join((*table.keys, *table.amounts))
    return (
        f"INSERT INTO {table.name} ({columns}, is_loose) "
        f"SELECT {columns}, {str(is_loose).lower()} FROM ({summed(table, rows)}) s"
    )


def recount(table: Table) -> str:
    """Every record counted anew."""
    parts = [s.select(s.of) for s in SOURCES if s.to is table and s.is_counted]
    return " UNION ALL ".join(parts)


def differences(table: Table) -> str:
    """Where the tally and the records differ: the records less the tally."""
    keys = ", ".join(table.keys)
    less = ", ".join(f"-{name}" for name in table.amounts)
    return summed(
        table, f"{recount(table)} UNION ALL SELECT {keys}, {less} FROM {table.name}"
    )


def emptied(table: Table) -> str:
    return f"DELETE FROM {table.name}"


def folded(table: Table) -> str:
    """One row for each place and hour that has loose ones."""
    keys = ", ".join(table.keys)
    same = " AND ".join(f"t.{key} = k.{key}" for key in table.keys)
    columns = ", ".join((*table.keys, *table.amounts))
    return (
        f"WITH k AS (SELECT DISTINCT {keys} FROM {table.name} WHERE is_loose), "
        f"gone AS (DELETE FROM {table.name} t USING k WHERE {same} RETURNING t.*) "
        + added(table, f"SELECT {columns} FROM gone", is_loose=False)
    )
