"""How rows are counted, as SQL: one way for triggers, recount, check and live figures.

The statements are compiled by the ORM from the declaration, with their values written
in, so that a trigger can run them over the rows of one statement.
"""

# ruff: noqa: S608 - nothing in these statements comes from outside

from collections.abc import Iterator

from django.db import connection
from django.db.models import (
    BigIntegerField,
    CharField,
    Count,
    DateField,
    DateTimeField,
    F,
    Q,
    QuerySet,
    Sum,
    Value,
)
from django.db.models.functions import Cast, Coalesce, TruncDate

from station.metrics.declared import ALWAYS, Counted, Split
from station.metrics.moment import Moment

CELLS, LOOSE = "station_metriccell", "station_metricloose"


def measure(counted: Counted, split: Split | None = None) -> str:
    """The name under which sums are kept."""
    return f"{counted.key}|{split.key}" if split else counted.key


def measures(counted: Counted) -> Iterator[tuple[str, Split | None]]:
    """All that is kept of counted rows: the whole, and each way to part it."""
    yield counted.key, None
    for split in counted.splits:
        yield measure(counted, split), split


def rows_of(counted: Counted, *, moment: Moment | None = None) -> QuerySet:
    """The rows themselves; of live ones those that stand at this moment."""
    return rows_where(counted, counted.live(moment) if counted.live else Q())


def rows_where(counted: Counted, condition: Q) -> QuerySet:
    """Those of the rows that meet what the moment asks."""
    rows = counted.model._base_manager.order_by()
    if counted.prepare:
        rows = counted.prepare(rows)
    return rows.filter(condition, counted.when)


def day_of(counted: Counted):
    """The day by which a row counts, by the clock in China."""
    if not counted.at:
        return Value(ALWAYS, output_field=DateField())
    return TruncDate(F(counted.at)) if is_moment(counted) else F(counted.at)


def is_moment(counted: Counted) -> bool:
    """Is it counted by a moment, whose day is read by the clock, or by a day?"""
    field = counted.model._meta.get_field(counted.at)
    return isinstance(getattr(field, "output_field", field), DateTimeField)


def summed(
    counted: Counted, split: Split | None, rows: QuerySet, *keys: str
) -> QuerySet:
    """Rows added up: by area, value of the split and what else is asked; how many.

    A decimal is rounded row by row, half upwards: so parts add up to the whole, and a
    change takes away what was added.
    """
    value = Value("") if split is None else Cast(F(split.field), CharField())
    amount = (
        Sum(Cast(counted.value, BigIntegerField())) if counted.value else Count("*")
    )
    return (
        rows.filter(**{f"{counted.area_id}__isnull": False})
        .annotate(m_area=F(counted.area_id))
        .annotate(m_value=Coalesce(value, Value(""), output_field=CharField()))
        .values("m_area", "m_value", *keys)
        .annotate(m_n=amount)
        .order_by()
    )


def by_day(counted: Counted, split: Split | None) -> QuerySet:
    """Rows added up by area and day, as rollups keep them."""
    rows = rows_of(counted)
    if counted.at:
        rows = rows.filter(**{f"{counted.at}__isnull": False})
    return summed(counted, split, rows.annotate(m_day=day_of(counted)), "m_day")


def written(queryset: QuerySet) -> str:
    """The statement with its values in it."""
    sql, params = queryset.query.sql_with_params()
    return connection.ops.compose_sql(sql, params)


def counted_sql(counted: Counted, source: str, sign: str = "") -> str:
    """All measures of these rows, read from a table or what a trigger was given.

    Raises ValueError where the declaration looks into another table.
    """
    table = counted.model._meta.db_table
    parts = []
    for name, split in measures(counted):
        queryset = by_day(counted, split)
        sql = written(queryset)
        if _tables(queryset) != {table} or sql.count(f'FROM "{table}"') != 1:
            raise ValueError(f"{counted.key} looks beyond {table}")
        sql = sql.replace(f'FROM "{table}"', f'FROM {source} "{table}"')
        parts.append(
            f"SELECT '{name}' AS measure, m_area AS area_id, m_day AS day, "
            f"left(m_value, 60) AS value, {sign}m_n AS n FROM ({sql}) counted"
        )
    return " UNION ALL ".join(parts)


def _tables(queryset: QuerySet) -> set[str]:
    query = queryset.query
    return {
        alias.table_name
        for name, alias in query.alias_map.items()
        if query.alias_refcount[name]
    }


def added_up(rows: str) -> str:
    """What comes to nothing falls out."""
    return (
        "SELECT measure, area_id, day, value, sum(n) AS n "
        f"FROM ({rows}) rows GROUP BY 1, 2, 3, 4 HAVING sum(n) <> 0"
    )


def above(rows: str) -> str:
    """The same for every area they lie in, by day and by month."""
    return (
        "SELECT r.measure, up.id AS area_id, g.grain, "
        "CASE g.grain WHEN 'm' THEN date_trunc('month', r.day)::date ELSE r.day END "
        f"AS day, r.value, sum(r.n) AS n FROM ({rows}) r "
        "JOIN station_area a ON a.id = r.area_id "
        "JOIN LATERAL (SELECT left(a.path, e) AS path "
        "FROM generate_series(8, length(a.path), 8) e) steps ON true "
        "JOIN station_area up ON up.path = steps.path "
        "AND up.kind NOT IN ('province', 'prefecture') "
        "CROSS JOIN (VALUES ('d'), ('m')) g (grain) GROUP BY 1, 2, 3, 4, 5"
    )
