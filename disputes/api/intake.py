"""Over REST: facts set right, parties and agents, safeguards, and the tier."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.decorators import action

from disputes.actions import agents, facts, parties, safeguards, tiers
from disputes.models import Dispute, DisputeField, PartyAgent
from disputes.workflow.intake import Danger, PartyKind, PartyRole, Side, Tier
from disputes.workflow.safeguards import SafeguardKind
from households.api.facts import scans
from households.api.reveal import LookInput, RevealOutput, revealed
from households.models import Resident
from station.actions import attachments
from station.api.serializers import Input, Text, VersionedInput, Visible

WORDS = {"required": False, "allow_blank": True}
MAYBE = {"required": False, "allow_null": True}
KEY = {"min_value": 1, "max_value": 2**63 - 1}
PERMISSIONS = dict.fromkeys(
    (
        "partial_update",
        "edit_party",
        "add_agent",
        "edit_agent",
        "remove_agent",
        "safeguard",
        "escalate",
        "lower",
        "keep_tier",
    ),
    "dispute.edit",
) | {"reveal": "dispute.reveal"}


class FieldCode(serializers.CharField):
    """A code among the county's kinds of quarrels."""

    def __init__(self, **kwargs) -> None:
        super().__init__(max_length=24, **kwargs)

    def to_internal_value(self, data):
        code = super().to_internal_value(data)
        if code not in DisputeField.objects.labels():
            message = serializers.ChoiceField.default_error_messages["invalid_choice"]
            raise serializers.ValidationError(message.format(input=code))
        return code


class FactsInput(serializers.Serializer):
    """What else is known of a dispute."""

    event_on = serializers.DateField(**MAYBE)
    amount = serializers.DecimalField(
        max_digits=12, decimal_places=2, min_value=0, **MAYBE
    )
    people_count = serializers.IntegerField(min_value=1, max_value=9999, required=False)
    dangers = serializers.ListField(
        child=serializers.ChoiceField(choices=Danger.choices),
        required=False,
        max_length=len(Danger.values),
    )
    is_domestic_violence = serializers.BooleanField(required=False)
    is_school_bullying = serializers.BooleanField(required=False)
    school_told_on = serializers.DateField(**MAYBE)


class DisputeEditInput(VersionedInput, FactsInput):
    """Only what is other than it stands."""

    field = FieldCode(required=False)
    grade = serializers.IntegerField(min_value=1, max_value=5, required=False)
    summary = Text(4000, required=False)
    place = Text(120, **WORDS)
    call_number = Text(40, **WORDS)


class GuardianInput(Input):
    """Who answers for a minor."""

    name = Text(60, **WORDS)
    relation = Text(20, **WORDS)
    phone = Text(30, **WORDS)
    told_on = serializers.DateField(**MAYBE)
    is_present = serializers.BooleanField(required=False)


class PartyInput(Input):
    """By name, or by the register."""

    side = serializers.ChoiceField(choices=Side.choices)
    name = Text(60, **WORDS)
    phone = Text(30, **WORDS)
    resident = Visible(Resident, required=False, allow_null=True)
    kind = serializers.ChoiceField(choices=PartyKind.choices, required=False)
    role = serializers.ChoiceField(choices=PartyRole.choices, required=False)
    birth_date = serializers.DateField(**MAYBE)
    guardian = GuardianInput(**MAYBE)
    lives_on_own_labour = serializers.BooleanField(required=False)


class PartyEditInput(VersionedInput, PartyInput):
    """The whole party as it should stand; a number left out stays."""

    party = serializers.IntegerField(**KEY)


class AgentInput(VersionedInput):
    """With the pages of the written power, photos or PDF, as multipart form data."""

    name = Text(60)
    phone = Text(30, **WORDS)
    power = Text(300)
    granted_on = serializers.DateField()
    papers = scans(required=False)


class AgentAddInput(AgentInput):
    party = serializers.IntegerField(**KEY)


class AgentEditInput(AgentInput):
    """The whole agent as it should stand; a number left out stays."""

    agent = serializers.IntegerField(**KEY)


class AgentRemoveInput(VersionedInput):
    agent = serializers.IntegerField(**KEY)


class NumberInput(LookInput):
    """Whose number: of a party, of the guardian of one, or of an agent."""

    party = serializers.IntegerField(**KEY, required=False)
    agent = serializers.IntegerField(**KEY, required=False)
    field = serializers.ChoiceField(
        choices=["phone", "guardian_phone"], default="phone"
    )

    def validate(self, attrs):
        """Of one, and only a party has a guardian."""
        if ("party" in attrs) == ("agent" in attrs):
            raise serializers.ValidationError({"party": [_("Choose from the list.")]})
        if "agent" in attrs and attrs["field"] != "phone":
            raise serializers.ValidationError({"field": [_("Choose from the list.")]})
        return attrs


class SafeguardInput(VersionedInput):
    kind = serializers.ChoiceField(choices=SafeguardKind.choices)
    done_on = serializers.DateField()
    note = Text(1000, **WORDS)
    is_needless = serializers.BooleanField(required=False)


class TierInput(VersionedInput):
    tier = serializers.ChoiceField(choices=Tier.choices)
    reason = Text(500)


class KeepTierInput(VersionedInput):
    reason = Text(500)


INPUTS = {
    "partial_update": DisputeEditInput,
    "edit_party": PartyEditInput,
    "add_agent": AgentAddInput,
    "edit_agent": AgentEditInput,
    "remove_agent": AgentRemoveInput,
    "safeguard": SafeguardInput,
    "escalate": TierInput,
    "lower": TierInput,
    "keep_tier": KeepTierInput,
    "reveal": NumberInput,
}


def party_facts(said: dict) -> parties.PartyFacts:
    """What was sent of a party, as the action takes it."""
    guardian = said.pop("guardian", None)
    return parties.PartyFacts(
        **said, guardian=parties.Guardian(**guardian) if guardian else None
    )


class IntakeMixin:
    """Steps of a dispute that belong to its intake and its tier."""

    takes_files = frozenset({"add_agent", "edit_agent"})
    intake_answers = {"reveal": {200: RevealOutput}}

    def partial_update(self, request, pk=None):
        """Set the facts right; where the rules then say another tier it is proposed."""
        return self.act(facts.edit, on="dispute")

    @action(detail=True, methods=["post"])
    def escalate(self, request, pk=None):
        """Raise the tier, with a reason; whoever must know is told."""
        return self.act(tiers.escalate, on="dispute")

    @action(detail=True, methods=["post"])
    def lower(self, request, pk=None):
        """Lower the tier, with a reason."""
        return self.act(tiers.lower, on="dispute")

    @action(detail=True, methods=["post"], url_path="keep-tier")
    def keep_tier(self, request, pk=None):
        """Keep the tier although the rules propose another."""
        return self.act(tiers.keep, on="dispute")

    @action(detail=True, methods=["post"], url_path="edit-party")
    def edit_party(self, request, pk=None):
        """Set right who a party is, or say who answers for a minor."""
        dispute, data = self.target(), self.asked()
        party = self.child(dispute.parties, data, "party")
        version = data.pop("version")
        self.do(
            parties.edit_party,
            dispute=dispute,
            party=party,
            facts=party_facts(data),
            version=version,
        )
        return self.show(dispute)

    @action(detail=True, methods=["post"], url_path="add-agent")
    def add_agent(self, request, pk=None):
        """Somebody speaks for a party with a written power."""
        dispute, data = self.target(), self.asked()
        party = self.child(dispute.parties, data, "party")
        with attachments.stored_scans(data.pop("papers", [])) as papers:
            self.do(
                agents.add_agent, dispute=dispute, party=party, papers=papers, **data
            )
        return self.show(dispute)

    @action(detail=True, methods=["post"], url_path="edit-agent")
    def edit_agent(self, request, pk=None):
        """How far the power goes, set right; more pages of it are added."""
        dispute, data = self.target(), self.asked()
        agent = self.child(_agents(dispute), data, "agent")
        with attachments.stored_scans(data.pop("papers", [])) as papers:
            self.do(
                agents.edit_agent, dispute=dispute, agent=agent, papers=papers, **data
            )
        return self.show(dispute)

    @action(detail=True, methods=["post"], url_path="remove-agent")
    def remove_agent(self, request, pk=None):
        """The power was taken back."""
        dispute, data = self.target(), self.asked()
        agent = self.child(_agents(dispute), data, "agent")
        self.do(agents.remove_agent, dispute=dispute, agent=agent, **data)
        return self.show(dispute)

    @action(detail=True, methods=["post"])
    def safeguard(self, request, pk=None):
        """A step the law asks for was done, or is not needed for a reason."""
        dispute, data = self.target(), self.asked()
        self.do(safeguards.settle, dispute=dispute, **data)
        return self.show(dispute)

    @action(detail=True, methods=["post"])
    def reveal(self, request, pk=None):
        """A whole phone number of a party, a guardian or an agent, for a purpose."""
        dispute, data = self.target(), self.asked()
        if "agent" in data:
            whose = self.child(_agents(dispute), data, "agent")
        else:
            whose = self.child(dispute.parties, data, "party")
        return revealed(whose, by=request.user, **data)

    def child(self, rows, data: dict, name: str):
        """The part of the dispute that is meant; another's is unknown."""
        key = data.pop(name)
        found = rows.filter(pk=key).first()
        if found is None:
            message = serializers.PrimaryKeyRelatedField.default_error_messages[
                "does_not_exist"
            ]
            raise serializers.ValidationError({name: [message.format(pk_value=key)]})
        return found


def _agents(dispute: Dispute):
    """Whoever speaks for one of its parties."""
    return PartyAgent.objects.filter(party__dispute=dispute)
