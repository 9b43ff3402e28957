"""The steps of a shift: made, changed, published, cancelled."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import View

from households.views.ledger import RecordMixin, StepView, tap
from patrols.actions import shifts as actions
from patrols.actions import sign_ups
from patrols.forms.shifts import (
    ProposeForm,
    ReasonForm,
    ShiftCreateForm,
    ShiftEditForm,
    teams_for,
)
from patrols.models import Shift, Volunteer
from patrols.shift_pages import to
from station.tasks import sweep
from station.views.action import ActionFormView

FIELD_OF = {
    "order": "until_time",
    "too_long": "until_time",
    "past": "on",
    "needed": "needed",
    "out_of_use": "kind",
    "out_of_season": "kind",
    "area": "area",
    "too_few": "needed",
    "dissolved": "team",
}
PREFILLED = ("team", "kind", "route", "area", "place", "needed", "on", "note")


class ShiftCreateView(ActionFormView):
    """A single shift; a gap in the coverage leads here with all that is known."""

    permission_required = "shift.create"
    form_class = ShiftCreateForm
    error_fields = FIELD_OF

    def form_extra(self):
        teams = teams_for(self.request.user, self.permission_required)
        return {"user": self.request.user, "teams": teams}

    def get_initial(self):
        asked = self.request.GET
        found = {name: asked[name] for name in PREFILLED if name in asked}
        for name in ("from", "until"):
            if name in asked:
                found[f"{name}_time"] = asked[name]
        teams = self.form_extra()["teams"][:2]
        if len(teams) == 1:
            found.setdefault("team", teams[0].pk)
        return found

    def texts(self):
        return {
            "heading": _("New shift"),
            "submit": _("Make the shift"),
            "done": _("The shift stands."),
            "back_url": to("shift_list"),
            "back_label": _("Shifts"),
            "draft": "shift",
        }

    def act(self, form):
        return actions.create(
            team=form.cleaned_data["team"],
            facts=form.facts(),
            by=self.request.user,
            at=timezone.now(),
        )


class ShiftStepView(StepView):
    """One step of a shift."""

    permission_required = "shift.edit"
    model = Shift
    error_fields = FIELD_OF


class ShiftEditView(ShiftStepView):
    form_class = ShiftEditForm
    heading = property(lambda self: _("Edit the shift"))
    submit = property(lambda self: _("Save"))
    done = property(lambda self: _("Saved. Everybody on it is told."))

    def form_extra(self):
        return {"user": self.request.user, "shift": self.record}

    def initial_of(self, current):
        start = timezone.localtime(current.starts_at)
        end = timezone.localtime(current.ends_at)
        names = ("needed", "place", "skills", "is_risky", "note")
        return {
            **{name: getattr(current, name) for name in names},
            "kind": current.kind_id,
            "route": current.route_id,
            "area": current.area_id,
            "on": start.date(),
            "from_time": start.time(),
            "until_time": end.time(),
        }

    def act(self, form):
        return actions.edit(
            shift=self.record,
            facts=form.facts(),
            version=form.cleaned_data["version"],
            **self.common,
        )


class ShiftCancelView(ShiftStepView):
    form_class = ReasonForm
    danger = True
    heading = property(lambda self: _("Cancel the shift?"))
    submit = property(lambda self: _("Cancel the shift"))
    done = property(lambda self: _("Cancelled. Everybody on it is told."))

    def lead(self):
        return str(self.record)

    def act(self, form):
        return actions.cancel(shift=self.record, **self.form_data(form), **self.common)


class TapView(RecordMixin, View):
    """One tap, without a form."""

    http_method_names = ["post"]
    done = ""

    def post(self, request, *args, **kwargs):
        answer = tap(request, self.act, self.record.get_absolute_url(), self.done)
        sweep.delay_on_commit()
        return answer

    def act(self) -> None:
        raise NotImplementedError

    @property
    def common(self) -> dict:
        return {"by": self.request.user, "at": timezone.now()}


class ShiftPublishView(TapView):
    permission_required = "shift.edit"
    model = Shift
    done = property(lambda self: _("Published. The team can sign up."))

    def act(self):
        actions.publish(shift=self.record, version=self.record.version, **self.common)


class ShiftSignUpView(TapView):
    """I come; or onto the waiting list."""

    permission_required = "shift.sign_up"
    model = Shift
    done = property(lambda self: _("Noted. What became of it stands on this page."))

    @cached_property
    def volunteer(self) -> Volunteer:
        return get_object_or_404(Volunteer.objects.of(self.request.user))

    def act(self):
        sign_ups.sign_up(shift=self.record, volunteer=self.volunteer, **self.common)


class ShiftProposeView(ShiftStepView):
    """The captain puts somebody down; they are asked whether they come."""

    permission_required = "shift.edit"
    form_class = ProposeForm
    template_name = "patrols/shift_propose.html"
    is_versioned = False
    heading = property(lambda self: _("Put somebody down"))
    submit = property(lambda self: _("Put down"))
    done = property(lambda self: _("Put down. They are asked whether they come."))

    def lead(self):
        return str(self.record)

    def form_extra(self):
        return {"user": self.request.user, "shift": self.record}

    def act(self, form):
        return sign_ups.propose(
            shift=self.record,
            volunteer=form.cleaned_data["volunteer"],
            **self.common,
        )

    def next_url(self, made):
        return self.record.get_absolute_url()
