"""Keys that are given only some fields: nothing else is told, nor guessed by asking.

Row shapes leave out what a key is not given (``Shape.given``); here is refused what
would tell it another way: a filter, an order, a search, an answer without a shape.
"""

from django.utils.translation import gettext as _
from rest_framework.exceptions import PermissionDenied, ValidationError

from station.api.permissions import named
from station.api.shape import Shape, Single
from station.metrics.behind import NAMES
from station.views.policy import SIGNED_IN

FIGURE = "figure.view"
PLAIN = frozenset({"cursor", "page_size", "count", "fields", "ordering", "after"})


class Narrowed(PermissionDenied):
    """The answer has no row shape that could leave fields out."""

    default_code = "fields_narrowed"


def check_action(view) -> None:
    """A narrowed key reads by row shapes, figures and of itself, nothing else."""
    limit = getattr(view.request.user, "token_limit", None)
    if limit is None or not limit.fields:
        return
    shape = getattr(view, "shape", None)
    if shape is not None and shape.resource not in limit.fields:
        return
    if not (_is_plain(view) if shape is None else _tells_shapes(view)):
        raise Narrowed(_("This key is given some fields only, not this answer."))


def _is_plain(view) -> bool:
    """Figures and one's own things have nothing of a record in them."""
    return all(
        name in {SIGNED_IN, FIGURE} or name.endswith(".figures")
        for name in named(view, view.action)
    )


def _tells_shapes(view) -> bool:
    answers = view.answers.get(view.action, {})
    return all(
        found is None or isinstance(found, Shape | Single) for found in answers.values()
    )


def check_list(view) -> None:
    """Fields not given are no filter and no order; the order is said in any case."""
    request, shape = view.request, view.shape
    given = shape.given(request.user)
    if not given:
        return
    params = request.query_params
    refused = {name for name in NAMES if name in params}  # it may count by any field
    refused |= {name for name in _filters(view) if not _may_filter(view, name, given)}
    if set(filter(None, params.get("fields", "").split(","))) - given:
        refused.add("fields")
    order = params.get("ordering") or shape.order
    if not _is_given(shape, order.removeprefix("-"), given):
        if "ordering" in params:
            refused.add("ordering")
        order = "id"
    if refused:
        message = _("This key is not given the field.")
        raise ValidationError({name: [message] for name in sorted(refused)})
    if "ordering" not in params:
        asked = params.copy()
        asked["ordering"] = order
        request._request.GET = asked


def _is_given(shape: Shape, key: str, given: frozenset[str]) -> bool:
    found = shape.orders.get(key)
    return found is None or bool({key, found.lookup.split("__")[0]} & given)


def _filters(view) -> set[str]:
    """The names of what is asked, without what only leafs through the list."""
    return set(view.request.query_params) - PLAIN


def _may_filter(view, asked: str, given: frozenset[str]) -> bool:
    """A range ``due_on_after`` is a filter of ``due_on``; what is none does nothing."""
    known = getattr(view.filterset_class, "base_filters", {})
    found = [n for n in known if asked == n or asked.startswith(f"{n}_")]
    return all(
        {name, str(known[name].field_name).split("__")[0]} & given for name in found
    )
