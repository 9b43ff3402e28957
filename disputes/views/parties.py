"""The parties of a dispute, their agents, and the safeguards owed to them."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from disputes.actions import agents, parties, safeguards
from disputes.forms.disputes import RemoveForm
from disputes.forms.parties import AgentForm, PartyForm, SafeguardForm
from disputes.models import DisputeParty, PartyAgent
from disputes.views.disputes import FIELD_OF, DisputeStepView
from disputes.workflow.safeguards import ARTICLES, SafeguardKind
from households.views.pictures import ScanMixin
from station import scans

PARTY_FIELD_OF = {
    **FIELD_OF,
    "born_in_future": "birth_date",
    "too_young": "lives_on_own_labour",
    "suspect_agent": "role",
}

AGENT_FIELD_OF = {
    **FIELD_OF,
    "no_power": "power",
    "in_future": "granted_on",
    **dict.fromkeys(scans.CODES, "photos"),
}


class PartyAddView(DisputeStepView):
    """Somebody else belongs to it."""

    form_class = PartyForm
    error_fields = PARTY_FIELD_OF

    def texts(self):
        return {
            **super().texts(),
            "heading": _("Add a party"),
            "submit": _("Add"),
            "done": _("Added."),
        }

    def act(self, form):
        version = form.cleaned_data["version"]
        parties.add_party(**self.common, facts=form.facts(), version=version)
        return self.dispute


class PartyStepView(DisputeStepView):
    """A step with one of the parties."""

    @cached_property
    def party(self) -> DisputeParty:
        rows = self.dispute.parties.select_related("resident", "dispute")
        return get_object_or_404(rows, pk=self.kwargs["party"])


class PartyEditView(PartyStepView):
    """Who it is, set right; for a minor, who answers for them."""

    form_class = PartyForm
    error_fields = PARTY_FIELD_OF

    def form_extra(self):
        return {**super().form_extra(), "party": self.party}

    def get_initial(self):
        kept = {"phone", "guardian_phone"}
        names = [name for name in PartyForm.base_fields if name not in kept]
        return {
            name: getattr(self.party, name)
            for name in names
            if hasattr(self.party, name)
        }

    def texts(self):
        return {
            **super().texts(),
            "heading": self.party.name,
            "submit": _("Save"),
            "done": _("Saved."),
        }

    def act(self, form):
        version = form.cleaned_data["version"]
        parties.edit_party(
            **self.common, party=self.party, facts=form.facts(), version=version
        )
        return self.dispute


class PartyRemoveView(PartyStepView):
    """Written down by mistake."""

    form_class = RemoveForm

    def texts(self):
        return {
            **super().texts(),
            "heading": _("Remove %(name)s") % {"name": self.party.name},
            "submit": _("Remove"),
            "done": _("Removed."),
            "danger": True,
        }

    def act(self, form):
        return parties.remove_party(
            **self.common, party=self.party, version=form.cleaned_data["version"]
        )


class AgentAddView(ScanMixin, PartyStepView):
    """Somebody speaks for a party, with a written power."""

    form_class = AgentForm
    error_fields = AGENT_FIELD_OF

    def texts(self):
        return {
            **super().texts(),
            "heading": _("Agent of %(name)s") % {"name": self.party.name},
            "submit": _("Add"),
            "done": _("Added."),
        }

    def act_with(self, form, stored):
        agents.add_agent(
            **self.common, party=self.party, papers=stored, **_agent_said(form)
        )
        return self.dispute


class AgentStepView(DisputeStepView):
    """A step with one of the agents."""

    @cached_property
    def agent(self) -> PartyAgent:
        rows = PartyAgent.objects.filter(party__dispute=self.dispute)
        return get_object_or_404(rows, pk=self.kwargs["agent"])


class AgentEditView(ScanMixin, AgentStepView):
    """How far the power goes, set right; the pages of it, once they are there."""

    form_class = AgentForm
    error_fields = AGENT_FIELD_OF

    def form_extra(self):
        return {**super().form_extra(), "agent": self.agent}

    def get_initial(self):
        return {
            name: getattr(self.agent, name) for name in ("name", "power", "granted_on")
        }

    def texts(self):
        return {
            **super().texts(),
            "heading": self.agent.name,
            "submit": _("Save"),
            "done": _("Saved."),
        }

    def act_with(self, form, stored):
        agents.edit_agent(
            **self.common, agent=self.agent, papers=stored, **_agent_said(form)
        )
        return self.dispute


def _agent_said(form) -> dict:
    names = ("name", "phone", "power", "granted_on", "version")
    return {name: form.cleaned_data[name] for name in names}


class AgentRemoveView(AgentStepView):
    """The power was taken back."""

    form_class = RemoveForm

    def texts(self):
        return {
            **super().texts(),
            "heading": _("Remove %(name)s") % {"name": self.agent.name},
            "submit": _("Remove"),
            "done": _("Removed."),
            "danger": True,
        }

    def act(self, form):
        return agents.remove_agent(
            **self.common, agent=self.agent, version=form.cleaned_data["version"]
        )


class SafeguardView(DisputeStepView):
    """A step the law asks for: done on a day, or not needed for a reason."""

    form_class = SafeguardForm
    error_fields = {"no_reason": "note", "in_future": "done_on"}

    @cached_property
    def kind(self) -> SafeguardKind:
        if self.kwargs["kind"] not in SafeguardKind.values:
            raise Http404
        return SafeguardKind(self.kwargs["kind"])

    def get_initial(self):
        return {"done_on": timezone.localdate()}

    def texts(self):
        return {
            **super().texts(),
            "heading": self.kind.label,
            "lead": ARTICLES[self.kind],
            "submit": _("Save"),
            "done": _("Saved."),
        }

    def act(self, form):
        data = form.cleaned_data
        names = ("done_on", "note", "is_needless", "version")
        asked = {name: data[name] for name in names}
        safeguards.settle(**self.common, kind=self.kind, **asked)
        return self.dispute
