"""The steps of a place on a shift: the volunteer's own, and the captain's."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from households.views.ledger import StepView
from patrols import limits
from patrols.actions import attendance
from patrols.actions import sign_ups as actions
from patrols.forms.shifts import AttendForm, OptionalReasonForm, ReasonForm
from patrols.models import SignUp
from patrols.views.shift_steps import TapView
from patrols.workflow.rosters import SignUpStatus
from station import phrasing


class PlaceMixin:
    model = SignUp

    def joined(self, rows):
        return rows.for_list().defer("volunteer__phone")


class SignUpAcceptView(PlaceMixin, TapView):
    permission_required = "sign_up.edit"
    done = property(lambda self: _("You are on the shift."))

    def act(self):
        actions.accept(sign_up=self.record, **self.common)


class SignUpApproveView(PlaceMixin, TapView):
    permission_required = "sign_up.approve"
    done = property(lambda self: _("Approved. They are told."))

    def act(self):
        actions.approve(sign_up=self.record, **self.common)


class PlaceStepView(PlaceMixin, StepView):
    """A step with its reason."""

    error_fields = {"no_reason": "reason"}

    def texts(self):
        return {**super().texts(), "back_label": self.record.shift.place_name}

    def lead(self):
        shift = self.record.shift
        return f"{phrasing.in_full(shift.starts_at)} · {shift.place_name}"


class SignUpDeclineView(PlaceStepView):
    permission_required = "sign_up.edit"
    form_class = OptionalReasonForm
    heading = property(lambda self: _("You cannot come?"))
    submit = property(lambda self: _("I cannot"))
    done = property(lambda self: _("Noted. Somebody else is asked."))

    def act(self, form):
        return actions.decline(
            sign_up=self.record, **self.form_data(form), **self.common
        )


class SignUpWithdrawView(PlaceStepView):
    """Early enough without a reason; at short notice with one."""

    permission_required = "sign_up.edit"
    danger = True
    heading = property(lambda self: _("Withdraw from the shift?"))
    submit = property(lambda self: _("Withdraw"))
    done = property(lambda self: _("You are off the shift."))

    def get_form_class(self):
        return ReasonForm if self._is_short else OptionalReasonForm

    @property
    def _is_short(self) -> bool:
        row = self.record
        rules = limits.rules_of(row.shift.area)
        left = row.shift.starts_at - self.common["at"]
        return row.status == SignUpStatus.CONFIRMED and left < rules.notice

    def lead(self):
        lead = super().lead()
        if not self._is_short:
            return lead
        hours = limits.rules_of(self.record.shift.area).notice_hours
        short = _("This is less than %(n)d hours before; the captain is told.")
        return f"{lead} — {short % {'n': hours}}"

    def act(self, form):
        return actions.withdraw(
            sign_up=self.record, **self.form_data(form), **self.common
        )


class LeadStepView(PlaceStepView):
    """What the captain does with somebody's place."""

    permission_required = "sign_up.approve"
    form_class = ReasonForm

    def lead(self):
        return f"{self.record.volunteer.name} · {super().lead()}"


class SignUpRefuseView(LeadStepView):
    danger = True
    heading = property(lambda self: _("Do not approve?"))
    submit = property(lambda self: _("Refuse"))
    done = property(lambda self: _("Refused. They are told why."))

    def act(self, form):
        return actions.refuse(
            sign_up=self.record, **self.form_data(form), **self.common
        )


class SignUpRemoveView(LeadStepView):
    danger = True
    heading = property(lambda self: _("Take somebody off the shift?"))
    submit = property(lambda self: pgettext("shift", "Take off"))
    done = property(lambda self: _("Taken off. They are told."))

    def act(self, form):
        return actions.withdraw(
            sign_up=self.record, **self.form_data(form), **self.common
        )


class SignUpAttendView(LeadStepView):
    form_class = AttendForm
    heading = property(lambda self: _("Did they come?"))
    submit = property(lambda self: _("Save"))
    done = property(lambda self: _("Noted."))

    def initial_of(self, current):
        return {"attendance": current.attendance or "came"}

    def act(self, form):
        return attendance.note(
            sign_up=self.record, **self.form_data(form), **self.common
        )
