"""Services: what was asked for, one request, the day at the counter, a new one."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import DetailView

from households.filters.services import OPEN, OVERDUE
from households.models import ServiceRequest
from households.workflow.services import ServiceStatus, allows
from station import policy
from station.actions.access import record_access
from station.models import AccessRecord, Reminder, reference
from station.registry import registry
from station.timeline import timeline_of
from station.views.list import ListPageView
from station.views.policy import PolicyMixin


class ServiceListView(ListPageView):
    """What people asked for within one's scope; at first what is still owed."""

    permission_required = "service.view"
    list_key = "households.servicerequest"
    template_name = "households/service_list.html"

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            segments=segments(
                self, [(OPEN, _("Open")), (OVERDUE, _("Late")), ("", _("All"))]
            ),
            may_create=policy.can(self.request.user, "service.create"),
            **kwargs,
        )


def segments(view, looks):
    """The looks people take most often, keeping the other filters."""
    current = view.listing.params.get("state") or ""
    rest = view.request.GET.copy()
    rest.pop("cursor", None)
    for value, label in looks:
        rest["state"] = value
        yield label, f"?{rest.urlencode()}", value == current


class ServiceDetailView(PolicyMixin, DetailView):
    """One request: what, for whom, when, which papers, and what happened."""

    permission_required = "service.view"
    template_name = "households/service_detail.html"
    context_object_name = "service"

    def get_queryset(self):
        rows = ServiceRequest.objects.visible_to(self.request.user)
        return rows.select_related(
            "area", "assigned_to", "guide__matter", "household__address", "settled_by"
        )

    def get_context_data(self, **kwargs):
        service, user, now = self.object, self.request.user, timezone.now()
        record_access(
            by=user,
            act=AccessRecord.Act.VIEW,
            subject=service,
            at=now,
            fields="resident_name,place,note,outcome",
        )
        return super().get_context_data(
            now=now,
            look=service.look,
            steps=self._steps() if policy.can(user, "service.edit", service) else set(),
            may_reassign=service.is_open
            and policy.can(user, "service.reassign", service),
            phone_url=self._phone_url(),
            missing=set(service.papers_missing),
            reminders=self._reminders(),
            timeline=timeline_of(service, user=user),
            **kwargs,
        )

    def _steps(self) -> set[str]:
        """What may be done next."""
        service = self.object
        steps = {s.value for s in ServiceStatus if allows(service.status, s)}
        if service.status == ServiceStatus.CONFIRMED:
            steps.discard("confirmed")
        if not service.is_open:
            steps = set()
        if service.begins_at is None or service.begins_at > timezone.now():
            steps.discard("no_show")
        return steps

    def _phone_url(self) -> str:
        if not policy.can(self.request.user, "service.reveal", self.object):
            return ""
        label = "households.servicerequest"
        return reverse("station:reveal", args=[label, self.object.pk, "contact_phone"])

    def _reminders(self):
        """Who will be told when, soonest first."""
        rows = Reminder.objects.pending().about(reference(self.object))
        return [
            (row.due_at, registry.reminders[row.kind].label)
            for row in rows.order_by("due_at")
            if row.kind in registry.reminders
        ]
