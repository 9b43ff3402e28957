"""The steps of a roster: made, filled, published, discarded."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import View

from households.views.ledger import RecordMixin, StepView
from patrols.actions import rosters as actions
from patrols.forms.rosters import PeriodForm, StepForm
from patrols.forms.shifts import teams_for
from patrols.lists.rosters import days_of
from patrols.models import RosterPeriod
from patrols.shift_pages import to
from station.errors import RuleError
from station.views.action import ActionFormView

WEEK = timedelta(days=7)


class PeriodCreateView(ActionFormView):
    """Next week's roster, usually."""

    permission_required = "roster.create"
    form_class = PeriodForm
    error_fields = {
        "order": "until_on",
        "too_long": "until_on",
        "past": "until_on",
        "dissolved": "team",
        "patrols_rosterperiod_no_overlap": "from_on",
    }

    def form_extra(self):
        return {"teams": teams_for(self.request.user, self.permission_required)}

    def get_initial(self):
        today = timezone.localdate()
        monday = today + WEEK - timedelta(days=today.weekday())
        found = {"from_on": monday, "until_on": monday + timedelta(days=6)}
        teams = self.form_extra()["teams"][:2]
        if "team" in self.request.GET:
            found["team"] = self.request.GET["team"]
        elif len(teams) == 1:
            found["team"] = teams[0].pk
        return {**found, "is_filled": True}

    def texts(self):
        return {
            "heading": _("New roster"),
            "submit": _("Make the roster"),
            "done": _("The roster stands as a draft."),
            "back_url": to("period_list"),
            "back_label": _("Rosters"),
        }

    def act(self, form):
        data, step = form.cleaned_data, {"by": self.request.user, "at": timezone.now()}
        period = actions.create(
            team=data["team"], from_on=data["from_on"], until_on=data["until_on"],
            **step,
        )  # fmt: skip
        if data["is_filled"]:
            actions.fill(period=period, **step)
        return period


class PeriodFillView(RecordMixin, View):
    """One tap: what is missing of the weekly shifts is made."""

    permission_required = "roster.edit"
    model = RosterPeriod
    http_method_names = ["post"]

    def joined(self, rows):
        return rows.select_related("team")

    def post(self, request, *args, **kwargs):
        try:
            found = actions.fill(period=self.record, by=request.user, at=timezone.now())
        except RuleError as error:
            messages.error(request, str(error))
        else:
            messages.success(request, _words(found))
        return HttpResponseRedirect(self.record.get_absolute_url())


def _words(found: actions.Filled) -> str:
    text = _("New shifts: %(n)d.") % {"n": found.made}
    if found.out_of_season:
        text += " " + _("Out of season: %(n)d.") % {"n": found.out_of_season}
    return text


class PeriodStepView(StepView):
    model = RosterPeriod
    form_class = StepForm

    def joined(self, rows):
        return rows.select_related("team")

    def lead(self):
        return f"{self.record.team.name} · {days_of(self.record)}"

    def texts(self):
        return {**super().texts(), "back_label": self.record.team.name}


class PeriodPublishView(PeriodStepView):
    permission_required = "roster.publish"
    heading = property(lambda self: _("Publish the roster?"))
    submit = property(lambda self: _("Publish"))
    done = property(lambda self: _("Published. The team is told and can sign up."))

    def act(self, form):
        return actions.publish(
            period=self.record, version=form.cleaned_data["version"], **self.common
        )


class PeriodDiscardView(PeriodStepView):
    permission_required = "roster.edit"
    danger = True
    heading = property(lambda self: _("Discard this draft?"))
    submit = property(lambda self: _("Discard"))
    done = property(lambda self: _("The draft is gone."))

    def act(self, form):
        return actions.discard(
            period=self.record, version=form.cleaned_data["version"], **self.common
        )

    def next_url(self, made):
        return to("period_list")
