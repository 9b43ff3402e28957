"""Pages of long lists by keyset: page 5,000 costs what the first one costs."""

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import date, datetime, time

from django.core.exceptions import ValidationError
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from station import phrasing

ROWS = 50
COUNTED = 1000  # nobody reads on past this; counting further would cost the list


@dataclass(frozen=True)
class Page:
    """Some rows of a list and the way to those before and after."""

    rows: list
    previous_url: str = ""
    next_url: str = ""
    text: str = ""


@dataclass(frozen=True)
class Cursor:
    """The row a page begins behind, or ends before."""

    values: list
    backwards: bool = False

    @classmethod
    def read(cls, text: str, *, length: int) -> "Cursor | None":
        """A cursor from the address; a broken one leads to the first page."""
        try:
            direction, *values = json.loads(base64.urlsafe_b64decode(text.encode()))
        except (ValueError, binascii.Error, TypeError):
            return None
        plain = all(
            isinstance(value, str | int) and "\0" not in str(value) for value in values
        )
        if len(values) != length or direction not in ("<", ">") or not plain:
            return None
        return cls(values, backwards=direction == "<")

    def write(self) -> str:
        body = json.dumps(["<" if self.backwards else ">", *self.values])
        return base64.urlsafe_b64encode(body.encode()).decode()


def paginate(
    queryset: QuerySet,
    *,
    request: HttpRequest,
    order: tuple[str, ...],
    size: int = ROWS,
) -> Page:
    """The page that ``?cursor=`` asks for; ``order`` ends with a unique column.

    The columns must never be null, else rows would be skipped.
    """
    cursor = Cursor.read(request.GET.get("cursor", ""), length=len(order))
    try:
        rows = _rows(queryset, cursor, order, size)
    except (ValidationError, ValueError):  # a cursor of another list
        cursor, rows = None, _rows(queryset, None, order, size)
    more, rows = len(rows) > size, rows[:size]
    backwards = cursor is not None and cursor.backwards
    if backwards:
        rows.reverse()
    has_previous = more if backwards else cursor is not None
    has_next = backwards or more
    return Page(
        rows,
        previous_url=_link(request, rows[:1], order, "<") if has_previous else "",
        next_url=_link(request, rows[-1:], order, ">") if has_next else "",
    )


def count_text(queryset: QuerySet) -> str:
    """How many rows there are, counted as far as it is cheap."""
    found = queryset.order_by()[: COUNTED + 1].count()
    if found > COUNTED:
        return _("more than %(n)s") % {"n": phrasing.number(COUNTED)}
    return ngettext("%(n)s entry", "%(n)s entries", found) % {
        "n": phrasing.number(found)
    }


def _rows(queryset, cursor, order, size) -> list:
    """One row more than the page holds tells whether there is another page."""
    backwards = cursor is not None and cursor.backwards
    directed = tuple(_reversed(name) for name in order) if backwards else order
    if cursor is not None:
        queryset = queryset.filter(_beyond(directed, cursor.values))
    return list(queryset.order_by(*directed)[: size + 1])


def _reversed(name: str) -> str:
    return name[1:] if name.startswith("-") else f"-{name}"


def _beyond(order, values) -> Q:
    """Rows behind these values; the first column bounds the index scan."""
    condition, equal = Q(), Q()
    for name, value in zip(order, values, strict=True):
        column = name.removeprefix("-")
        step = "lt" if name.startswith("-") else "gt"
        condition |= equal & Q(**{f"{column}__{step}": value})
        equal &= Q(**{column: value})
    first = order[0].removeprefix("-")
    bound = "lte" if order[0].startswith("-") else "gte"
    return Q(**{f"{first}__{bound}": values[0]}) & condition


def _link(request, rows: list[Model], order, direction: str) -> str:
    if not rows:
        return ""
    values = [_value(rows[0], name.removeprefix("-")) for name in order]
    params = request.GET.copy()
    params["cursor"] = Cursor(values, backwards=direction == "<").write()
    return f"?{params.urlencode()}"


def _value(row, lookup: str):
    for name in lookup.split("__"):
        row = getattr(row, name)
    return row.isoformat() if isinstance(row, date | datetime | time) else row
