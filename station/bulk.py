"""One thing done to many rows of a list."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.functional import Promise

from station.forms.bulk import BulkForm

Text = str | Promise


@dataclass(frozen=True)
class BulkAction:
    """A bulk action: who may do it, what is asked first, and what it does to one row.

    ``run(row, data=, by=, at=)`` calls the action for one row and raises RuleError where
    that row refuses; the others are done all the same. ``permission`` is the policy's
    for each single row. ``form_class`` is a ``station.forms.bulk.BulkForm``; it is made
    with ``user=`` and ``rows=`` (the queryset of what was chosen).

    ``together(rows, data=, by=, at=)`` instead of ``run`` does it to all of them in one:
    a paper, an order. It gives the address to go on to.
    """

    key: str
    label: Text
    icon: str
    permission: str
    run: Callable | None = None
    form_class: type[BulkForm] = BulkForm
    consequence: Text = ""
    danger: bool = False
    together: Callable | None = None
