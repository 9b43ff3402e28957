"""Call records: the list, and one call with what was proposed and decided."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from station import policy
from station.actions.access import record_access
from station.call_lists import signs, what
from station.models import AccessRecord, CallRecord
from station.models.call import KNOWN_FOR
from station.screening.passages import passages
from station.timeline import timeline_of
from station.views.list import ListPageView
from station.views.panels import panels_of
from station.views.policy import PolicyMixin

MOST_KNOWN = 10


class CallListView(ListPageView):
    """Every call, the newest first."""

    permission_required = "call_record.view"
    list_key = "station.callrecord"
    template_name = "station/call_list.html"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        lines = [(row, what(row), signs(row)) for row in context["page"].rows]
        may_decide = policy.can(self.request.user, "call_record.decide")
        return {**context, "lines": lines, "may_decide": may_decide}


class CallDetailView(PolicyMixin, TemplateView):
    """One call: what was told, what it is, and who called before."""

    permission_required = "call_record.view"
    template_name = "station/call_detail.html"

    @cached_property
    def call(self) -> CallRecord:
        rows = CallRecord.objects.visible_to(self.request.user)
        rows = rows.select_related("area", "decided_by", "batch")
        return get_object_or_404(rows, pk=self.kwargs["pk"])

    def get_context_data(self, **kwargs):
        call, user, now = self.call, self.request.user, timezone.now()
        record_access(
            by=user,
            act=AccessRecord.Act.VIEW,
            subject=call,
            fields="caller_name, place, summary",
            at=now,
        )
        may_decide = policy.can(user, "call_record.decide", call)
        return super().get_context_data(
            now=now,
            call=call,
            what=what(call),
            signs=signs(call),
            passages=passages(call.summary, call.marks),
            facts=self._facts(),
            phone_url=self._phone_url(),
            may_decide=may_decide and call.is_open,
            may_undo=may_decide and call.may_be_undone(at=now),
            known=self._known(),
            panels=panels_of("call", self.request, call),
            timeline=timeline_of(call, user=user),
            **kwargs,
        )

    def _facts(self) -> list[tuple]:
        call = self.call
        return [
            (_("Category at the desk"), call.category),
            (_("Handled at the desk"), call.handling),
            (_("Area"), call.area.name),
            (_("Sent in with"), str(call.batch)),
        ]

    def _phone_url(self) -> str:
        if not policy.can(self.request.user, "call_record.reveal", self.call):
            return ""
        return reverse(
            "station:reveal", args=["station.callrecord", self.call.pk, "phone"]
        )

    def _known(self) -> list[tuple[str, list]]:
        """Other calls of this phone and from this place within ninety days."""
        call, found = self.call, []
        late = CallRecord.objects.visible_to(self.request.user).filter(
            station=call.station_id,
            called_at__gt=call.called_at - KNOWN_FOR,
            called_at__lt=call.called_at + KNOWN_FOR,
        )
        late = late.exclude(pk=call.pk).for_list().order_by("-called_at", "-pk")
        if call.phone_index:
            rows = late.filter(phone_index=call.phone_index)[:MOST_KNOWN]
            found.append((_("Of the same phone"), [(r, what(r)) for r in rows]))
        if call.place:
            rows = late.filter(place=call.place)[:MOST_KNOWN]
            found.append((_("From the same place"), [(r, what(r)) for r in rows]))
        return [(label, rows) for label, rows in found if rows]
