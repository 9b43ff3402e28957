"""The day at the counter."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.dateparse import parse_date
from django.views.generic import TemplateView

from households import service_slots
from households.models import ServiceRequest
from households.workflow.services import ServiceStatus
from station import policy
from station.views.policy import PolicyMixin


class ServiceDayView(PolicyMixin, TemplateView):
    """One day as the counter looks at it: each time, who comes, what is free."""

    permission_required = "service.view"
    template_name = "households/service_day.html"

    def get_context_data(self, **kwargs):
        user, day = self.request.user, self._day()
        rows = ServiceRequest.objects.visible_to(user).for_list()
        rows = rows.filter(begins_at__date=day).exclude(status=ServiceStatus.CANCELLED)
        home = user.home_area
        slots = service_slots.slots(home, day, day, after=_BEFORE) if home else []
        return super().get_context_data(
            day=day,
            before=day - timedelta(days=1),
            after=day + timedelta(days=1),
            today=timezone.localdate(),
            lines=_day_lines(slots, rows.order_by("begins_at", "pk")[:300]),
            free=sum(slot.free for slot in slots),
            may_create=policy.can(user, "service.create"),
            **kwargs,
        )

    def _day(self) -> date:
        try:
            found = parse_date(self.request.GET.get("day", ""))
        except ValueError:
            found = None
        return found or timezone.localdate()


_BEFORE = datetime(2000, 1, 1, tzinfo=timezone.get_default_timezone())


def _day_lines(slots, rows) -> list[dict]:
    """Each moment of the day once: the time, who comes, how many more may."""
    lines: dict = {}
    for slot in slots:
        lines[slot.begins_at] = {"at": slot.begins_at, "slot": slot, "rows": []}
    for row in rows:
        line = {"at": row.begins_at, "slot": None, "rows": []}
        lines.setdefault(row.begins_at, line)["rows"].append(row)
    return [lines[moment] for moment in sorted(lines)]
