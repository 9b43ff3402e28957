"""Pages of rounds of briefings."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from antifraud.actions import briefing_rounds as actions
from antifraud.forms.briefing_rounds import (
    CallOffForm,
    EndForm,
    PlanForm,
    TakeOffForm,
    usual,
)
from antifraud.models import BriefingRound, BriefingStop
from antifraud.reach import untold
from antifraud.views.reach_tabs import tabs
from antifraud.workflow.briefing_rounds import TONES
from households.models import Household
from households.views.ledger import Button, LedgerView, RecordView, StepView
from station import phrasing, policy
from station.models import reference
from station.views.action import ActionFormView

FIELD_OF = {
    "a_day": "a_day",
    "days": "days",
    "first_on": "first_on",
    "bad_day": "first_on",
    "nobody": "area",
    "not_their_area": "officer",
    "finished": "first_on",
    "bad_size": "a_day",
    "not_yours": "officer",
    "no_reason": "reason",
}
ASKED = ("area", "band", "care", "residence")


class BriefingRoundListView(LedgerView):
    """Who goes where to tell whom, newest first."""

    permission_required = "briefing_round.view"
    list_key = "antifraud.briefinground"
    empty_icon = "route"

    def tabs(self):
        return tabs("rounds", self.request.user)

    def buttons(self):
        if not policy.can(self.request.user, "briefing_round.create"):
            return []
        url = reverse("antifraud:briefing_round_create")
        return [Button(_("Plan a round of briefings"), "route", url, "primary")]

    def tone(self, key, row):
        return TONES[row.status] if key == "status" else ""

    def empty(self):
        return (
            _("No round of briefings yet"),
            _("Those never told are put on your rounds of the next days."),
        )


class BriefingRoundView(RecordView):
    """The doors by day, who was told there, and the next one."""

    permission_required = "briefing_round.view"
    template_name = "antifraud/briefing_round_detail.html"
    model = BriefingRound
    access_fields = "households"

    def get_context_data(self, **kwargs):
        user, row = self.request.user, self.record
        visible = Household.objects.visible_to(user)
        rows = row.stops.with_told().filter(household__in=visible).in_order()
        stops = list(rows.select_related("household__address", "household__area"))
        homes = [stop.household for stop in stops]
        why = untold.reasons(homes, user, at=timezone.now())
        return super().get_context_data(
            stops=[(stop, why[stop.household_id]) for stop in stops],
            types=list(row.scam_types.in_order()),
            origin=reference(row),
            may_brief=row.is_open and policy.can(user, "briefing.create"),
            may_edit=row.is_open and self.may("briefing_round.edit"),
            **kwargs,
        )

    def back(self):
        return reverse("antifraud:briefing_round_list"), _("Rounds of briefings")

    def heading(self):
        return _("Round of briefings · %(area)s") % {"area": self.record.area.name}

    def lead(self):
        row = self.record
        return _("%(told)s of %(doors)s told") % {"told": row.told, "doors": row.doors}

    def badge(self):
        return self.record.get_status_display(), TONES[self.record.status]

    def buttons(self):
        row = self.record
        if not (row.is_open and self.may("briefing_round.edit")):
            return []
        return [
            _step(
                "call_off", row, pgettext("briefing round", "Call off"), "ban", "quiet"
            ),
            _step("end", row, pgettext("briefing round", "End"), "circle-check"),
        ]

    def facts(self):
        row = self.record
        days = (phrasing.in_full(row.first_on), phrasing.in_full(row.last_on))
        return [
            (pgettext("briefing round", "Whom"), row.whom or _("Everybody never told")),
            (_("Days"), " – ".join(dict.fromkeys(days))),
            (_("Who goes"), row.officer.name),
            (_("Planned by"), row.planned_by.name),
            (_("How it went"), row.end_note),
        ]

    def joined(self, rows):
        return rows.for_list().select_related("planned_by")


def _step(name, row, label, icon, tone="") -> Button:
    url = reverse(f"antifraud:briefing_round_{name}", args=[row.pk])
    return Button(label, icon, url, tone)


class BriefingRoundCreateView(ActionFormView):
    """Put those never told onto the next days."""

    permission_required = "briefing_round.create"
    form_class = PlanForm
    error_fields = FIELD_OF

    def form_extra(self):
        return {"user": self.request.user, "today": timezone.localdate()}

    def get_initial(self):
        asked = {name: self.request.GET.get(name, "") for name in ASKED}
        return usual(self.request.user) | asked

    def texts(self):
        return {
            "heading": _("Plan a round of briefings"),
            "lead": _("Those at most risk come first, by the short way."),
            "submit": _("Put them on my rounds"),
            "done": _("The doors are on the rounds of these days."),
            "back_url": reverse("antifraud:untold"),
            "back_label": _("Never told"),
        }

    def act(self, form):
        return actions.plan(found=form.plan(), by=self.request.user, at=timezone.now())


class BriefingRoundStepView(StepView):
    """A step of a round of briefings."""

    permission_required = "briefing_round.edit"
    model = BriefingRound
    error_fields = FIELD_OF


class BriefingRoundEndView(BriefingRoundStepView):
    """Done; who was not met comes up again."""

    form_class = EndForm
    heading = gettext_lazy("End the round of briefings")
    submit = gettext_lazy("End it")
    done = gettext_lazy("The round of briefings is over.")

    def lead(self):
        return _("Who was not told comes up again among those never told.")

    def act(self, form):
        data = self.form_data(form)
        return actions.end(briefing_round=self.record, **data, **self.common)


class BriefingRoundCallOffView(BriefingRoundStepView):
    """It does not take place."""

    form_class = CallOffForm
    heading = gettext_lazy("Call the round of briefings off")
    submit = gettext_lazy("Call it off")
    done = gettext_lazy("It is called off; the doors left your rounds.")
    danger = True

    def act(self, form):
        data = self.form_data(form)
        return actions.call_off(briefing_round=self.record, **data, **self.common)


class BriefingStopTakeOffView(BriefingRoundStepView):
    """This household is left in peace for now."""

    form_class = TakeOffForm
    heading = gettext_lazy("Take this household off the round")
    submit = pgettext_lazy("briefing round", "Take off")
    done = gettext_lazy("The household is off the round.")

    @cached_property
    def stop(self) -> BriefingStop:
        visible = Household.objects.visible_to(self.request.user)
        rows = self.record.stops.filter(household__in=visible)
        rows = rows.select_related("household__address")
        return get_object_or_404(rows, pk=self.kwargs["stop"])

    def lead(self):
        return str(self.stop.household)

    def act(self, form):
        data = self.form_data(form)
        return actions.take_off(
            briefing_round=self.record, stop=self.stop, **data, **self.common
        )
