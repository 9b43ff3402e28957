"""Row shapes: what a resource answers with, each field named once.

A shape compiles to one statement in which PostgreSQL writes the JSON; the bytes go to
the client as they are (design.md, Speed). It masks inside the statement by the reader's
rights, and it is the OpenAPI schema of the answer.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.core.exceptions import EmptyResultSet
from django.db import connection, models
from django.utils.translation import get_language

from station import prepared
from station.api.orders import FIRST, PLAIN, Order, Page, column_of
from station.api.parts import Column, Field, Overdue, Told
from station.api.schemas import object_schema
from station.api.writing import (
    Reach,
    Reader,
    Writing,
    integers,
    quote,
    select_list,
)


class Shape:
    """The declared answer of a resource.

    ``orders`` maps what the client says to a look-up; ``order`` is the one without
    being asked. ``by_area`` names the orders that have an index starting with the
    area. ``detail`` is what only the single record shows besides.
    """

    def __init__(
        self,
        name: str,
        model: type[models.Model],
        *fields: Field | str,
        orders: dict[str, str],
        order: str,
        by_area: Iterable[str] = (),
        detail: Iterable[Field | str] = (),
    ) -> None:
        self.name, self.model = name, model
        self.resource = ""  # its name in the API, once it has one
        self.fields = [_field(f).bind(model) for f in fields]
        self.detail = [_field(f).bind(model) for f in detail]
        self.orders = {
            key: Order(lookup, column_of(model, lookup))
            for key, lookup in orders.items()
        }
        self.order = order
        self.by_area = frozenset(by_area)
        self.turning = [f.turns_at for f in self.fields if isinstance(f, Overdue)]
        rest = [f for f in self.fields if not isinstance(f, Overdue)]
        every = [*self.fields, *self.detail]
        asked = {name for field in every for name in field.permissions()}
        self.permissions = tuple(sorted(asked))
        self.follows_the_clock = any("now()" in sql for sql in _written(rest))

    def names(self) -> list[str]:
        """The top-level names of a list row, displays included."""
        return [name for field in self.fields for name, _schema in field.properties()]

    def known_names(self) -> list[str]:
        """Every top-level name, those of a single record too."""
        fields = [*self.fields, *self.detail]
        return [name for field in fields for name, _schema in field.properties()]

    # -- reading ---------------------------------------------------------------

    def given(self, user) -> frozenset[str]:
        """The fields the reader's key is narrowed to; empty when to none."""
        limit = getattr(user, "token_limit", None)
        return limit.fields_of(self.resource) if limit else frozenset()

    def _told(self, user, only: frozenset[str]) -> frozenset[str]:
        """What of the wanted fields the reader is given."""
        given = self.given(user)
        if not given:
            return only
        return (only & given) | {"id"} if only else given

    def rows(
        self,
        queryset: models.QuerySet,
        *,
        user,
        page: Page = PLAIN,
        only: frozenset[str] = frozenset(),
        detail: bool = False,
    ) -> list[tuple[int, str | None, str | None]]:
        """``(id, sort value as text, JSON)`` of a page of a queryset, in order.

        Which rows is asked first, then what they say; the JSON is None for one that
        went in between.
        """
        try:
            found = page.read(queryset)
        except EmptyResultSet:
            return []
        row = self._row(user, only, detail=detail)
        texts = _texts(row, [pk for pk, _value in found])
        return [(pk, value, texts.get(pk)) for pk, value in found]

    def _row(
        self, user, only: frozenset[str] = frozenset(), *, detail: bool = False
    ) -> tuple[str, dict[str, object]]:
        """The SELECT of one row, for ``page.id``, and the values of its parameters."""
        reader = Reader.of(user, self.permissions)
        told = self._told(user, only)
        return _select(
            self, reader.reaches, told, detail, get_language()
        ), reader.values

    def next_turn(self, ids: list[int], *, after: datetime) -> datetime | None:
        """When the clock alone changes one of these rows, the first time from then."""
        if not (self.turning and ids):
            return None
        moments = ", ".join(f"t.{quote(column)}" for column in self.turning)
        sql = (
            f"SELECT min(turn.at) FROM {quote(self.model._meta.db_table)} t "
            f"CROSS JOIN LATERAL unnest(ARRAY[{moments}]) AS turn(at) "
            f"WHERE t.id = ANY ({integers(ids)}) AND turn.at >= %s"
        )
        with connection.cursor() as cursor:
            cursor.execute(sql, [after])
            return cursor.fetchone()[0]

    def lines(
        self,
        queryset: models.QuerySet,
        *,
        user,
        only: frozenset[str] = frozenset(),
        written: Callable[[str, Sequence | Mapping], str],
    ) -> str:
        """The statement that writes every row as one line of JSON, by id.

        ``written`` writes the values into a statement: a COPY takes no parameters.
        """
        picked = queryset.order_by("pk").values_list("pk")
        page = written(*picked.query.sql_with_params())
        row = written(*self._row(user, only))
        return (
            f"SELECT replace(row_to_json(r)::text, E'\\n', '') "
            f"FROM ({page}) AS page(id) "
            f"CROSS JOIN LATERAL ({row}) r ORDER BY page.id"
        )

    def one(self, queryset: models.QuerySet, *, user, made=None) -> dict | None:
        """The single record of the queryset with its detail.

        ``made`` is the record itself where it was written a moment ago.
        """
        found = self.rows(queryset, user=user, page=FIRST, detail=True)
        if not found or found[0][2] is None:
            return None
        row = json.loads(found[0][2])
        given = self.given(user)
        told = [
            field
            for field in self.detail
            if isinstance(field, Told) and (not given or field.name in given)
        ]
        if told:
            obj = made or self.model._default_manager.get(pk=found[0][0])
            row |= {field.name: field.value(obj, user) for field in told}
        return row

    # -- schema ----------------------------------------------------------------

    def schema(self, *, detail: bool = False) -> dict:
        """The JSON schema of a row; only ``id`` is sure, ``fields=`` may drop others."""
        fields = [*self.fields, *(self.detail if detail else ())]
        schema = object_schema(fields)
        if not detail:
            schema["required"] = ["id"]
        return schema


@dataclass(frozen=True)
class Single:
    """The single record of a shape, as the schema tells it from a list's row."""

    shape: Shape

    @property
    def name(self) -> str:
        return f"{self.shape.name}Detail"

    def schema(self) -> dict:
        return self.shape.schema(detail=True)


def _texts(row: tuple[str, dict], ids: list[int]) -> dict[int, str]:
    """The JSON of these rows, by a statement planned once for a connection."""
    if not ids:
        return {}
    select, values = row
    sql = (
        f"SELECT page.id, row_to_json(r)::text "
        f"FROM unnest(%(ids)s::bigint[]) AS page(id) CROSS JOIN LATERAL ({select}) r"
    )
    return dict(prepared.fetched(sql, {**values, "ids": ids}))


@lru_cache(maxsize=512)
def _select(
    shape: Shape,
    reaches: tuple[tuple[str, Reach], ...],
    only: frozenset[str],
    detail: bool,
    language: str,  # of the words in it
) -> str:
    """The SELECT of one row, for ``page.id``; written once, see ``station.api.writing``."""
    writing = Writing(reaches)
    alias = writing.alias()
    fields = [*shape.fields, *(shape.detail if detail else ())]
    return (
        f"SELECT {select_list(fields, alias, writing, only=only)} "
        f"FROM {quote(shape.model._meta.db_table)} {alias} "
        f"WHERE {alias}.{quote(shape.model._meta.pk.column)} = page.id"
    )


def _written(fields: Iterable[Field]) -> Iterator[str]:
    """Every piece of SQL written by hand in these fields."""
    for field in fields:
        yield getattr(field, "sql", "")
        yield getattr(field, "where", "")
        yield from _written(getattr(field, "fields", ()))


def _field(found: Field | str) -> Field:
    return Column(found) if isinstance(found, str) else found
