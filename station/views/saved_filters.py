"""Filters kept under a name, and the columns one wants to see."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.generic import View

from station import policy
from station.actions import saved_filters as actions
from station.errors import RuleError
from station.forms.saved_filters import SavedFilterForm
from station.models import SavedFilter
from station.registry import registry
from station.views.action import ActionFormView
from station.views.policy import SIGNED_IN, PolicyMixin


class BackToListView(PolicyMixin, View):
    """A button in a list: does it and shows the list again."""

    http_method_names = ["post", "options"]

    def post(self, request, **kwargs):
        url = ""
        try:
            url = self.act(**kwargs)
        except RuleError as error:
            messages.error(request, str(error))
        return HttpResponseRedirect(url or self._next())

    def act(self, **kwargs) -> str | None:
        """Do it; an address where another page comes next."""
        raise NotImplementedError

    def _next(self) -> str:
        wanted = self.request.POST.get("next", "")
        hosts = {self.request.get_host()}
        if url_has_allowed_host_and_scheme(wanted, hosts, self.request.is_secure()):
            return wanted
        return reverse("station:home")


class FilterCreateView(BackToListView):
    """Keep the filters of the list under a name."""

    permission_required = "saved_filter.create"

    def act(self):
        asked = self.request.POST
        made = actions.create(
            name=asked.get("name", ""),
            list_key=asked.get("list", ""),
            query=asked.get("query", ""),
            is_shared=bool(asked.get("is_shared")),
            is_pinned=bool(asked.get("is_pinned")),
            by=self.request.user,
            at=timezone.now(),
        )
        messages.success(self.request, _("The filter is saved."))
        return address_of(made)


class FilterMixin:
    """One saved filter within the scope."""

    @cached_property
    def saved(self) -> SavedFilter:
        action = self.permission_required.partition(".")[2]
        rows = SavedFilter.objects.visible_to(self.request.user, action)
        return get_object_or_404(rows, pk=self.kwargs["pk"])


class FilterEditView(FilterMixin, ActionFormView):
    """Another name, for others too, or gone."""

    permission_required = "saved_filter.edit"
    form_class = SavedFilterForm
    template_name = "station/filter_form.html"
    error_fields = {
        "no_name": "name",
        "personal_number": "name",
        "station_savedfilter_name_once": "name",
    }

    def form_extra(self):
        return {"may_share": policy.can(self.request.user, "saved_filter.share")}

    def get_initial(self):
        return {
            "name": self.saved.name,
            "is_shared": self.saved.shared_with_id is not None,
        }

    def texts(self):
        kind = registry.lists.get(self.saved.list_key)
        return {
            "heading": _("Saved filter"),
            "submit": _("Save"),
            "done": _("The filter is saved."),
            "back_url": address_of(self.saved),
            "back_label": str(kind.label) if kind else _("My day"),
        }

    def get_context_data(self, **kwargs):
        return super().get_context_data(saved=self.saved, **kwargs)

    def act(self, form):
        data = form.cleaned_data
        return actions.edit(
            saved_filter=self.saved,
            name=data["name"],
            is_shared=data.get("is_shared"),
            by=self.request.user,
            at=timezone.now(),
        )

    def next_url(self, made):
        return address_of(made)


class FilterDeleteView(FilterMixin, BackToListView):
    """Give it up."""

    permission_required = "saved_filter.edit"

    def act(self, pk):
        kind = registry.lists.get(self.saved.list_key)
        actions.delete(saved_filter=self.saved, by=self.request.user, at=timezone.now())
        messages.success(self.request, _("The filter is deleted."))
        return reverse(kind.url_name) if kind else ""


class FilterRefillView(FilterMixin, BackToListView):
    """Keep the filters of the list under the name it has already."""

    permission_required = "saved_filter.edit"

    def act(self, pk):
        saved = actions.edit(
            saved_filter=self.saved,
            query=self.request.POST.get("query", ""),
            by=self.request.user,
            at=timezone.now(),
        )
        messages.success(self.request, _("The filter is saved."))
        return address_of(saved)


class FilterPinView(FilterMixin, BackToListView):
    """Into the side bar, or out of it."""

    permission_required = "saved_filter.view"

    def act(self, pk):
        is_pinned = self.saved.pinned_by.filter(pk=self.request.user.pk).exists()
        do = actions.unpin if is_pinned else actions.pin
        do(saved_filter=self.saved, by=self.request.user, at=timezone.now())


class ColumnsView(BackToListView):
    """The columns of a list, for oneself."""

    permission_required = SIGNED_IN

    def act(self):
        asked = self.request.POST
        actions.choose_columns(
            list_key=asked.get("list", ""),
            columns=None if asked.get("reset") else asked.getlist("column"),
            by=self.request.user,
        )


def address_of(saved: SavedFilter) -> str:
    """The list with these filters."""
    kind = registry.lists.get(saved.list_key)
    return f"{reverse(kind.url_name)}?filter={saved.slug}" if kind else "/"
