"""Statistics: every declared metric, what it means and how it stands."""

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter
from rest_framework.decorators import action
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response

from station import policy
from station.api import statistics_told as told
from station.api.given import FIGURE
from station.api.pagination import etag
from station.api.statistics_asked import FigureQuery, FiguresQuery, Metrics, Wish
from station.api.viewsets import PolicyViewSet, ShapeViewSet
from station.metrics.declared import book
from station.metrics.reading import readable

KEY = OpenApiParameter("key", str, OpenApiParameter.PATH, description="Of the metric.")


class StatisticsViewSet(PolicyViewSet):
    """Figures of declared metrics; nobody is named, and few are hidden outside."""

    lookup_url_kwarg = "key"
    lookup_value_regex = r"[a-z0-9_]+(?:\.[a-z0-9_]+)+"
    required_permissions = {"list": FIGURE, "retrieve": FIGURE, "figures": FIGURE}
    query = {"retrieve": FigureQuery, "figures": FiguresQuery}
    answers = {
        "list": {200: told.MetricsOutput, 304: None},
        "retrieve": {200: told.StatisticOutput, 304: None},
        "figures": {200: told.StatisticsOutput, 304: None},
    }
    in_path = {"retrieve": (KEY,)}
    lists: told.Lists = {}  # where the rows behind a figure are pulled

    def list(self, request):
        """Every metric you may read, with its definition in words."""
        metrics = [told.metric(m, self.lists) for m in self._metrics()]
        return self._tagged(told.MetricsOutput({"results": metrics}).data)

    def retrieve(self, request, key=None):
        """One metric of an area: now, before, and by area, month or part."""
        metric = next((m for m in self._metrics() if m.key == key), None)
        if metric is None:
            raise Http404
        wish = self._wish((metric,))
        (found,) = told.statistics(wish, self._pull)
        body = told.head(wish) | told.metric(metric, self.lists) | found
        return self._tagged(told.StatisticOutput(body).data)

    @action(detail=False)
    def figures(self, request):
        """Several metrics of an area at once; all you may read if you name none."""
        wish = self._wish(self._metrics())
        body = told.head(wish) | {"results": told.statistics(wish, self._pull)}
        return self._tagged(told.StatisticsOutput(body).data)

    def _metrics(self) -> Metrics:
        """Those this person may read somewhere."""
        user = self.request.user
        return tuple(m for m in book.in_order if policy.can(user, m.permission))

    def _wish(self, metrics: Metrics) -> Wish:
        """What is asked, within the reader's scope: 404 for what is out of it."""
        said = self.asked_query()
        if keys := said.pop("metrics", []):
            known = {metric.key: metric for metric in metrics}
            if not known.keys() >= set(keys):
                raise Http404
            metrics = tuple(known[key] for key in keys)
        wish = Wish.of(self.request.user, metrics, said, at=timezone.now())
        allowed = readable(self.request.user, metrics, wish.area)
        if (keys or len(metrics) == 1) and len(allowed) < len(metrics):
            raise Http404
        wish.metrics = tuple(allowed)
        return wish

    def _pull(self, figure, of: str) -> str | None:
        return told.address(figure, of, self.lists, self.request)

    def _tagged(self, data) -> Response:
        """Unchanged figures need not be sent again."""
        tag = etag(JSONRenderer().render(data))
        known = self.request.headers.get("If-None-Match", "").split(",")
        if tag in {part.strip() for part in known}:
            return Response(status=304, headers={"ETag": tag})
        return Response(data, headers={"ETag": tag})


def lists_of(resources: dict[str, type]) -> told.Lists:
    """By what a list shows: the resource that has it, and under which permission."""
    found: told.Lists = {}
    for name, view in resources.items():
        if (
            not issubclass(view, ShapeViewSet)
            or "list" not in view.required_permissions
        ):
            continue
        model = view.shape.model
        if view.list_key or model._meta.label_lower not in found:
            found[model._meta.label_lower] = (name, view)
    return found
