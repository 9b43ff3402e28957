"""Records read by a statement that is written once.

Django writes the SQL of a query anew each time. For the few rows that every request
begins with (the key, the account, the posts) that costs more than reading them.
"""

from collections.abc import Iterator
from functools import cached_property
from itertools import islice

from django.db import connection, models


class SideBySide:
    """Records of several models that stand beside each other in one row.

    ``rest`` is what follows the columns, from FROM on; each table goes by its own name.
    A record that an outer join did not find is None.
    """

    def __init__(self, *models: type[models.Model], rest: str) -> None:
        self.models, self.rest = models, rest

    @cached_property
    def sql(self) -> str:
        columns = ", ".join(
            f'"{model._meta.db_table}"."{field.column}"'
            for model in self.models
            for field in model._meta.concrete_fields
        )
        return f"SELECT {columns} {self.rest}"

    @cached_property
    def _converters(self) -> list[list[tuple]]:
        """For each model its fields, with what makes a value of what is stored."""
        return [
            [
                (field.attname, field.cached_col, field.get_db_converters(connection))
                for field in model._meta.concrete_fields
            ]
            for model in self.models
        ]

    def fetch(self, *params: object) -> list[tuple]:
        with connection.cursor() as cursor:
            cursor.execute(self.sql, params)
            rows = cursor.fetchall()
        return [tuple(self._records(iter(row))) for row in rows]

    def _records(self, values: Iterator) -> Iterator[models.Model | None]:
        for model, fields in zip(self.models, self._converters, strict=True):
            names, found = [], []
            for (name, column, converters), value in zip(
                fields, islice(values, len(fields)), strict=True
            ):
                for convert in converters:
                    value = convert(value, column, connection)
                names.append(name)
                found.append(value)
            is_there = found[names.index(model._meta.pk.attname)] is not None
            yield model.from_db(connection.alias, names, found) if is_there else None
