"""The steps of a joint mediation: moved, called off, held, and what the parties say."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from disputes.actions import joint as actions
from disputes.actions import joint_consents
from disputes.forms.joint import CallOffForm, ConsentForm, HoldForm, JointWordsForm
from disputes.models import JointMediation
from households.views.ledger import StepView

WORDS = ("planned_at", "place_kind", "place", "subject", "agenda", "chair")
FIELD_OF = {
    "past": "planned_at",
    "no_place": "place",
    "no_subject": "subject",
    "personal": "subject",
    "no_reason": "reason",
    "nobody_came": "came",
    "not_invited": "came",
    "no_consent": "came",
    "in_future": "held_at",
    "not_serving": "chair",
    "no_facts": "facts",
    "no_recording": "recording",
    "not_impartial": "is_impartial",
}


class JointStepView(StepView):
    """One step of a joint mediation."""

    permission_required = "joint_mediation.edit"
    model = JointMediation
    error_fields = FIELD_OF

    def lead(self):
        return self.record.dispute.title

    def texts(self):
        return {**super().texts(), "back_label": self.record.template.title}


class JointMoveView(JointStepView):
    """Another day, another place, other words."""

    form_class = JointWordsForm
    heading = property(lambda self: _("Postpone or change"))
    submit = property(lambda self: _("Save"))
    done = property(lambda self: _("Saved. Call those who have no account."))

    def form_extra(self):
        return {"area": self.record.dispute.area}

    def initial_of(self, current):
        facts = {name: getattr(current, name) for name in WORDS}
        return {**facts, "planned_at": timezone.localtime(current.planned_at)}

    def act(self, form):
        version = form.cleaned_data["version"]
        return actions.move(
            joint=self.record, plan=form.plan(), version=version, **self.common
        )


class JointCallOffView(JointStepView):
    form_class = CallOffForm
    danger = True
    heading = property(lambda self: _("Call off the joint mediation"))
    submit = property(lambda self: pgettext("mediation", "Call off"))
    done = property(lambda self: _("Called off. Call those who were invited."))

    def act(self, form):
        return actions.call_off(
            joint=self.record, **self.form_data(form), **self.common
        )


class JointHoldView(JointStepView):
    """Who came, and what came of it."""

    form_class = HoldForm
    heading = property(lambda self: _("The joint mediation was held"))
    submit = property(lambda self: _("Save"))
    done = property(lambda self: _("Kept. Note now who undertook what."))

    def form_extra(self):
        return {"joint": self.record}

    def initial_of(self, current):
        now = timezone.localtime(timezone.now())
        coming = current.invitations.standing().filter(answer="accepted")
        return {
            "held_at": min(timezone.localtime(current.planned_at), now),
            "came": list(coming.values_list("pk", flat=True)),
        }

    def act(self, form):
        data = form.cleaned_data
        return actions.hold(
            joint=self.record,
            sitting=form.sitting(),
            came=tuple(data["came"]),
            version=data["version"],
            **self.common,
        )


class JointConsentView(JointStepView):
    """What each party says to the others sitting in."""

    form_class = ConsentForm
    is_versioned = False
    heading = property(lambda self: _("What the parties say to those invited"))
    submit = property(lambda self: _("Save"))
    done = property(lambda self: _("Saved."))

    def form_extra(self):
        return {"dispute": self.record.dispute}

    def initial_of(self, current):
        return {
            f"party_{row.party_id}": "yes" if row.is_given else "no"
            for row in current.consents.all()
        }

    def act(self, form):
        said = tuple(form.said())
        if not said:
            return self.record
        return joint_consents.record_consents(
            joint=self.record, said=said, **self.common
        )
