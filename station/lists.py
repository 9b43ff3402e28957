"""Lists of records, each declared once for its page, its export and what is kept of it.

Page, workbook, saved filter, count in the side bar and “all that match” of a bulk
action read one declaration, so they show the same rows.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial
from typing import Any

from django.db.models import Model, QuerySet
from django.http import QueryDict
from django.utils.functional import Promise

from station.metrics import behind

Text = str | Promise
# What an address carries beside the filters.
NO_FILTERS = frozenset({"cursor", "filter", "page_size", "count", "fields"})


@dataclass(frozen=True)
class ListColumn:
    """A column people may show or hide, on the page and in the workbook.

    ``value(row)`` is the cell of the workbook: text, number, date or moment. Without
    it the column is only on the page; with ``on_page=False`` only in the workbook.
    ``words()`` is looked up once for a workbook and given to ``value(row, words)``.
    ``whole`` names the sealed field behind a mask: it leaves only by an approved
    request (station.whole_exports).
    """

    key: str
    label: Text
    value: Callable[..., str | int | date | None] | None = None
    words: Callable[[], dict] | None = None
    on_page: bool = True
    is_fixed: bool = False  # what the row is; never hidden
    is_default: bool = True
    whole: str = ""

    def reader(self) -> Callable[[Any], str | int | date | None]:
        """What reads the cell of a row, in the language of this moment."""
        return partial(self.value, words=self.words()) if self.words else self.value


@dataclass(frozen=True)
class ListKind:
    """A list: whose rows, narrowed by what, in which order, with which columns."""

    key: str  # the model's label, “households.household”
    label: Text
    icon: str
    model: type[Model]
    permission: str
    url_name: str
    filterset: type
    columns: tuple[ListColumn, ...]
    orders: dict[str, tuple[str, ...]]  # by “ordering”; the first one is the usual one
    order_for: Callable[[QueryDict], tuple[str, ...]] | None = None
    defaults: dict[str, str] = field(default_factory=dict)  # where nothing is said
    only_bare: bool = False  # the defaults hold only where nothing at all is said
    prepare: Callable[[QuerySet], QuerySet] | None = None  # joins and annotations
    shape: Callable | None = None  # (filterset, user): drop what is not for this person
    export_permission: str = ""
    export_name: str = ""  # names of the addresses, see station.views.list.list_paths
    bulk_name: str = ""
    role_columns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    file_name: str = ""

    @property
    def whole_columns(self) -> tuple[ListColumn, ...]:
        """Those whose whole numbers may be asked for."""
        return tuple(column for column in self.columns if column.whole)

    @property
    def reveal_permission(self) -> str:
        return f"{self.model.policy_resource}.reveal"

    def visible(self, user, permission: str = "") -> QuerySet:
        """The rows this person may do it to."""
        action = (permission or self.permission).partition(".")[2]
        return self.model._default_manager.all().visible_to(user, action)

    def names(self) -> frozenset[str]:
        """The filters one can name in the address."""
        return frozenset(self.filterset.base_filters) | behind.NAMES

    def filled(self, params: QueryDict) -> QueryDict:
        """What was asked, with the defaults where nothing was said."""
        filled = params.copy()
        if "figure" in params:  # exactly what was counted
            return filled
        if self.only_bare and self.names() & set(params):
            return filled
        for name, value in self.defaults.items():
            filled.setdefault(name, value)
        return filled

    def columns_for(self, roles, chosen: list[str] | None = None) -> frozenset[str]:
        """Those chosen, else those usual for the role."""
        fixed = {column.key for column in self.columns if column.is_fixed}
        if chosen is None:
            chosen = next(
                (
                    self.role_columns[role]
                    for role in roles
                    if role in self.role_columns
                ),
                [column.key for column in self.columns if column.is_default],
            )
        return frozenset(fixed | set(chosen))


@dataclass(frozen=True)
class Asker:
    """Who asks, where there is no request: in the worker, for a count."""

    user: Any
    GET: QueryDict = field(default_factory=QueryDict)


class Listing:
    """The rows of a list for one person and one address."""

    def __init__(
        self, kind: ListKind, *, user, params: QueryDict, permission: str = ""
    ) -> None:
        self.kind, self.user = kind, user
        self.params = kind.filled(params)
        self.permission = permission

    @cached_property
    def filterset(self):
        filterset = self.kind.filterset(
            self.params,
            queryset=self.kind.visible(self.user, self.permission),
            request=Asker(self.user, self.params),
        )
        if self.kind.shape:
            self.kind.shape(filterset, self.user)
        return filterset

    @cached_property
    def rows(self) -> QuerySet:
        """The rows; none where the address makes no sense."""
        if not self.filterset.is_valid():
            return self.kind.model._default_manager.none()
        rows = behind.narrowed(self.filterset.qs, self.params)
        return self.kind.prepare(rows) if self.kind.prepare else rows

    @property
    def order(self) -> tuple[str, ...]:
        kind, asked = self.kind, self.params.get("ordering", "")
        if asked in kind.orders:
            return kind.orders[asked]
        if kind.order_for:
            return kind.order_for(self.params)
        return next(iter(kind.orders.values()))

    def count(self, most: int) -> int:
        """How many there are, counted no further than asked."""
        return self.rows.order_by()[:most].count()

    def pks(self, most: int) -> list[int]:
        """Their ids in the order of the list."""
        rows = self.rows.order_by(*self.order).values_list("pk", flat=True)
        return list(rows[:most])
