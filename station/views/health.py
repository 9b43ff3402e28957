"""For machines: alive, ready, and figures. Yes or no, never the reason."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, JsonResponse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views import View
from django_prometheus.exports import ExportToDjangoView

from station import health, policy
from station.views.policy import PUBLIC, PolicyMixin

LOOPBACK = frozenset({"127.0.0.1", "::1", ""})
FORWARDED = ("HTTP_X_FORWARDED_FOR", "HTTP_FORWARDED", "HTTP_X_REAL_IP")


@method_decorator(login_not_required, name="dispatch")
class AliveView(PolicyMixin, View):
    """The process answers; it asks nobody else."""

    permission_required = PUBLIC

    def get(self, request):
        return _answer({"alive": True})


@method_decorator(login_not_required, name="dispatch")
class ReadyView(PolicyMixin, View):
    """All that the work of the day needs is there."""

    permission_required = PUBLIC

    def get(self, request):
        return _answer(health.look(at=timezone.now()))


@method_decorator(login_not_required, name="dispatch")
class MetricsView(PolicyMixin, View):
    """Prometheus figures, for this machine and the system administrator."""

    permission_required = PUBLIC

    def get(self, request):
        if not is_local(request) and not policy.can(request.user, "system.view"):
            raise Http404
        return ExportToDjangoView(request)


def is_local(request) -> bool:
    """From this machine itself, not through a proxy that stands on it."""
    forwarded = any(request.META.get(name) for name in FORWARDED)
    return not forwarded and request.META.get("REMOTE_ADDR", "") in LOOPBACK


def _answer(checks: dict[str, bool]) -> JsonResponse:
    ready = all(checks.values())
    words = {name: "ok" if passed else "failed" for name, passed in checks.items()}
    response = JsonResponse(words, status=200 if ready else 503)
    response["Cache-Control"] = "no-store"
    if not ready:
        response["Retry-After"] = "10"
        response._has_been_logged = True  # by the check, with its reason
    return response
