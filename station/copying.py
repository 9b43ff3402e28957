"""Bulk writes by COPY, through each field's own way of writing.

No signals, no ``save()``: for imports and generators that have checked their rows.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from django.db import connection
from django.db.models import Model
from django.db.models.expressions import DatabaseDefault


def reserve_ids(model: type[Model], count: int) -> list[int]:
    """Primary keys that nobody else will get."""
    if not count:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
            [model._meta.db_table, model._meta.pk.column, count],
        )
        return [row[0] for row in cursor.fetchall()]


def give_ids(rows: Sequence[Model]) -> None:
    """Give every new row its primary key before it is written."""
    if rows:
        for row, pk in zip(rows, reserve_ids(type(rows[0]), len(rows)), strict=True):
            row.pk = pk


def copy_in(rows: Iterable[Model], *, table: str | None = None) -> int:
    """Write new rows of one model by COPY; their primary keys must be given.

    ``table`` names another table of the same columns, such as a staging table.
    """
    rows = iter(rows)
    first = next(rows, None)
    if first is None:
        return 0
    fields = _written_fields(first)
    columns = ", ".join(f'"{field.column}"' for field in fields)
    count = 0
    with connection.cursor() as cursor:
        statement = f'COPY "{table or first._meta.db_table}" ({columns}) FROM STDIN'
        with cursor.copy(statement) as copy:
            for row in _with_first(first, rows):
                copy.write_row(
                    [
                        field.get_db_prep_save(field.pre_save(row, True), connection)
                        for field in fields
                    ]
                )
                count += 1
    return count


def in_batches(rows: Iterable, size: int) -> Iterator[list]:
    """Lists of at most ``size`` rows."""
    rows = iter(rows)
    while batch := list(islice(rows, size)):
        yield batch


def _with_first(first: Model, rest: Iterator[Model]) -> Iterator[Model]:
    yield first
    yield from rest


def _written_fields(row: Model) -> list:
    """All columns but those whose value the database makes itself."""
    return [
        field
        for field in row._meta.concrete_fields
        if not isinstance(row.__dict__.get(field.attname), DatabaseDefault)
    ]
