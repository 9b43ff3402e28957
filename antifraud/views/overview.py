"""The first page of anti-fraud work."""

from django.utils import timezone
from django.views.generic import TemplateView

from antifraud import overview
from station.views.policy import PolicyMixin


class OverviewView(PolicyMixin, TemplateView):
    """What to do next, on one page."""

    permission_required = "alert.view"
    template_name = "antifraud/overview.html"

    def get_context_data(self, **kwargs):
        user, now = self.request.user, timezone.now()
        return super().get_context_data(
            waiting=overview.waiting(user, at=now),
            beginnings=overview.beginnings(user),
            rising=overview.rising(user),
            ahead=overview.ahead(user, at=now),
            month=overview.month(user, at=now),
            now=now,
            **kwargs,
        )
