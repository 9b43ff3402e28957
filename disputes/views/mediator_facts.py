"""What is noted of a mediator: trainings, absences, and ties to people."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import View

from disputes.actions import mediators as actions
from disputes.forms import mediators as forms
from disputes.models import Mediator, MediatorAbsence, MediatorTie
from households.views.ledger import StepView, tap
from station.views.policy import PolicyMixin

FIELD_OF = {
    "no_name": "name",
    "order": "until_on",
    "past": "until_on",
    "no_topic": "topic",
    "in_future": "held_on",
    "hours": "hours",
}


class MediatorAddView(StepView):
    """Something more about one mediator."""

    model = Mediator
    permission_required = "mediator.edit"
    error_fields = FIELD_OF
    is_versioned = False
    action = None

    def act(self, form):
        self.action(mediator=self.record, **self.form_data(form), **self.common)
        return self.record


class TrainingAddView(MediatorAddView):
    """A course."""

    form_class = forms.TrainingForm
    action = staticmethod(actions.add_training)
    heading = property(lambda self: _("Add a training"))
    submit = property(lambda self: _("Add"))
    done = property(lambda self: _("The training is on record."))


class AbsenceAddView(MediatorAddView):
    """Days away."""

    permission_required = "mediator.absent"
    form_class = forms.AbsenceForm
    action = staticmethod(actions.add_absence)
    heading = property(lambda self: _("Note an absence"))
    submit = property(lambda self: _("Note"))
    done = property(lambda self: _("On these days nobody proposes them."))


class TieAddView(MediatorAddView):
    """Somebody they cannot mediate for."""

    form_class = forms.TieForm
    heading = property(lambda self: _("Add a tie"))
    submit = property(lambda self: _("Add"))
    done = property(lambda self: _("The tie is noted."))

    def form_extra(self):
        return {"user": self.request.user}

    def act(self, form):
        data = form.cleaned_data
        actions.add_tie(
            mediator=self.record,
            kind=data["kind"],
            note=data["note"],
            **form.other,
            **self.common,
        )
        return self.record


class TakeBackView(PolicyMixin, View):
    """One tap: something noted about a mediator is taken back."""

    http_method_names = ["post", "options"]
    model = None

    def post(self, request, pk):
        action = self.permission_required.partition(".")[2]
        rows = self.model.objects.visible_to(request.user, action)
        row = get_object_or_404(rows.select_related("mediator"), pk=pk)
        return tap(
            request, lambda: self.act(row), row.get_absolute_url(), _("Taken back.")
        )


class AbsenceCancelView(TakeBackView):
    """They are there after all."""

    permission_required = "mediator.absent"
    model = MediatorAbsence

    def act(self, row):
        actions.cancel_absence(absence=row, by=self.request.user, at=timezone.now())


class TieRemoveView(TakeBackView):
    """Noted by mistake, or over."""

    permission_required = "mediator.edit"
    model = MediatorTie

    def act(self, row):
        actions.remove_tie(tie=row, by=self.request.user, at=timezone.now())
