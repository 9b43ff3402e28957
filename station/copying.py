"""Bulk writes by COPY, through each field's own way of writing.

No signals, no ``save()``: for imports and generators that have checked their rows.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import attrgetter

from django.db import DEFAULT_DB_ALIAS, connection, connections, models
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
    writers = [_writer(field) for field in fields]
    columns = ", ".join(f'"{field.column}"' for field in fields)
    count = 0
    with connection.cursor() as cursor:
        statement = f'COPY "{table or first._meta.db_table}" ({columns}) FROM STDIN'
        with cursor.copy(statement) as copy:
            for row in _with_first(first, rows):
                copy.write_row([write(row) for write in writers])
                count += 1
    return count


# What these hold goes to the database as it is; asking the field costs ten times more.
_PLAIN = (
    models.BigAutoField,
    models.BigIntegerField,
    models.BooleanField,
    models.DateField,
    models.IntegerField,
    models.PositiveIntegerField,
    models.PositiveSmallIntegerField,
    models.UUIDField,
    models.ForeignKey,
    models.OneToOneField,
)
_WORDS = (models.CharField, models.TextField)


def _writer(field: models.Field) -> Callable[[Model], object]:
    """How one column of a row is read for the database."""
    is_stamp = getattr(field, "auto_now", False) or getattr(
        field, "auto_now_add", False
    )
    if type(field) in _PLAIN and not is_stamp:
        return attrgetter(field.attname)
    if type(field) in _WORDS:
        return _word_writer(field.attname)
    # The proxy looks the connection up anew for every value.
    database = connections[DEFAULT_DB_ALIAS]
    return lambda row: field.get_db_prep_save(field.pre_save(row, True), database)


def _word_writer(name: str) -> Callable[[Model], object]:
    def write(row: Model) -> object:
        value = getattr(row, name)
        return value if value is None or type(value) is str else str(value)

    return write


def _with_first(first: Model, rest: Iterator[Model]) -> Iterator[Model]:
    yield first
    yield from rest


def _written_fields(row: Model) -> list:
    """All columns but those whose value the database makes itself."""
    return [
        field
        for field in row._meta.concrete_fields
        if not field.generated
        and not isinstance(row.__dict__.get(field.attname), DatabaseDefault)
    ]
