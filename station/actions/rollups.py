"""The rollups of metrics: put up, folded, counted anew, held against the records."""

# ruff: noqa: S608 - nothing in these statements comes from outside

from django.db import connection, transaction

from station.metrics import triggers
from station.metrics.counting import (
    CELLS,
    LOOSE,
    above,
    added_up,
    counted_sql,
    measures,
)
from station.metrics.declared import Counted, book

FOLDING = 760_431_007  # the lock under which rows are folded
AT_ONCE = 50_000
KEY = (
    "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index "
    f"WHERE indrelid = '{CELLS}'::regclass AND indisunique AND NOT indisprimary"
)


@transaction.atomic
def prepare() -> set[str]:
    """After a migration: triggers as declared, and what changed counted anew."""
    tables = triggers.install()
    if tables:
        _recount([c for c in book.rolled() if c.model._meta.db_table in tables])
    return tables


@transaction.atomic
def fold(most: int = AT_ONCE) -> int:
    """Move loose rows into the cells; gives how many there were.

    One at a time: a second one finds the lock taken and leaves.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [FOLDING])
        if not cursor.fetchone()[0]:
            return 0
        cursor.execute(
            f"WITH gone AS (DELETE FROM {LOOSE} WHERE id IN "
            f"(SELECT id FROM {LOOSE} ORDER BY id LIMIT %s) RETURNING *), "
            f"into_cells AS ({_into_cells('SELECT * FROM gone')} RETURNING 1) "
            "SELECT count(*) FROM gone, (SELECT count(*) FROM into_cells) done",
            [most],
        )
        return cursor.fetchone()[0]


@transaction.atomic
def rebuild() -> int:
    """Count everything anew; changes meanwhile wait. Gives the number of cells.

    A county has tens of millions of cells: they are written without their key, which is
    made at the end and would find what was counted twice.
    """
    triggers.install()
    kept = book.rolled()
    _hold(kept)
    with connection.cursor() as cursor:
        cursor.execute(f"TRUNCATE {CELLS}")
        cursor.execute(f"DELETE FROM {LOOSE}")
        cursor.execute(KEY)
        ((name, said),) = cursor.fetchall()
        cursor.execute(f"DROP INDEX {name}")
        for memory in ("work_mem = '64MB'", "maintenance_work_mem = '512MB'"):
            cursor.execute(f"SET LOCAL {memory}")
        for counted in kept:
            cursor.execute(_cells_of(_plain(counted)))
        cursor.execute(said)
        cursor.execute(f"SELECT count(*) FROM {CELLS}")
        return cursor.fetchone()[0]


def differences() -> list[dict]:
    """Where the rollups do not say what the records say: records less rollups."""
    kept = " UNION ALL ".join(_plain(c).replace("%", "%%") for c in book.rolled())
    names = [name for counted in book.rolled() for name, _split in measures(counted)]
    cells = (
        f"SELECT measure, area_id, grain, day, value, -n AS n FROM {CELLS} "
        "WHERE measure = ANY(%(names)s)"
    )
    rows = f"{above(kept)} UNION ALL {cells} UNION ALL {_loose()}"
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT measure, area_id, grain, day, value, sum(n) AS n "
            f"FROM ({rows}) d GROUP BY 1, 2, 3, 4, 5 HAVING sum(n) <> 0 "
            "ORDER BY 1, 4 LIMIT 1000",
            {"names": names},
        )
        columns = [column.name for column in cursor.description]
        return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def _loose() -> str:
    less = "SELECT measure, area_id, day, value, -n AS n"
    return above(f"{less} FROM {LOOSE} WHERE measure = ANY(%(names)s)")


def _plain(counted: Counted) -> str:
    """All there is of it, counted from the records."""
    return added_up(counted_sql(counted, f'"{counted.model._meta.db_table}"'))


def _hold(kept: list[Counted]) -> None:
    """Nobody folds, and nobody changes these rows, until the end."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [FOLDING])
        for table in sorted({counted.model._meta.db_table for counted in kept}):
            cursor.execute(f"LOCK TABLE {table} IN SHARE ROW EXCLUSIVE MODE")


def _recount(kept: list[Counted]) -> None:
    """Count these rows anew while nobody changes them."""
    _hold(kept)
    with connection.cursor() as cursor:
        for counted in kept:
            names = [name for name, _split in measures(counted)]
            for of in (CELLS, LOOSE):
                cursor.execute(f"DELETE FROM {of} WHERE measure = ANY(%s)", [names])
            cursor.execute(_into_cells(_plain(counted)))


def _cells_of(rows: str) -> str:
    return (
        f"INSERT INTO {CELLS} AS c (measure, area_id, grain, day, value, n) "
        f"{above(rows)}"
    )


def _into_cells(rows: str) -> str:
    return (
        f"{_cells_of(rows)} ON CONFLICT (area_id, measure, grain, day, value) "
        "DO UPDATE SET n = c.n + excluded.n"
    )
