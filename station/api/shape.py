"""Row shapes: what a resource answers with, each field named once.

A shape compiles to one statement in which PostgreSQL writes the JSON; the bytes go to
the client as they are (design.md, Speed). It masks inside the statement by the reader's
rights, and it is the OpenAPI schema of the answer.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection, models

from station.api.parts import Column, Field, Told, Writing, integers, quote, select_list
from station.api.schemas import object_schema


@dataclass(frozen=True)
class Order:
    """A way to sort a list: the look-up, and whether it may be empty."""

    lookup: str
    field: models.Field

    @property
    def is_nullable(self) -> bool:
        return self.field.null or "__" in self.lookup

    @property
    def is_key(self) -> bool:
        """Is it the order in which rows were made?"""
        return self.field.primary_key and "__" not in self.lookup


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
            key: Order(lookup, _resolve(model, lookup))
            for key, lookup in orders.items()
        }
        self.order = order
        self.by_area = frozenset(by_area)
        self.follows_the_clock = any("now()" in sql for sql in _written(self.fields))

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
        sort: str = "pk",
        descending: bool = False,
        limit: int | None = None,
        only: frozenset[str] = frozenset(),
        detail: bool = False,
        places: Iterable[int] = (),
    ) -> list[tuple[int, Any, str]]:
        """``(id, sort value, JSON)`` of a queryset in order.

        With ``places`` the page is put together from the head of each area's own
        index, so that its cost does not grow with what the areas hold.
        """
        sign = "-" if descending else ""
        direction = "DESC" if descending else "ASC"
        only = self._told(user, only)
        picked = queryset.annotate(_sort=models.F(sort)).values_list("pk", "_sort")
        picked = picked.order_by(f"{sign}_sort", f"{sign}pk")
        try:
            page, params = self._page(picked, tuple(places), direction, limit)
        except EmptyResultSet:
            return []
        sql = (
            f"WITH page(id, sort) AS ({page}) "
            f"SELECT page.id, page.sort, row_to_json(r)::text "
            f"FROM page CROSS JOIN LATERAL ({self._row(user, only, detail=detail)}) r "
            f"ORDER BY page.sort {direction}, page.id {direction}"
        )
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return cursor.fetchall()

    def lines(
        self, queryset: models.QuerySet, *, user, only: frozenset[str] = frozenset()
    ) -> tuple[str, tuple]:
        """The statement that writes every row as one line of JSON, by id."""
        picked = queryset.order_by("pk").values_list("pk")
        page, params = picked.query.sql_with_params()
        row = self._row(user, self._told(user, only), detail=False)
        return (
            f"SELECT replace(row_to_json(r)::text, E'\\n', '') "
            f"FROM ({page}) AS page(id) CROSS JOIN LATERAL ({row}) r "
            f"ORDER BY page.id"
        ), params

    def _row(self, user, only: frozenset[str], *, detail: bool) -> str:
        """The SELECT of one row, for ``page.id``."""
        writing = Writing(user)
        alias = writing.alias()
        fields = [*self.fields, *(self.detail if detail else ())]
        return (
            f"SELECT {select_list(fields, alias, writing, only=only)} "
            f"FROM {quote(self.model._meta.db_table)} {alias} "
            f"WHERE {alias}.{quote(self.model._meta.pk.column)} = page.id"
        )

    def _page(self, picked, places, direction, limit) -> tuple[str, tuple]:
        """The statement that picks the ids and sort values of one page."""
        if len(places) < 2 or limit is None:
            return picked[:limit].query.sql_with_params()
        table = quote(self.model._meta.db_table)
        column = quote(self.model.scope_area)
        here = picked.extra(where=[f"{table}.{column} = place.id"])  # noqa: S610
        sql, params = here[:limit].query.sql_with_params()
        return (
            f"SELECT x.id, x.sort FROM unnest({integers(places)}) AS place(id) "
            f"CROSS JOIN LATERAL ({sql}) AS x(id, sort) "
            f"ORDER BY x.sort {direction}, x.id {direction} LIMIT {int(limit)}"
        ), params

    def one(self, queryset: models.QuerySet, *, user) -> dict | None:
        """The single record of the queryset with its detail."""
        found = self.rows(queryset, user=user, limit=1, detail=True)
        if not found:
            return None
        row = json.loads(found[0][2])
        given = self.given(user)
        told = [
            field
            for field in self.detail
            if isinstance(field, Told) and (not given or field.name in given)
        ]
        if told:
            obj = self.model._default_manager.get(pk=found[0][0])
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


def _written(fields: Iterable[Field]) -> Iterator[str]:
    """Every piece of SQL written by hand in these fields."""
    for field in fields:
        yield getattr(field, "sql", "")
        yield getattr(field, "where", "")
        yield from _written(getattr(field, "fields", ()))


def _field(found: Field | str) -> Field:
    return Column(found) if isinstance(found, str) else found


def _resolve(model, lookup: str) -> models.Field:
    """The column at the end of a look-up such as ``standing__last_visited_at``."""
    *steps, last = lookup.split("__")
    for step in steps:
        model = model._meta.get_field(step).related_model
    return model._meta.pk if last == "pk" else model._meta.get_field(last)
