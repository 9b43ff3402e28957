"""What is noted of a volunteer: trainings, insurance, equipment."""

from datetime import timedelta

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.generic import View

from households.views.ledger import StepView, tap
from patrols.actions import volunteer_facts as actions
from patrols.forms import volunteers as forms
from patrols.models import Equipment, Insurance, Training, Volunteer
from station import working_days
from station.views.policy import PolicyMixin

YEAR = timedelta(days=364)
FIELD_OF = {
    "in_future": "held_on",
    "year": "held_on",
    "hours": "hours",
    "no_insurer": "insurer",
    actions.IN_ONE_HAND: "mark",
}


class FactAddView(StepView):
    """Something more about one volunteer."""

    model = Volunteer
    permission_required = "volunteer.edit"
    error_fields = FIELD_OF
    is_versioned = False
    action = None

    @property
    def today(self):
        return working_days.local_date(timezone.now())

    def act(self, form):
        self.action(volunteer=self.record, **self.form_data(form), **self.common)
        return self.record


class TrainingAddView(FactAddView):
    """A course."""

    form_class = forms.TrainingForm
    action = staticmethod(actions.train)
    error_fields = {**FIELD_OF, "order": "expires_on", "year_of_end": "expires_on"}
    heading = property(lambda self: _("Add a training"))
    submit = property(lambda self: _("Add"))
    done = property(lambda self: _("The training is on record."))

    def initial_of(self, current):
        return {"held_on": self.today}


class InsuranceAddView(FactAddView):
    """A policy; a year from today unless told otherwise."""

    form_class = forms.InsuranceForm
    action = staticmethod(actions.insure)
    error_fields = {**FIELD_OF, "order": "until_on", "year_of_end": "until_on"}
    heading = property(lambda self: _("Note an insurance"))
    submit = property(lambda self: _("Note"))
    done = property(lambda self: _("The insurance is on record."))

    def initial_of(self, current):
        return {"from_on": self.today, "until_on": self.today + YEAR}


class EquipmentAddView(FactAddView):
    """A thing handed out."""

    form_class = forms.EquipmentForm
    action = staticmethod(actions.hand_out)
    heading = property(lambda self: _("Hand something out"))
    submit = property(lambda self: _("Hand out"))
    done = property(lambda self: _("It stands in the list of what is lent."))


class EquipmentBackView(StepView):
    """A thing given back, or lost."""

    model = Equipment
    permission_required = "volunteer.edit"
    form_class = forms.GiveBackForm
    is_versioned = False
    heading = property(lambda self: pgettext("equipment", "Take back"))
    submit = property(lambda self: pgettext("equipment", "Take back"))
    done = property(lambda self: _("It is back."))

    def joined(self, rows):
        return rows.select_related("volunteer").defer(
            "volunteer__phone", "volunteer__vetting_note", "volunteer__guardian_phone"
        )

    def lead(self):
        return str(self.record)

    def texts(self):
        return {**super().texts(), "back_label": str(self.record.volunteer)}

    def act(self, form):
        return actions.take_back(
            equipment=self.record, **self.form_data(form), **self.common
        )


class StrikeView(PolicyMixin, View):
    """One tap: noted by mistake."""

    permission_required = "volunteer.edit"
    http_method_names = ["post", "options"]
    model = None

    def post(self, request, pk):
        rows = self.model.objects.visible_to(request.user, "edit")
        row = get_object_or_404(rows.select_related("volunteer"), pk=pk)
        return tap(
            request, lambda: self.act(row), row.get_absolute_url(), _("Struck out.")
        )

    def act(self, row):
        actions.strike(fact=row, by=self.request.user, at=timezone.now())


class TrainingStrikeView(StrikeView):
    model = Training


class InsuranceStrikeView(StrikeView):
    model = Insurance
