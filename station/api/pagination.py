"""Pages by keyset: page 5,000 costs what the first one costs (design.md, Speed)."""

import hashlib
import json
from dataclasses import dataclass, replace

from django.core import signing
from django.core.exceptions import ValidationError as FieldError
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

from station import policy
from station.api.orders import Order, Page
from station.api.shape import Shape
from station.api.writing import quote

PAGE_SIZE = 50
LARGEST = 1000
COUNTED = 1000  # counting further would cost the list
# In more areas than these, newest rows are found sooner in the index of all of them.
PLACES = 200

SIGNER = signing.Signer(salt="station.api.cursor")


@dataclass(frozen=True)
class Cursor:
    """The row a page begins behind, or ends before; signed, so not to be made up."""

    ordering: str
    value: str | None  # as PostgreSQL writes it
    pk: int
    backwards: bool = False

    def write(self) -> str:
        parts = [self.ordering, self.value, self.pk, self.backwards]
        return SIGNER.sign_object(parts).replace(":", "~")

    @classmethod
    def read(cls, text: str) -> "Cursor":
        try:
            parts = SIGNER.unsign_object(text.replace("~", ":"))
            return cls(*parts)
        except (signing.BadSignature, ValueError, TypeError):
            raise ValidationError(
                {"cursor": _("This cursor is not one of ours.")}
            ) from None


@dataclass(frozen=True)
class Request:
    """What the client asked of a list."""

    ordering: str
    size: int
    cursor: Cursor | None
    only: frozenset[str]
    counted: bool

    @classmethod
    def read(cls, params, shape: Shape) -> "Request":
        cursor = Cursor.read(params["cursor"]) if params.get("cursor") else None
        return cls(
            ordering=_ordering(params, shape, cursor),
            size=_size(params),
            cursor=cursor,
            only=_only(params, shape),
            counted=params.get("count") in {"1", "true"},
        )


def _ordering(params, shape: Shape, cursor: Cursor | None) -> str:
    asked = params.get("ordering") or (cursor.ordering if cursor else shape.order)
    if asked.removeprefix("-") not in shape.orders:
        raise ValidationError(
            {"ordering": _("Choose one of %s.") % ", ".join(orderings(shape))}
        )
    if cursor and cursor.ordering != asked:
        raise ValidationError({"cursor": _("This cursor belongs to another order.")})
    return asked


def orderings(shape: Shape) -> list[str]:
    """Every value of ``ordering``."""
    return [sign + key for key in shape.orders for sign in ("", "-")]


def _size(params) -> int:
    asked = params.get("page_size") or str(PAGE_SIZE)
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 5 else 0
    if not 1 <= number <= LARGEST:
        raise ValidationError({"page_size": _("Enter a number from 1 to 1000.")})
    return number


def _only(params, shape: Shape) -> frozenset[str]:
    asked = frozenset(filter(None, params.get("fields", "").split(",")))
    if not asked:
        return asked
    unknown = asked.difference(shape.names())
    if unknown:
        raise ValidationError({"fields": _("There is no such field.")})
    return asked


class ListPage:
    """One page of a scoped, filtered queryset as bytes."""

    def __init__(self, request: HttpRequest, shape: Shape, queryset: QuerySet) -> None:
        self.http, self.shape, self.queryset = request, shape, queryset
        self.asked = Request.read(request.GET, shape)
        self.key = self.asked.ordering.removeprefix("-")
        self.order: Order = shape.orders[self.key]
        self.cursor = self.asked.cursor
        self.ids: list[int] = []  # of the rows it shows, once it is rendered

    def render(self, *, user, by_area: bool) -> bytes:
        """The whole answer; ``by_area`` when nothing but the area picks the rows."""
        rows = self._rows(user=user, by_area=by_area)
        more, rows = len(rows) > self.asked.size, rows[: self.asked.size]
        backwards = self.cursor is not None and self.cursor.backwards
        if backwards:
            rows.reverse()
        self.ids = [pk for pk, _sort, _text in rows]
        has_previous = more if backwards else self.cursor is not None
        has_next = backwards or more
        head = {
            "next": self._link(rows[-1:], backwards=False) if has_next else None,
            "previous": self._link(rows[:1], backwards=True) if has_previous else None,
        }
        if self.asked.counted:
            head |= self._count()
        body = ",".join(text for _pk, _sort, text in rows if text)
        links = ",".join(
            f'"{name}":{json.dumps(value)}' for name, value in head.items()
        )
        return f'{{{links},"results":[{body}]}}'.encode()

    def _rows(self, *, user, by_area: bool) -> list:
        backwards = self.cursor is not None and self.cursor.backwards
        descending = self.asked.ordering.startswith("-") != backwards
        queryset = self.queryset
        if self.cursor is not None:
            queryset = self._beyond(queryset, descending=descending)
        page = Page(self.order.lookup, descending, limit=self.asked.size + 1)
        if by_area:
            page = self._by_area(page, user)
        return self.shape.rows(queryset, user=user, page=page, only=self.asked.only)

    def _by_area(self, page: Page, user) -> Page:
        """Read from one area after the other, where each has an index in this order."""
        model: type[Model] = self.shape.model
        scope = policy.scope(user, f"{model.policy_resource}.view")
        if self.key not in self.shape.by_area or scope.is_more_than_areas:
            return page
        if self.order.is_key and len(scope.area_ids) > PLACES:
            return replace(page, is_anywhere=True)
        return replace(page, places=tuple(scope.area_ids))

    def _beyond(self, queryset: QuerySet, *, descending: bool) -> QuerySet:
        """Rows behind the cursor, as PostgreSQL sorts: empty values are the largest."""
        value = self._value()
        if self.order.is_nullable:
            return queryset.filter(self._beyond_empty(value, descending=descending))
        meta = self.shape.model._meta
        table, sign = quote(meta.db_table), "<" if descending else ">"
        columns = f"{table}.{quote(self.order.field.column)}, {table}.{quote('id')}"
        return queryset.extra(  # noqa: S610  (names of our own)
            where=[f"({columns}) {sign} (%s, %s)"], params=[value, self.cursor.pk]
        )

    def _beyond_empty(self, value, *, descending: bool) -> Q:
        """The same for a column that may be empty, or of another table."""
        lookup, step = self.order.lookup, "lt" if descending else "gt"
        tie, empty = (
            Q(**{f"pk__{step}": self.cursor.pk}),
            Q(**{f"{lookup}__isnull": True}),
        )
        if value is None:
            return (empty & tie) | (~empty if descending else Q(pk__in=[]))
        same = Q(**{f"{lookup}__{step}e": value})
        after = same & (Q(**{f"{lookup}__{step}": value}) | tie)
        return after if descending else after | empty

    def _value(self):
        try:
            return self.order.field.to_python(self.cursor.value)
        except FieldError:
            raise ValidationError(
                {"cursor": _("This cursor is not one of ours.")}
            ) from None

    def _count(self) -> dict:
        """Counted only when asked, and no further than is cheap."""
        found = self.queryset.order_by()[: COUNTED + 1].count()
        return {"count": min(found, COUNTED), "count_is_capped": found > COUNTED}

    def _link(self, rows: list, *, backwards: bool) -> str | None:
        if not rows:
            return None
        pk, sort, _text = rows[0]
        params = self.http.GET.copy()
        params["cursor"] = Cursor(self.asked.ordering, sort, pk, backwards).write()
        return self.http.build_absolute_uri(f"{self.http.path}?{params.urlencode()}")


def etag(body: bytes) -> str:
    """Equal pages, equal tags."""
    return f'W/"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'


def record_tag(row: dict) -> str:
    """The version for ``If-Match``, and all the rest of the record behind it."""
    said = json.dumps(row, sort_keys=True, default=str).encode()
    digest = hashlib.blake2b(said, digest_size=12).hexdigest()
    return f'"{row["version"]}.{digest}"' if "version" in row else f'"{digest}"'


LIST_SCHEMA = {
    "next": {"type": ["string", "null"], "format": "uri"},
    "previous": {"type": ["string", "null"], "format": "uri"},
    "count": {"type": "integer", "description": "Only with count=1; at most 1000."},
    "count_is_capped": {"type": "boolean"},
}
