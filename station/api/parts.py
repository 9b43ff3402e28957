"""The parts a row shape is made of: columns, nested records, sealed fields."""

from collections.abc import Callable, Iterator
from copy import copy
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models

from station import policy
from station.api.schemas import nullable, object_schema, schema_of
from station.api.writing import Writing, display, quote, select_list
from station.fields import EncryptedTextField


class Field:
    """A named part of a shape; ``needs`` are permissions, any of which shows it."""

    def __init__(self, name: str, *, needs: str | tuple[str, ...] = ()) -> None:
        self.name = name
        self.needs = (needs,) if isinstance(needs, str) else needs
        self.model: type[models.Model] | None = None

    def bind(self, model: type[models.Model]) -> "Field":
        """This field as a field of the model; shapes may share the unbound one."""
        bound = copy(self)
        bound.model = model
        return bound

    def permissions(self) -> Iterator[str]:
        """Every permission that decides what is shown."""
        yield from self.needs

    def columns(self, alias: str, writing: Writing) -> Iterator[tuple[str, str]]:
        """``(name, SQL)`` of everything this field puts into the row."""
        for name, sql in self.expressions(alias, writing):
            yield name, writing.guarded(sql, self.needs, self.model, alias)

    def expressions(self, alias: str, writing: Writing) -> Iterator[tuple[str, str]]:
        raise NotImplementedError

    def properties(self) -> Iterator[tuple[str, dict]]:
        """``(name, JSON schema)`` of the same."""
        for name, schema in self.schemas():
            yield name, nullable(schema) if self.needs else schema

    def schemas(self) -> Iterator[tuple[str, dict]]:
        raise NotImplementedError


class Column(Field):
    """A column as it is; with choices also its ``…_display`` in the reader's language."""

    def __init__(self, name: str, *, source: str = "", needs=()) -> None:
        super().__init__(name, needs=needs)
        self.source = source or name

    def bind(self, model: type[models.Model]) -> "Column":
        bound = super().bind(model)
        bound.field = model._meta.get_field(self.source)
        if isinstance(bound.field, models.BinaryField | EncryptedTextField):
            raise TypeError(f"{model.__name__}.{self.source} must not go into a shape.")
        return bound

    def expressions(self, alias: str, writing: Writing) -> Iterator[tuple[str, str]]:
        sql = f"{alias}.{quote(self.field.column)}"
        yield self.name, sql
        choices = _choices(self.field)
        if not choices:
            return
        if isinstance(self.field, ArrayField):
            shown = display("v", choices)
            sql = f"ARRAY(SELECT {shown} FROM unnest({sql}) AS v)"
        else:
            sql = display(sql, choices)
        yield f"{self.name}_display", sql

    def schemas(self) -> Iterator[tuple[str, dict]]:
        schema = schema_of(self.field)
        yield self.name, schema
        if _choices(self.field):
            is_list = isinstance(self.field, ArrayField)
            shown: dict[str, Any] = {"type": "string"}
            if is_list:
                shown = {"type": "array", "items": shown}
            if self.field.null:
                shown = nullable(shown)
            yield f"{self.name}_display", shown


class Expression(Field):
    """A value the database works out; ``{t}`` stands for the row."""

    def __init__(self, name: str, sql: str, schema: dict, *, needs=()) -> None:
        super().__init__(name, needs=needs)
        self.sql, self.schema = sql, schema

    def expressions(self, alias: str, writing: Writing) -> Iterator[tuple[str, str]]:
        yield self.name, self.sql.replace("{t}", alias)

    def schemas(self) -> Iterator[tuple[str, dict]]:
        yield self.name, self.schema


class Overdue(Expression):
    """Is it late, though it still waits? The clock turns it at its day alone."""

    turns_at = "due_at"

    def __init__(self, waits: str, **options) -> None:
        late = f"({waits} AND {{t}}.{self.turns_at} < now())"
        super().__init__("is_overdue", late, {"type": "boolean"}, **options)


class Nested(Field):
    """What parts and children have in common: fields of another record.

    ``within`` names a permission of the other record: rows out of its scope are left
    out.
    """

    def __init__(
        self, name: str, *fields: "Field | str", source="", needs=(), within=()
    ) -> None:
        super().__init__(name, needs=needs)
        self.source = source or name
        self.within = (within,) if isinstance(within, str) else within
        self.fields = [Column(f) if isinstance(f, str) else f for f in fields]

    def bind(self, model: type[models.Model]) -> "Nested":
        bound = super().bind(model)
        bound.relation = model._meta.get_field(self.source)
        bound.other = bound.relation.related_model
        bound.fields = [field.bind(bound.other) for field in self.fields]
        return bound

    def permissions(self) -> Iterator[str]:
        yield from (*self.needs, *self.within)
        for field in self.fields:
            yield from field.permissions()

    def object_schema(self) -> dict:
        return object_schema(self.fields)


class Part(Nested):
    """The record a foreign key points to, as an object; null where it points nowhere."""

    def expressions(self, alias: str, writing: Writing) -> Iterator[tuple[str, str]]:
        inner, row = writing.alias(), writing.alias()
        ours, theirs = self._columns()
        sql = (
            f"(SELECT row_to_json({row}) FROM (SELECT "
            f"{select_list(self.fields, inner, writing)} "
            f"FROM {quote(self.other._meta.db_table)} {inner} "
            f"WHERE {inner}.{quote(theirs)} = {alias}.{quote(ours)} "
            f"AND {writing.reached(self.within, self.other, inner)}) {row})"
        )
        yield self.name, sql

    def _columns(self) -> tuple[str, str]:
        """The columns that join us to the other record."""
        if self.relation.concrete:
            return self.relation.column, self.other._meta.pk.column
        return self.model._meta.pk.column, self.relation.field.column

    def schemas(self) -> Iterator[tuple[str, dict]]:
        optional = not self.relation.concrete or self.relation.null or self.within
        schema = self.object_schema()
        yield self.name, nullable(schema) if optional else schema


class Children(Nested):
    """The records that point to this one, as a list in a fixed order."""

    def __init__(
        self, name: str, *fields, order: str, where: str = "TRUE", **options
    ) -> None:
        super().__init__(name, *fields, **options)
        self.order, self.where = order, where

    def expressions(self, alias: str, writing: Writing) -> Iterator[tuple[str, str]]:
        inner, row = writing.alias(), writing.alias()
        tables, joined = self._joined(alias, inner)
        where = self.where.replace("{t}", inner)
        sql = (
            f"(SELECT coalesce(json_agg(row_to_json({row})), '[]'::json) FROM (SELECT "
            f"{select_list(self.fields, inner, writing)} FROM {tables} "
            f"WHERE {joined} AND {where} "
            f"AND {writing.reached(self.within, self.other, inner)} "
            f"ORDER BY {self.order.replace('{t}', inner)}) {row})"
        )
        yield self.name, sql

    def _joined(self, alias: str, inner: str) -> tuple[str, str]:
        """FROM and WHERE that lead from us to the children."""
        table = f"{quote(self.other._meta.db_table)} {inner}"
        own = f"{alias}.{quote(self.model._meta.pk.column)}"
        if not self.relation.many_to_many:
            return table, f"{inner}.{quote(self.relation.field.column)} = {own}"
        link = quote(self.relation.m2m_db_table())
        theirs = f"{inner}.{quote(self.other._meta.pk.column)}"
        joined = f"{link}.{quote(self.relation.m2m_reverse_name())} = {theirs}"
        return (
            f"{table} JOIN {link} ON {joined}",
            f"{link}.{quote(self.relation.m2m_column_name())} = {own}",
        )

    def schemas(self) -> Iterator[tuple[str, dict]]:
        yield self.name, {"type": "array", "items": self.object_schema()}


class Told(Field):
    """A part of a single record that Python works out; never in a list."""

    def __init__(
        self, name: str, schema: dict, tell: Callable[[Any, Any], Any], *, needs=()
    ) -> None:
        super().__init__(name, needs=needs)
        self.schema, self.tell = schema, tell

    def value(self, obj, user):
        """What the reader is told, or None where the rights do not reach."""
        if self.needs and not any(policy.can(user, name, obj) for name in self.needs):
            return None
        return self.tell(obj, user)

    def columns(self, alias: str, writing: Writing) -> Iterator[tuple[str, str]]:
        return iter(())

    def schemas(self) -> Iterator[tuple[str, dict]]:
        yield self.name, self.schema


class Sealed(Told):
    """A sealed field, opened on a single record for those whose rights reach it."""

    def __init__(self, name: str, *, needs: str | tuple[str, ...]) -> None:
        super().__init__(
            name, {"type": "string"}, lambda obj, _user: getattr(obj, name), needs=needs
        )


def _choices(field) -> list:
    return list(getattr(field, "base_field", field).flatchoices)
