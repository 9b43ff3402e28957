"""One search over everything the person may see."""

from django.contrib import messages
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from station import policy
from station.actions import searches
from station.models import SavedSearch
from station.personal_numbers import holds_personal_number
from station.registry import registry
from station.searching.engine import A_FEW, MORE, find_and_record
from station.searching.recents import recents
from station.views.policy import PolicyMixin
from station.views.saved_filters import BackToListView


class SearchView(PolicyMixin, TemplateView):
    """Asked by POST: a number one looks for must not stand in an address."""

    permission_required = "search.use"
    template_name = "station/search.html"
    http_method_names = ["get", "post", "head", "options"]

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"found": None, **self._start(), **kwargs})

    def post(self, request, *args, **kwargs):
        found = find_and_record(
            request.user,
            request.POST.get("q", ""),
            most=A_FEW if request.htmx else MORE,
            at=timezone.now(),
        )
        context = {"found": found if found.asked else None}
        if request.htmx and found.asked:
            return self.render_to_response(context)
        return self.render_to_response(self.get_context_data(**context))

    def _start(self) -> dict:
        """What to begin with: what was opened last, and what was kept."""
        user = self.request.user
        return {
            "recents": recents(user, at=timezone.now()),
            "saved": SavedSearch.objects.visible_to(user).order_by("name", "pk"),
            "may_save": policy.can(user, "saved_search.create"),
        }

    def render_to_response(self, context, **options):
        found = context["found"]
        context["may_keep"] = (
            found is not None
            and context.get("may_save")
            and not holds_personal_number(found.asked.words)
        )
        return super().render_to_response(context, **options)

    def get_template_names(self):
        if self.request.htmx:
            return ["components/search_hits.html"]
        return [self.template_name]


class SearchOpenView(PolicyMixin, View):
    """From the search on to a record, which is remembered as opened."""

    permission_required = "search.use"
    http_method_names = ["get", "head", "options"]

    def get(self, request, source: str, pk: int):
        known = registry.search.get(source)
        if known is None or not known.may_be_seen(request.user):
            raise Http404
        row = get_object_or_404(known.rows(request.user), pk=pk)
        now = timezone.now()
        searches.opened(source=source, record_id=row.pk, by=request.user, at=now)
        return HttpResponseRedirect(row.get_absolute_url())


class BackToSearchView(BackToListView):
    """A button on the page of the search."""

    def _next(self) -> str:
        return reverse("station:search")


class RecentForgetView(BackToSearchView):
    """Nothing of what one opened stays."""

    permission_required = "search.use"

    def act(self):
        searches.forget(by=self.request.user)


class SavedSearchCreateView(BackToSearchView):
    """Keep the words under a name."""

    permission_required = "saved_search.create"

    def act(self):
        asked = self.request.POST
        searches.save(
            name=asked.get("name", ""),
            words=asked.get("words", ""),
            by=self.request.user,
            at=timezone.now(),
        )
        messages.success(self.request, _("The search is saved."))


class SavedSearchDeleteView(BackToSearchView):
    """Give it up."""

    permission_required = "saved_search.edit"

    def act(self, pk):
        rows = SavedSearch.objects.visible_to(self.request.user, "edit")
        searches.delete(
            saved_search=get_object_or_404(rows, pk=pk),
            by=self.request.user,
            at=timezone.now(),
        )
        messages.success(self.request, _("The search is deleted."))
