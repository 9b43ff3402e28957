"""One search over everything the person may see."""

from itertools import islice

from django.utils import timezone
from django.views.generic import TemplateView

from station.actions.access import record_access
from station.models import AccessRecord
from station.registry import SearchHit, registry
from station.views.policy import PolicyMixin

MOST = 60  # characters of a question
EACH = 10  # hits of one kind


def find(user, words: str) -> list[SearchHit]:
    """Hits of every registered kind, within the person's scope."""
    words = words.replace("\x00", "").strip()[:MOST]
    if not words:
        return []
    return [
        hit
        for source in registry.search.values()
        for hit in islice(source(user, words), EACH)
    ]


class SearchView(PolicyMixin, TemplateView):
    """Asked by POST: a number one looks for must not stand in an address."""

    permission_required = "search.use"
    template_name = "station/search.html"
    http_method_names = ["get", "post", "head", "options"]

    def get_context_data(self, **kwargs):
        return super().get_context_data(**{"hits": None, "query": "", **kwargs})

    def post(self, request, *args, **kwargs):
        words = request.POST.get("q", "")
        hits = find(request.user, words)
        if hits:
            record_access(
                by=request.user,
                act=AccessRecord.Act.SEARCH,
                subject="search",
                at=timezone.now(),
                area=request.user.home_area,
            )
        context = self.get_context_data(hits=hits, query=words.strip()[:MOST])
        return self.render_to_response(context)

    def get_template_names(self):
        if self.request.htmx:
            return ["components/search_hits.html"]
        return [self.template_name]
