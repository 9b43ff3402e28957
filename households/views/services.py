"""Services: what was asked for, one request, the day at the counter, a new one."""

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import DetailView, TemplateView, View

from households.filters.services import OPEN, OVERDUE, ServiceFilterSet
from households.models import ServiceRequest
from households.workflow_services import ServiceStatus, allows
from station import policy, sheets
from station.actions.access import record_access
from station.models import AccessRecord, Reminder, reference
from station.paging import count_text, paginate
from station.registry import registry
from station.timeline import timeline_of
from station.views.policy import PolicyMixin

MOST_EXPORTED = 5000
TONES = {
    ServiceStatus.BOOKED: ("amber", "clock"),
    ServiceStatus.CONFIRMED: ("blue", "calendar-check"),
    ServiceStatus.EN_ROUTE: ("blue", "walk"),
    ServiceStatus.SERVED: ("green", "check"),
}


def look_of(request: ServiceRequest) -> tuple[str, str]:
    """The colour and the picture of its state."""
    return TONES.get(request.status, ("grey", "circle-x"))


class ServiceRowsMixin:
    """The rows that the address asks for; what is still open where it asks nothing."""

    @cached_property
    def filterset(self):
        params = self.request.GET.copy()
        if not params.keys() - {"cursor"}:
            params["state"] = OPEN
        rows = ServiceRequest.objects.visible_to(self.request.user)
        return ServiceFilterSet(params, queryset=rows, request=self.request)

    @cached_property
    def rows(self):
        if not self.filterset.is_valid():
            return ServiceRequest.objects.none()
        return self.filterset.qs.for_list()

    @property
    def state(self) -> str:
        return self.filterset.data.get("state", "")

    @property
    def order(self) -> tuple[str, str]:
        """What is owed first; what is done, newest first."""
        is_owed = self.state in {OPEN, OVERDUE, *map(str, OPEN_STATES)}
        return ("due_at", "id") if is_owed else ("-booked_at", "-id")


OPEN_STATES = (ServiceStatus.BOOKED, ServiceStatus.CONFIRMED, ServiceStatus.EN_ROUTE)


class ServiceListView(ServiceRowsMixin, PolicyMixin, TemplateView):
    """What people asked for within one's scope; at first what is still owed."""

    permission_required = "service.view"
    template_name = "households/service_list.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        page = paginate(self.rows, request=self.request, order=self.order)
        for row in page.rows:
            row.look = look_of(row)
        return super().get_context_data(
            filterset=self.filterset,
            page=page,
            count_text=count_text(self.filterset.qs),
            segments=self._segments(),
            is_filtered=bool(self.request.GET),
            may_create=policy.can(user, "service.create"),
            may_export=policy.can(user, "service.export"),
            query=self.filterset.data.urlencode(),
            **kwargs,
        )

    def _segments(self):
        rest = self.request.GET.copy()
        rest.pop("cursor", None)
        looks = [(OPEN, _("Open")), (OVERDUE, _("Late")), ("", _("All"))]
        for value, label in looks:
            rest["state"] = value
            yield label, f"?{rest.urlencode()}", value == self.state


class ServiceExportView(ServiceRowsMixin, PolicyMixin, View):
    """What the list shows, as a workbook; who took it is written down."""

    permission_required = "service.export"

    def get(self, request, *args, **kwargs):
        rows = self.rows.visible_to(request.user, "export").order_by(*self.order)
        record_access(
            by=request.user,
            act=AccessRecord.Act.EXPORT,
            subject="households.servicerequest",
            fields="number,resident_name,place,contact_phone_masked",
            reason=request.GET.urlencode()[:200],
            at=timezone.now(),
            area=request.user.home_area,
        )
        lines = (_line(row) for row in rows[:MOST_EXPORTED])
        body = sheets.workbook(_("Services"), _head(), lines)
        return sheets.download("services", body)


def _head() -> list[str]:
    return [
        _("Number"),
        _("Matter"),
        _("How"),
        _("Who it is for"),
        _("Phone"),
        _("Address"),
        _("Area"),
        _("Time"),
        _("Due"),
        _("Who serves"),
        _("State"),
    ]


def _line(row: ServiceRequest) -> list:
    begins = timezone.localtime(row.begins_at) if row.begins_at else None
    return [
        row.number,
        str(row.guide),
        row.get_kind_display(),
        row.resident_name,
        row.contact_phone_masked,
        row.place,
        row.area.short_name,
        f"{begins:%Y-%m-%d %H:%M}" if begins else "",
        row.due_at,
        row.assigned_to.name if row.assigned_to else "",
        row.get_status_display(),
    ]


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
            look=look_of(service),
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
