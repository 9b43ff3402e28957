"""The steps of a dissuasion: raise, go, try, hand over, set right, end."""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.generic import View

from antifraud.actions import dissuasions as actions
from antifraud.forms.dissuasions import (
    CorrectForm,
    HandOverForm,
    RaiseForm,
    SettleForm,
    TryForm,
)
from antifraud.models import Dissuasion
from households.places import areas_in, only_of
from households.views.ledger import RecordMixin, StepView, tap
from station.tasks import sweep
from station.views.action import ActionFormView
from station.views.origin import OriginMixin

FIELD_OF = {
    "nobody": "person_name",
    "phone": "phone",
    "no_result": "result",
    "no_lost": "lost",
    "not_serving": "to",
}


class DissuasionCreateView(OriginMixin, ActionFormView):
    """96110 called, the bank called, a daughter called: it rings at once."""

    permission_required = "dissuasion.create"
    form_class = RaiseForm
    error_fields = FIELD_OF

    def form_extra(self):
        return {"user": self.request.user}

    def get_initial(self):
        facts = self.origin_facts
        person = facts.residents[0] if facts.residents else None
        area = facts.area or only_of(areas_in(self.request.user, "dissuasion.create"))
        found = {"place": facts.place, "told": facts.text}
        if facts.household is not None:
            found["place"] = found["place"] or str(facts.household.address.text)
        if area is not None:
            found["area"] = area.pk
        return found | ({"person_name": person.name} if person else {})

    def texts(self):
        back = self.origin
        return {
            "heading": _("Somebody is being defrauded"),
            "submit": _("Ring at once"),
            "done": _("It rings at the nearest officers."),
            "lead": _("Known enough to find the person? Send it; the rest can follow."),
            "back_url": back.get_absolute_url()
            if back
            else reverse("antifraud:dissuasion_list"),
            "back_label": _("Back") if back else _("Dissuasions"),
        }

    def form_valid(self, form):
        response = super().form_valid(form)
        sweep.delay_on_commit()
        return response

    def act(self, form):
        people = self.origin_facts.residents
        name = form.cleaned_data["person_name"]
        person = next((found for found in people if found.name == name), None)
        return actions.raise_(
            danger=form.danger(resident=person),
            area=form.cleaned_data["area"],
            origin=self.origin,
            by=self.request.user,
            at=timezone.now(),
        )


class DissuasionAnswerView(RecordMixin, View):
    """The first who says so."""

    permission_required = "dissuasion.answer"
    model = Dissuasion
    http_method_names = ["post", "options"]

    def post(self, request, pk):
        return tap(
            request,
            lambda: actions.answer(
                dissuasion=self.record, by=request.user, at=timezone.now()
            ),
            self.record.get_absolute_url(),
            _("You go. The number stands on the page."),
        )


class DissuasionStepView(StepView):
    """A step of one that is not over."""

    permission_required = "dissuasion.answer"
    model = Dissuasion
    error_fields = FIELD_OF

    def lead(self):
        return self.record.who

    def texts(self):
        return {**super().texts(), "back_label": _("Back")}


class DissuasionTryView(DissuasionStepView):
    form_class = TryForm
    is_versioned = False
    heading = property(lambda self: _("Write a try down"))
    submit = property(lambda self: _("Save"))
    done = property(lambda self: _("Written down."))

    def act(self, form):
        data = self.form_data(form)
        return actions.try_(dissuasion=self.record, **data, **self.common)


class DissuasionSettleView(DissuasionStepView):
    form_class = SettleForm
    heading = property(lambda self: pgettext("dissuasion", "End it"))
    submit = property(lambda self: pgettext("dissuasion", "End it"))
    done = property(lambda self: _("It is on file."))

    def act(self, form):
        return actions.settle(
            dissuasion=self.record,
            end=form.end(),
            version=form.cleaned_data["version"],
            **self.common,
        )


class DissuasionHandOverView(DissuasionStepView):
    form_class = HandOverForm
    heading = property(lambda self: _("Somebody nearer goes"))
    submit = property(lambda self: _("Hand over"))
    done = property(lambda self: _("It rings there."))

    def form_extra(self):
        return {"dissuasion": self.record, "now": timezone.now()}

    def act(self, form):
        data = self.form_data(form)
        return actions.hand_over(dissuasion=self.record, **data, **self.common)


class DissuasionCorrectView(DissuasionStepView):
    form_class = CorrectForm
    heading = property(lambda self: _("Set right"))
    submit = property(lambda self: _("Save"))
    done = property(lambda self: _("Saved."))

    def initial_of(self, current):
        names = ("person_name", "place", "risk", "noticed_by", "scam_type", "told")
        found = {name: getattr(current, name) for name in names}
        return {**found, "phone": "", "version": current.version}

    def get_form(self, form_class=None):
        form = super().get_form(form_class)
        form.fields["phone"].help_text = _("Empty: the number stays as it is.")
        return form

    def act(self, form):
        return actions.correct(
            dissuasion=self.record,
            danger=form.danger(resident=self.record.resident),
            version=form.cleaned_data["version"],
            **self.common,
        )
