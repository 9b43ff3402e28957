"""Hazards: the list, one file, and its opening."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.generic import TemplateView

from households.actions import hazard_clock as clock
from households.filters.inspections import LATE, OPEN, TO_TRANSFER
from households.models import Hazard
from households.workflow.inspections import HazardStatus
from station import policy, working_days
from station.actions.access import record_access
from station.models import AccessRecord, Attachment, reference
from station.timeline import timeline_of
from station.views.list import ListPageView
from station.views.policy import PolicyMixin


class HazardListView(ListPageView):
    """What is open and until when; or all of them, the newest first."""

    permission_required = "hazard.view"
    list_key = "households.hazard"
    template_name = "households/hazard_list.html"

    def get_context_data(self, **kwargs):
        state = self.listing.params.get("state") or ""
        return super().get_context_data(
            segments=list(self._segments(state)),
            may_create=policy.can(self.request.user, "hazard.create"),
            **kwargs,
        )

    def _segments(self, current: str):
        """The four looks people take most often, keeping the other filters."""
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
    steps = [
        (pgettext("hazard", "Found"), "done"),
        (_("Notice"), told),
        (_("Re-inspection"), looked),
    ]
    if hazard.transfer_due_on or is_handed:
        steps.append((_("Transferred"), "done" if is_handed else "current"))
    steps.append(
        (pgettext("hazard", "Closed"), "done" if status == done.CLOSED else "waiting")
    )
    return steps
