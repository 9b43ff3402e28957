"""What others do about a patrol: vouch, strike out, end it for somebody."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from households.views.ledger import StepView
from patrols.actions import check_ins
from patrols.actions import duty as actions
from patrols.forms.duty import ConfirmForm, EndForForm, StrikeForm
from patrols.models import CheckIn, Patrol
from station import policy


class StrikeView(StepView):
    """A check-in that does not count."""

    permission_required = "check_in.correct"
    model = CheckIn
    form_class = StrikeForm
    is_versioned = False
    danger = True
    error_fields = {"no_reason": "reason"}
    heading = property(lambda self: _("Strike out the check-in"))
    submit = property(lambda self: pgettext("check-in", "Strike out"))
    done = property(lambda self: _("Struck out. It stays readable, with the reason."))

    def lead(self):
        return f"{self.record.patrol.volunteer.name} · {self.record}"

    def next_url(self, made):
        return made.patrol.get_absolute_url()

    def act(self, form):
        reason = form.cleaned_data["reason"]
        return check_ins.strike(check_in=self.record, reason=reason, **self.common)


class PatrolStepView(StepView):
    """A step of a patrol that was somebody else's."""

    model = Patrol
    is_versioned = False

    def joined(self, rows):
        return rows.for_list()


class EndForView(PatrolStepView):
    """For somebody who forgot to go off duty."""

    permission_required = "patrol.end"
    form_class = EndForForm
    heading = property(lambda self: _("End the patrol for them"))
    submit = property(lambda self: _("End the patrol"))
    done = property(lambda self: _("The patrol has ended."))

    def initial_of(self, current):
        return {"ended": timezone.localtime()}

    def act(self, form):
        ended = form.cleaned_data["ended"]
        return actions.end_for(patrol=self.record, ended=ended, **self.common)


class ConfirmView(PatrolStepView):
    """Whoever leads the team vouches for it."""

    permission_required = "check_in.confirm"
    form_class = ConfirmForm
    error_fields = {"outside": "moment", "too_old": "moment"}
    heading = property(lambda self: _("Vouch for a check-in"))
    submit = property(lambda self: _("I vouch for it"))
    done = property(lambda self: _("Written down: they were there."))

    @cached_property
    def record(self):
        """A patrol one sees, whose check-ins one may vouch for."""
        user = self.request.user
        rows = self.joined(Patrol.objects.visible_to(user))
        found = get_object_or_404(rows, pk=self.kwargs["pk"])
        if not policy.can(user, "check_in.confirm", found):
            raise Http404
        return found

    def form_extra(self):
        return {"user": self.request.user}

    def initial_of(self, current):
        return {"moment": timezone.localtime(current.ended_at)}

    def next_url(self, made):
        return made.patrol.get_absolute_url()

    def act(self, form):
        data = self.form_data(form)
        return check_ins.confirm(patrol=self.record, **data, **self.common)
