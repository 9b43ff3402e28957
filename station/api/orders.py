"""How a list may be sorted, and which rows stand on one page of it."""

from dataclasses import dataclass

from django.db import connection, models

from station import prepared
from station.api.writing import integers, quote


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


@dataclass(frozen=True)
class Page:
    """So many rows in this order.

    ``is_anywhere``: in so many areas, and chosen by nothing else, that they are found
    soonest in the index of all of them; that is planned once for a connection.
    With ``places`` it is put together from the head of each area's own index, so that
    its cost does not grow with what the areas hold.
    """

    sort: str = "pk"
    descending: bool = False
    limit: int | None = None
    places: tuple[int, ...] = ()
    is_anywhere: bool = False

    def read(self, queryset: models.QuerySet) -> list[tuple[int, str | None]]:
        """``(id, sort value as text)`` of each row, in order."""
        found, params = self._found(queryset)
        direction = "DESC" if self.descending else "ASC"
        sql = (
            f"SELECT page.id, page.sort::text FROM ({found}) AS page(id, sort) "
            f"ORDER BY page.sort {direction}, page.id {direction}"
        ) + (f" LIMIT {int(self.limit)}" if self.limit else "")
        if self.is_anywhere:
            return prepared.fetched(sql, params, settings=prepared.IN_ORDER)
        with connection.cursor() as cursor:
            cursor.execute(sql, params)
            return cursor.fetchall()

    def _found(self, queryset: models.QuerySet) -> tuple[str, tuple]:
        sign = "-" if self.descending else ""
        picked = queryset.annotate(_sort=models.F(self.sort))
        picked = picked.values_list("pk", "_sort").order_by(f"{sign}_sort", f"{sign}pk")
        if len(self.places) < 2 or self.limit is None:
            return picked[: self.limit].query.sql_with_params()
        return self._heads(picked)

    def _heads(self, picked: models.QuerySet) -> tuple[str, tuple]:
        """The head of each of the places."""
        table = quote(picked.model._meta.db_table)
        column = quote(picked.model.scope_area)
        here = picked.extra(where=[f"{table}.{column} = place.id"])  # noqa: S610
        sql, params = here[: self.limit].query.sql_with_params()
        return (
            f"SELECT x.id, x.sort FROM unnest({integers(self.places)}) AS place(id) "
            f"CROSS JOIN LATERAL ({sql}) AS x(id, sort)"
        ), params


PLAIN, FIRST = Page(), Page(limit=1)


def column_of(model, lookup: str) -> models.Field:
    """The column at the end of a look-up such as ``standing__last_visited_at``."""
    *steps, last = lookup.split("__")
    for step in steps:
        model = model._meta.get_field(step).related_model
    return model._meta.pk if last == "pk" else model._meta.get_field(last)
