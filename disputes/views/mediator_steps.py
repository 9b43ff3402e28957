"""A mediator is taken on, set right, or the term ends."""

from django.utils import timezone
from django.utils.translation import gettext as _

from disputes.actions import mediators as actions
from disputes.forms import mediators as forms
from disputes.models import Mediator
from disputes.views.mediators import to
from households.views.ledger import StepView
from station import working_days
from station.views.action import ActionFormView

FIELD_OF = {
    "no_name": "name",
    "phone_invalid": "phone",
    "not_mediator": "user",
    actions.TWIN_ACCOUNT: "user",
    "order": "until_on",
    "no_reason": "reason",
    "has_open": "on",
}


class MediatorFormMixin:
    error_fields = FIELD_OF

    @property
    def form_base(self):
        on = working_days.local_date(timezone.now())
        return {"user": self.request.user, "on": on}


class MediatorCreateView(MediatorFormMixin, ActionFormView):
    """Somebody new."""

    permission_required = "mediator.create"
    form_class = forms.MediatorForm

    def form_extra(self):
        return self.form_base

    def get_initial(self):
        return {"from_on": working_days.local_date(timezone.now())}

    def texts(self):
        return {
            "heading": _("New mediator"),
            "submit": _("Take on"),
            "done": _("The mediator is on the register."),
            "back_url": to("mediator_list"),
            "back_label": _("Mediators"),
        }

    def act(self, form):
        return actions.create(
            facts=form.facts(), by=self.request.user, at=timezone.now()
        )


class MediatorEditView(MediatorFormMixin, StepView):
    """Set right, or taken on for another term."""

    permission_required = "mediator.edit"
    model = Mediator
    form_class = forms.MediatorEditForm
    heading = property(lambda self: _("Edit the mediator"))
    submit = property(lambda self: _("Save"))
    done = property(lambda self: _("The mediator is saved."))

    def form_extra(self):
        return {**self.form_base, "mediator": self.record}

    def initial_of(self, current):
        names = (
            "name", "type", "background", "from_on", "until_on", "is_full_time",
            "is_volunteer", "occupation", "skills",
        )  # fmt: skip
        home = current.resident.household.number if current.resident else ""
        return {
            **{name: getattr(current, name) for name in names},
            "area": current.area_id,
            "areas": [area.pk for area in current.areas.all()],
            "fields_known": current.fields,
            "dialects_spoken": "、".join(current.dialects),
            "household_number": home,
            "user": current.user_id,
        }

    def act(self, form):
        version = form.cleaned_data["version"]
        facts = form.facts()
        return actions.edit(
            mediator=self.record, facts=facts, version=version, **self.common
        )


class MediatorEndView(StepView):
    """The term ends."""

    permission_required = "mediator.edit"
    model = Mediator
    form_class = forms.EndTermForm
    error_fields = {**FIELD_OF, "order": "on"}
    danger = True
    heading = property(lambda self: _("End the term"))
    submit = property(lambda self: _("End the term"))
    done = property(lambda self: _("The term ends; nobody proposes them any more."))

    def initial_of(self, current):
        return {"on": working_days.local_date(timezone.now())}

    def act(self, form):
        return actions.end_term(
            mediator=self.record, **self.form_data(form), **self.common
        )
