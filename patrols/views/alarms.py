"""Calls for help for officers: what rings, one call, answering and settling it."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.generic import TemplateView, View

from households.views.ledger import (
    Button,
    Item,
    LedgerView,
    RecordMixin,
    RecordView,
    Section,
    StepView,
    tap,
)
from households.views.scope import reveal_url
from patrols import alarm_places
from patrols.actions import alarms as actions
from patrols.forms.alarms import SettleAlarmForm
from patrols.models import Alarm, CheckIn, Volunteer
from station import phrasing, policy
from station.actions.reveal import show
from station.tasks import sweep
from station.views.policy import PolicyMixin
from station.views.reveal import RevealView

LAST_SEEN = 5
MOST = 50


def tone_of(alarm: Alarm) -> str:
    if alarm.is_ringing:
        return "red"
    return "amber" if alarm.closed_at is None else "green"


class AlarmBoardView(PolicyMixin, TemplateView):
    """What rings and what is being seen to; asked anew every few seconds."""

    permission_required = "alarm.answer"

    def get_template_names(self):
        part = "_alarm_board" if self.request.htmx else "alarm_board"
        return [f"patrols/{part}.html"]

    def get_context_data(self, **kwargs):
        rows = Alarm.objects.visible_to(self.request.user, "answer").unsettled()
        rows = rows.for_list().select_related("patrol__team")
        found = sorted(rows.order_by("-pk")[:MOST], key=lambda row: not row.is_ringing)
        return super().get_context_data(rows=found, now=timezone.now(), **kwargs)


class AlarmListView(LedgerView):
    """All calls of the station, the newest first."""

    permission_required = "alarm.view"
    list_key = "patrols.alarm"
    empty_icon = "urgent"

    def tone(self, key, row):
        return tone_of(row) if key == "status" else ""

    def buttons(self):
        if not policy.can(self.request.user, "alarm.answer"):
            return []
        url = reverse("patrols:alarm_board")
        return [Button(_("What rings now"), "urgent", url, "primary")]

    def empty(self):
        return (
            _("Nobody has called for help"),
            _("Volunteers call with one button on their own page."),
        )


class AlarmView(RecordView):
    """One call: who, where, since when, who sees to it."""

    permission_required = "alarm.view"
    model = Alarm
    access_fields = "position"

    def joined(self, rows):
        return rows.select_related(
            "volunteer", "area", "patrol__team", "patrol__kind",
            "acknowledged_by", "closed_by",
        ).defer("volunteer__phone", "volunteer__vetting_note")  # fmt: skip

    def back(self):
        if policy.can(self.request.user, "alarm.answer"):
            return reverse("patrols:alarm_board"), _("What rings now")
        return reverse("patrols:alarm_list"), _("Calls for help")

    def heading(self):
        return _("%(name)s calls for help") % {"name": self.record.volunteer.name}

    def badge(self):
        return str(self.record.state_label), tone_of(self.record)

    def lead(self):
        return phrasing.moment(self.record.pressed_at, now=timezone.now())

    def banner(self):
        if self.record.is_false and self.record.closed_at is None:
            return _("They say it was pressed by mistake. Call them to be sure.")
        return ""

    @cached_property
    def may_answer(self) -> bool:
        return self.may("alarm.answer")

    def buttons(self):
        row = self.record
        if not self.may_answer or row.closed_at is not None:
            return []
        url = reverse("patrols:alarm_settle", args=[row.pk])
        if row.acknowledged_at is not None:
            return [Button(pgettext("alarm", "Settle"), "circle-check", url, "primary")]
        answer = reverse("patrols:alarm_answer", args=[row.pk])
        return [
            Button(pgettext("alarm", "Settle"), "circle-check", url, "quiet"),
            Button(
                _("I see to it"), "heart-handshake", answer, "primary", is_post=True
            ),
        ]

    def facts(self):
        row = self.record
        late = row.received_at - row.pressed_at
        return [
            (_("Area"), row.area.name),
            (_("Patrol team"), row.patrol.team.name if row.patrol else ""),
            (_("Kind of patrol"), row.patrol.kind.title if row.patrol else ""),
            (_("Pressed"), phrasing.in_full(row.pressed_at)),
            (_("Received"), phrasing.in_full(row.received_at) if late else ""),
            (_("Rang anew"), row.level or None),
            (_("Answered by"), row.acknowledged_by and row.acknowledged_by.name),
            (
                pgettext("alarm", "When answered"),
                row.acknowledged_at and phrasing.in_full(row.acknowledged_at),
            ),
            (_("Settled"), row.closed_at and phrasing.in_full(row.closed_at)),
            (_("What came of it"), row.result if self.may("alarm.reveal") else ""),
        ]

    def sections(self):
        found = [self._where(), self._reach(), self._last_seen()]
        return [section for section in found if section is not None]

    def _where(self) -> Section:
        row = self.record
        if row.place is None:
            empty = _(
                "The phone did not say where. Ask, and look where they were last."
            )
            return Section(_("Where they are"), "map-pin", [], empty)
        if row.closed_at is not None or not self.may_answer:
            url = reveal_url(row, "position", user=self.request.user)
            item = Item(_("Position"), masked="••••", reveal_url=url)
            return Section(_("Where they are"), "map-pin", [item])
        near = alarm_places.near(row)
        text = f"{row.place[0]:.5f}, {row.place[1]:.5f}"
        note = (
            _("within %(n)s metres") % {"n": row.accuracy_m} if row.accuracy_m else ""
        )
        go = Button(_("Open in the phone's map"), "map-pin", f"geo:{row.position}")
        return Section(
            _("Where they are"), "map-pin",
            [Item(near or text, note="\n".join(filter(None, [near and text, note])))],
            buttons=[go],
        )  # fmt: skip

    def _reach(self) -> Section:
        volunteer = self.record.volunteer
        url = reveal_url(volunteer, "phone", user=self.request.user)
        if self.may_answer and self.record.closed_at is None:
            url = reverse("patrols:alarm_phone", args=[self.record.pk])
        item = Item(volunteer.name, masked=volunteer.phone_masked, reveal_url=url)
        return Section(_("Call them"), "phone", [item])

    def _last_seen(self) -> Section | None:
        """Where this patrol checked in last."""
        if self.record.patrol_id is None:
            return None
        rows = CheckIn.objects.filter(patrol=self.record.patrol_id, struck_at=None)
        items = [
            Item(row.point.name, at=row.at)
            for row in rows.select_related("point").order_by("-at", "-pk")[:LAST_SEEN]
        ]
        return Section(
            _("Last check-ins"), "route", items, _("Not checked in anywhere yet.")
        )


class AlarmPhoneView(RevealView):
    """Whoever may answer a call that runs may ring back, wherever they serve."""

    permission_required = "alarm.answer"
    field = "phone"

    def setup(self, request, *args, **kwargs):
        View.setup(self, request, *args, **kwargs)

    def _target(self) -> Volunteer:
        rows = Alarm.objects.visible_to(self.request.user, "answer").unsettled()
        return get_object_or_404(rows, pk=self.kwargs["pk"]).volunteer

    def value(self, target, **asked) -> str:
        return show(obj=target, field=self.field, **asked)


class AlarmAnswerView(RecordMixin, View):
    """The first who says so."""

    permission_required = "alarm.answer"
    model = Alarm
    http_method_names = ["post", "options"]

    def joined(self, rows):
        return rows

    def post(self, request, pk):
        response = tap(
            request,
            lambda: actions.answer(
                alarm=self.record, by=request.user, at=timezone.now()
            ),
            self.record.get_absolute_url(),
            _("The volunteer hears that you are coming."),
        )
        sweep.delay_on_commit()
        return response


class AlarmSettleView(StepView):
    """What it was and what was done."""

    permission_required = "alarm.answer"
    model = Alarm
    form_class = SettleAlarmForm
    error_fields = {"no_result": "result"}
    heading = property(lambda self: pgettext("alarm", "Settle"))
    submit = property(lambda self: pgettext("alarm", "Settle"))
    done = property(lambda self: _("Settled."))

    def initial_of(self, current):
        return {"is_false": current.is_false}

    def texts(self):
        return {**super().texts(), "back_label": _("Back")}

    def lead(self):
        return self.record.volunteer.name

    def act(self, form):
        return actions.settle(alarm=self.record, **self.form_data(form), **self.common)
