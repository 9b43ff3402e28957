"""A volunteer is entered, vetted, set right, rests, leaves, comes back."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.generic import View

from households.views.ledger import StepView, tap
from patrols.actions import accounts, guardians, volunteers
from patrols.forms import volunteers as forms
from patrols.models import Volunteer
from patrols.views.volunteers import to
from station import working_days
from station.forms.once import VersionedForm
from station.views.action import ActionFormView
from station.views.people import PASSWORD_PAGE, to_hand_over
from station.views.policy import PolicyMixin
from station.views.secret_once import SecretOnceView

FIELD_OF = {
    "no_name": "name",
    "no_phone": "phone",
    "phone_invalid": "phone",
    volunteers.TWIN: "phone",
    "too_young": "born_on",
    "too_old": "born_on",
    "hours": "hours_a_week",
    "guardian": "guardian_name",
    "guardian_phone": "guardian_phone",
    "guardian_day": "guardian_agreed_on",
    "no_reason": "reason",
    "past": "until_on",
}


# Where only the guardian's phone is asked for.
OF_GUARDIAN = {**FIELD_OF, "phone_invalid": "guardian_phone"}


class VolunteerCreateView(ActionFormView):
    """Somebody who wants to join is entered by hand."""

    permission_required = "volunteer.create"
    form_class = forms.VolunteerForm
    error_fields = FIELD_OF

    def form_extra(self):
        return {"user": self.request.user}

    def texts(self):
        return {
            "heading": _("New volunteer"),
            "submit": _("Enter"),
            "done": _("The application is entered; it is vetted next."),
            "back_url": to("volunteer_list"),
            "back_label": _("Volunteers"),
        }

    def act(self, form):
        return volunteers.apply(
            facts=form.facts(), by=self.request.user, at=timezone.now()
        )


class VolunteerStepView(StepView):
    """One step in the life of a volunteer."""

    permission_required = "volunteer.edit"
    model = Volunteer
    error_fields = FIELD_OF


class VolunteerEditView(VolunteerStepView):
    """Set right; the phone stays unless typed anew."""

    form_class = forms.VolunteerEditForm
    heading = property(lambda self: _("Edit the volunteer"))
    submit = property(lambda self: _("Save"))
    done = property(lambda self: _("The volunteer is saved."))

    def joined(self, rows):
        return rows.select_related("area", "resident")

    def form_extra(self):
        return {"user": self.request.user, "volunteer": self.record}

    def initial_of(self, current):
        names = (
            "name", "born_on", "trade", "skills", "employer", "hours_a_week", "motive",
        )  # fmt: skip
        found = {name: getattr(current, name) for name in names}
        return {**found, "area": current.area_id}

    def act(self, form):
        return volunteers.edit(
            volunteer=self.record,
            facts=form.facts(),
            version=form.cleaned_data["version"],
            **self.common,
        )


class PasswordStepView(SecretOnceView, VolunteerStepView):
    """A step that may end with a one-time password on the screen."""

    permission_required = "volunteer.vet"
    needs_fresh_sign_in = True
    secret_template = PASSWORD_PAGE
    secret_of = Volunteer

    def answer(self, made, secret):
        """Without a password no account was opened."""
        if secret:
            return super().answer(made, secret)
        return tap(self.request, lambda: None, made.get_absolute_url(), self.done)

    def shown(self, made, secret):
        return to_hand_over(
            made.user,
            secret,
            _("%(name)s signs in with this. Hand it over:") % {"name": made.name},
            made.get_absolute_url(),
        )


class VolunteerAcceptView(PasswordStepView):
    """Vetted: fit, of age or with the guardian's consent, and taken on."""

    form_class = forms.AcceptForm
    error_fields = OF_GUARDIAN
    heading = property(lambda self: pgettext("volunteer", "Take on"))
    submit = property(lambda self: pgettext("volunteer", "Take on"))
    done = property(lambda self: _("Taken on as a volunteer."))

    def form_extra(self):
        today = working_days.local_date(timezone.now())
        is_minor = self.record.is_minor_on(today)
        return {"volunteer": self.record, "is_minor": is_minor}

    def initial_of(self, current):
        return _guardian_of(current)

    def lead(self):
        return self.record.motive

    def make(self, form):
        return volunteers.accept(
            volunteer=self.record,
            vetting=form.vetting(),
            version=form.cleaned_data["version"],
            **self.common,
        )


class VolunteerGuardianView(VolunteerStepView):
    """Who consented in writing that a minor patrols."""

    form_class = forms.GuardianForm
    error_fields = OF_GUARDIAN
    heading = property(lambda self: _("The guardian's consent"))
    submit = property(lambda self: _("Save"))
    done = property(lambda self: _("The guardian's consent is on record."))

    def form_extra(self):
        return {"volunteer": self.record}

    def initial_of(self, current):
        return _guardian_of(current)

    def act(self, form):
        return guardians.note(
            volunteer=self.record,
            guardian=form.guardian(),
            version=form.cleaned_data["version"],
            **self.common,
        )


class VolunteerAccountView(PasswordStepView):
    """An account for who has none, else a new one-time password."""

    form_class = VersionedForm
    heading = property(lambda self: _("Account and password"))
    submit = property(lambda self: _("Make one"))
    done = ""

    def lead(self):
        if self.record.user_id is None:
            return _("Opens an account; you get a one-time password to hand over.")
        return _("The old password ends, and so do all sessions.")

    def make(self, form):
        return accounts.give(
            volunteer=self.record,
            version=form.cleaned_data["version"],
            **self.common,
        )


class VolunteerRefuseView(VolunteerStepView):
    """Not taken on."""

    permission_required = "volunteer.vet"
    form_class = forms.ReasonForm
    danger = True
    heading = property(lambda self: _("Not take on"))
    submit = property(lambda self: _("Not take on"))
    done = property(lambda self: _("The application is closed."))

    def act(self, form):
        return volunteers.refuse(
            volunteer=self.record, **self.form_data(form), **self.common
        )


class VolunteerRestView(VolunteerStepView):
    """Pauses for a while."""

    form_class = forms.RestForm
    heading = property(lambda self: _("Rests from patrols"))
    submit = property(lambda self: _("Rests"))
    done = property(lambda self: _("Nobody rosters them until they are back."))

    def act(self, form):
        return volunteers.rest(
            volunteer=self.record, **self.form_data(form), **self.common
        )


class VolunteerLeaveView(VolunteerStepView):
    """Leaves for good."""

    form_class = forms.ReasonForm
    danger = True
    heading = property(lambda self: _("Leaves for good"))
    submit = property(lambda self: _("Leaves for good"))
    done = property(lambda self: _("Teams, post and account have ended."))

    def lead(self):
        return _("Out of all teams, and the account ends at once.")

    def act(self, form):
        return volunteers.leave(
            volunteer=self.record, **self.form_data(form), **self.common
        )


class VolunteerTapView(PolicyMixin, View):
    """One tap: back from a rest, or vetted anew."""

    http_method_names = ["post", "options"]
    done = ""

    def post(self, request, pk):
        action = self.permission_required.partition(".")[2]
        rows = Volunteer.objects.visible_to(request.user, action)
        row = get_object_or_404(rows, pk=pk)
        return tap(request, lambda: self.act(row), row.get_absolute_url(), self.done)

    def step(self, row) -> dict:
        return {
            "volunteer": row,
            "version": row.version,
            "by": self.request.user,
            "at": timezone.now(),
        }


class VolunteerResumeView(VolunteerTapView):
    permission_required = "volunteer.edit"
    done = property(lambda self: _("Back among those who patrol."))

    def act(self, row):
        volunteers.resume(**self.step(row))


class VolunteerReapplyView(VolunteerTapView):
    permission_required = "volunteer.vet"
    done = property(lambda self: _("To be vetted anew."))

    def act(self, row):
        volunteers.reapply(**self.step(row))


def _guardian_of(volunteer: Volunteer) -> dict:
    """What is known already; the phone is never shown whole."""
    names = ("guardian_name", "guardian_agreed_on")
    return {name: getattr(volunteer, name) for name in names}
