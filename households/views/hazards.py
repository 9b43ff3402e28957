"""Hazards: the list, one file, and its opening."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView, View

from households.actions import hazard_clock as clock
from households.filters.inspections import LATE, OPEN, TO_TRANSFER, HazardFilterSet
from households.models import Hazard
from households.workflow_inspections import HazardStatus
from station import policy, working_days
from station.actions.access import record_access
from station.models import AccessRecord, Attachment, reference
from station.paging import count_text, paginate
from station.sheets import download, workbook
from station.timeline import timeline_of
from station.views.policy import PolicyMixin

MOST_EXPORTED = 5000


class HazardRowsMixin:
    """The hazards as the address asks for them; at first what is open."""

    @property
    def params(self):
        return self.request.GET or {"state": OPEN}

    @cached_property
    def filterset(self):
        return HazardFilterSet(
            self.params,
            queryset=Hazard.objects.visible_to(self.request.user),
            request=self.request,
        )

    @property
    def rows(self):
        found = self.filterset
        return found.qs if found.is_valid() else Hazard.objects.none()


class HazardListView(HazardRowsMixin, PolicyMixin, TemplateView):
    """What is open and until when; or all of them, the newest first."""

    permission_required = "hazard.view"
    template_name = "households/hazard_list.html"

    def get_context_data(self, **kwargs):
        user, now = self.request.user, timezone.now()
        state = self.params.get("state") or ""
        by_due = state in (LATE, TO_TRANSFER)
        return super().get_context_data(
            now=now,
            today=timezone.localdate(now),
            filterset=self.filterset,
            page=paginate(
                self.rows.for_list(),
                request=self.request,
                order=("next_due_on", "id") if by_due else ("-found_at", "-id"),
            ),
            count_text=count_text(self.rows),
            segments=list(self._segments(state)),
            is_filtered=bool(self.request.GET),
            may_create=policy.can(user, "hazard.create"),
            may_export=policy.can(user, "hazard.export"),
            query=self.request.GET.urlencode(),
            **kwargs,
        )

    def _segments(self, current: str):
        rest = self.request.GET.copy()
        rest.pop("cursor", None)
        looks = [
            (OPEN, _("Open")),
            (LATE, _("Late")),
            (TO_TRANSFER, _("To be transferred")),
            ("", _("All")),
        ]
        for value, label in looks:
            rest["state"] = value
            yield label, f"?{rest.urlencode()}", value == current


class HazardExportView(HazardRowsMixin, PolicyMixin, View):
    """What the list shows, as a workbook; who took it is written down."""

    permission_required = "hazard.export"

    def get(self, request):
        rows = self.rows.visible_to(request.user, "export").for_list()
        record_access(
            by=request.user,
            act=AccessRecord.Act.EXPORT,
            subject="households.hazard",
            fields="number,place,what",
            reason=request.GET.urlencode()[:200],
            at=timezone.now(),
            area=request.user.home_area,
        )
        head = [
            _("Number"), _("Place"), _("Address"), _("What is wrong"), _("Severity"),
            _("Status"), _("Found"), _("To be put right by"), _("Transfer by"),
            _("Who follows it up"), _("Office"),
        ]  # fmt: skip
        lines = map(_line, rows.order_by("-found_at", "-id")[:MOST_EXPORTED])
        return download("hazards", workbook(_("Hazards"), head, lines))


def _line(row: Hazard) -> list:
    return [
        row.number,
        row.place_name,
        row.place_address,
        row.what,
        row.get_severity_display(),
        row.get_status_display(),
        row.found_at,
        row.deadline_on,
        row.transfer_due_on,
        row.assigned_to.name,
        row.office.title if row.office else "",
    ]


class HazardPageView(PolicyMixin):
    """A page about one hazard in scope for the page's permission."""

    @cached_property
    def hazard(self) -> Hazard:
        action = self.permission_required.partition(".")[2]
        rows = Hazard.objects.visible_to(self.request.user, action)
        return get_object_or_404(
            rows.select_related(
                "unit__address", "household__address", "area", "assigned_to",
                "office", "notice", "inspection__unit", "found_by", "closed_by",
            ),
            pk=self.kwargs["pk"],
        )  # fmt: skip


class HazardDetailView(HazardPageView, TemplateView):
    """One file: what is wrong, what was done, and what is owed until when."""

    permission_required = "hazard.view"
    template_name = "households/hazard_detail.html"

    def get_context_data(self, **kwargs):
        hazard, user, now = self.hazard, self.request.user, timezone.now()
        record_access(
            by=user, act=AccessRecord.Act.VIEW, subject=hazard, at=now,
            fields="description, answer",
        )  # fmt: skip
        return super().get_context_data(
            now=now,
            hazard=hazard,
            may=self._may(hazard, user),
            steps=steps_of(hazard),
            limit=clock.transfer_limit(hazard),
            days_left=self._days_left(hazard, now),
            photos=self._photos(hazard),
            looks=hazard.reinspections.select_related("looked_by").order_by("pk"),
            timeline=timeline_of(hazard, user=user),
            **kwargs,
        )

    def _may(self, hazard, user) -> dict[str, bool]:
        """Which steps are open to this person now."""
        edits, status = policy.can(user, "hazard.edit", hazard), hazard.status
        ours = edits and hazard.is_with_us
        return {
            "notify": edits and status == HazardStatus.FOUND,
            "report": edits
            and status in (HazardStatus.NOTIFIED, HazardStatus.UNRESOLVED),
            "reinspect": ours,
            "transfer": ours,
            "extend": hazard.is_with_us
            and not hazard.is_to_transfer
            and hazard.extended_at is None
            and policy.can(user, "hazard.extend", hazard),
            "answer": edits and status == HazardStatus.TRANSFERRED,
            "close": edits and status == HazardStatus.ANSWERED,
            "print": hazard.notice_id is not None
            and policy.can(user, "hazard.print", hazard),
        }

    def _days_left(self, hazard, now) -> int | None:
        if not hazard.is_to_transfer:
            return None
        today = timezone.localdate(now)
        return working_days.calendar().days_between(today, hazard.transfer_due_on)

    def _photos(self, hazard):
        """Of the hazard, of the finding it came from and of each look at it."""
        names = [reference(hazard)]
        if hazard.finding_id:
            names.append(f"households.inspectionfinding:{hazard.finding_id}")
        looks = hazard.reinspections.values_list("pk", flat=True)
        names += [f"households.reinspection:{pk}" for pk in looks]
        visible = Attachment.objects.visible_to(self.request.user)
        return visible.filter(subject__in=names).order_by("pk")


def steps_of(hazard: Hazard) -> list[tuple[str, str]]:
    """The way of a hazard as the step line shows it."""
    status, done = hazard.status, HazardStatus
    is_handed = hazard.transferred_at is not None
    told = "done" if hazard.notice_id else "waiting"
    looked = {done.CLOSED: "done", done.UNRESOLVED: "failed"}.get(status, "waiting")
    if is_handed:
        looked = "failed"
    if status == done.FOUND:
        told = "current"
    elif status in (done.NOTIFIED, done.REPORTED):
        looked = "current"
    steps = [(_("Found"), "done"), (_("Notice"), told), (_("Re-inspection"), looked)]
    if hazard.transfer_due_on or is_handed:
        steps.append((_("Transferred"), "done" if is_handed else "current"))
    steps.append((_("Closed"), "done" if status == done.CLOSED else "waiting"))
    return steps
