"""Lists: filters in the address, saved filters, columns, selection, the workbook."""

from dataclasses import dataclass
from functools import cached_property

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import QueryDict
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from station import policy
from station.bulk import BulkAction
from station.lists import Listing, ListKind
from station.metrics import behind
from station.models import ListPreference, SavedFilter
from station.paging import count_text, paginate
from station.registry import registry
from station.views.bulk import BulkActionView
from station.views.export import ExportView
from station.views.policy import PolicyMixin
from station.whole_exports import may_ask

FIGURE = sorted(behind.NAMES)


@dataclass(frozen=True)
class ListTools:
    """What stands around a list; everything by itself, so that a page adds nothing."""

    kind: ListKind
    user: object
    query: str  # the address as it is shown
    here: str
    saved: SavedFilter | None
    may_export: bool = True  # else the rows are seen, not taken away

    @cached_property
    def figure(self) -> str:
        """The figure of a dashboard whose rows these are, in words."""
        found = behind.named(self._params)
        return found.words if found else ""

    @property
    def figure_fields(self) -> list[tuple[str, str]]:
        """What names the figure, to go along when more is filtered."""
        return [(name, self._params[name]) for name in FIGURE if name in self._params]

    @property
    def without_figure(self) -> str:
        params = QueryDict(self.query, mutable=True)
        for name in FIGURE:
            params.pop(name, None)
        return f"?{params.urlencode()}"

    @property
    def _params(self) -> QueryDict:
        return QueryDict(self.query)

    @cached_property
    def filters(self) -> list[SavedFilter]:
        """The saved filters one may use here."""
        rows = SavedFilter.objects.offered(self.user, self.kind.key)
        pins = SavedFilter.pinned_by.through.objects.filter(
            savedfilter=OuterRef("pk"), user=self.user.pk
        )
        found = list(rows.select_related("owner").annotate(is_pinned=Exists(pins)))
        for saved in found:
            saved.may_edit = policy.can(self.user, "saved_filter.edit", saved)
        return found

    @property
    def refillable(self) -> SavedFilter | None:
        """The saved filter that is open, where one may keep other filters in it."""
        opened = (saved for saved in self.filters if saved == self.saved)
        found = next(opened, None)
        return found if found is not None and found.may_edit else None

    @cached_property
    def may_save(self) -> bool:
        return policy.can(self.user, "saved_filter.create")

    @cached_property
    def may_share(self) -> bool:
        return policy.can(self.user, "saved_filter.share")

    @cached_property
    def shown(self) -> frozenset[str]:
        """The keys of the columns to show."""
        rows = ListPreference.objects.filter(user=self.user, list_key=self.kind.key)
        chosen = rows.values_list("columns", flat=True).first()
        return self.kind.columns_for(self.user.rights.roles, chosen)

    @property
    def columns(self) -> list[tuple]:
        """The columns one may choose from, and whether each is chosen."""
        may_export = bool(self.export_url)
        return [
            (column, column.key in self.shown)
            for column in self.kind.columns
            if not column.is_fixed and (column.on_page or may_export)
        ]

    @cached_property
    def export_url(self) -> str:
        """The workbook of just these rows, for those who may have it."""
        kind = self.kind
        may = self.may_export and policy.can(self.user, kind.export_permission)
        if not kind.export_name or not may:
            return ""
        url = reverse(kind.export_name)
        return f"{url}?{self.query}" if self.query else url

    @cached_property
    def whole_url(self) -> str:
        """Where one asks for the same with whole numbers."""
        if not self.export_url or not may_ask(self.user, self.kind):
            return ""
        query = f"&{self.query}" if self.query else ""
        return f"{reverse('station:export_ask')}?list={self.kind.key}{query}"

    @property
    def csv_url(self) -> str:
        """The same as CSV."""
        return f"{self.export_url}{'&' if self.query else '?'}as=csv"

    @cached_property
    def sheets(self) -> list[tuple[str, str]]:
        """The workbooks one may send in for this list: label and address."""
        base = reverse("station:sheet_create")
        return [
            (str(sheet.label), f"{base}?kind={sheet.key}")
            for sheet in registry.sheets.values()
            if sheet.list_key == self.kind.key
            and policy.can(self.user, "sheet_import.create")
            and policy.can(self.user, sheet.permission)
        ]

    @cached_property
    def bulk(self) -> list[BulkAction]:
        """What this person may do to many rows."""
        if not self.kind.bulk_name:
            return []
        return [
            action
            for action in registry.bulk.get(self.kind.key, {}).values()
            if policy.can(self.user, action.permission)
        ]

    @property
    def bulk_url(self) -> str:
        url = reverse(self.kind.bulk_name)
        return f"{url}?{self.query}" if self.query else url


class ListMixin(PolicyMixin):
    """A page of a declared list (station.lists): name its ``list_key``.

    ``self.listing.rows`` are the rows, ``self.listing.order`` their order; the context
    gets ``filterset``, ``list_tools``, ``is_filtered`` and ``query``.
    """

    list_key = ""
    saved: SavedFilter | None = None

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if "figure" in request.GET and behind.named(request.GET) is None:
            messages.warning(
                request, _("This address names a figure that is not there.")
            )
        if "filter" in request.GET and request.user.is_authenticated:
            self._open_saved(request)

    def _open_saved(self, request) -> None:
        """Put the filters that were saved under the name into the address."""
        params = request.GET.copy()
        slug = params.pop("filter")[-1]
        rows = SavedFilter.objects.offered(request.user, self.list_key)
        self.saved = rows.filter(slug=slug).first()
        if self.saved is None:
            messages.warning(
                request, _("This saved filter is not there, or not for you.")
            )
        request.GET = merged(self.saved, params)
        request.saved_filter = self.saved

    @property
    def kind(self) -> ListKind:
        return registry.lists[self.list_key]

    @cached_property
    def listing(self) -> Listing:
        return Listing(self.kind, user=self.request.user, params=self.request.GET)

    @cached_property
    def list_tools(self) -> ListTools:
        params = self.request.GET.copy()
        params.pop("cursor", None)
        query = params.urlencode()
        here = f"{self.request.path}?{query}" if query else self.request.path
        return ListTools(self.kind, self.request.user, query, here, self.saved)

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            **{
                "filterset": self.listing.filterset,
                "list_tools": self.list_tools,
                "is_filtered": bool(self.request.GET),
                "query": self.list_tools.query,
                **kwargs,
            }
        )


class ListPageView(ListMixin, TemplateView):
    """The page itself: ``page`` and ``count_text`` besides."""

    @cached_property
    def page(self):
        return paginate(
            self.listing.rows, request=self.request, order=self.listing.order
        )

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            **{
                "page": self.page,
                "count_text": count_text(self.listing.rows),
                **kwargs,
            }
        )


def merged(saved: SavedFilter | None, params: QueryDict) -> QueryDict:
    """The saved filters, and over them what the address says itself."""
    if saved is None:
        return params
    found = QueryDict(saved.query, mutable=True)
    for name, values in params.lists():
        found.setlist(name, values)
    return found


def list_paths(key: str, prefix: str = "") -> list:
    """The addresses of a declared list's workbook and of its bulk actions.

    They are named as the list says: ``export_name`` and ``bulk_name``.
    """
    kind = registry.lists[key]
    found = []
    if kind.export_name:
        view = type(
            "ListExportView",
            (ExportView,),
            {"list_key": key, "permission_required": kind.export_permission},
        )
        name = kind.export_name.rpartition(":")[2]
        found.append(path(f"{prefix}export/", view.as_view(), name=name))
    if kind.bulk_name:
        view = type(
            "ListBulkView",
            (BulkActionView,),
            {"list_key": key, "permission_required": kind.permission},
        )
        name = kind.bulk_name.rpartition(":")[2]
        found.append(path(f"{prefix}bulk/", view.as_view(), name=name))
    return found
