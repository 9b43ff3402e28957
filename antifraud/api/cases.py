"""Fraud cases over REST: every step of the page, the victim only for a purpose."""

from rest_framework import serializers
from rest_framework.decorators import action

from antifraud.actions import cases as actions
from antifraud.actions import victim_contacts
from antifraud.actions.case_facts import (
    LONGEST_FACTS,
    LONGEST_NAME,
    MOST_MONEY,
    CaseFacts,
)
from antifraud.api import shapes_cases as shapes
from antifraud.api.case_figures import FraudFiguresViewSet
from antifraud.api.victim_contacts import ContactInput, VictimContactViewSet
from antifraud.filters.cases import CaseFilterSet
from antifraud.models import ScamType
from antifraud.workflow.cases import CaseSource, ContactWay, Outcome
from antifraud.workflow.people import AgeBand, Group
from households.api.facts import WORDS, facts
from households.api.reveal import LookInput, RevealOutput, revealed
from households.models import Resident
from station.api.bulk import BulkMixin
from station.api.serializers import Input, Origin, Text, VersionedInput, Visible
from station.api.viewsets import ShapeViewSet
from station.feed import Followed
from station.models import Area, User

MAYBE = {"required": False, "allow_null": True}
MONEY = {
    "max_digits": 12, "decimal_places": 2, "min_value": 0, "max_value": MOST_MONEY,
}  # fmt: skip
FACTS = (
    "scam_type", "channel", "outcome", "loss", "stopped", "group", "age_band",
    "place", "happened_at", "reported_at", "source", "source_number", "victim",
    "victim_name", "victim_phone", "facts",
)  # fmt: skip
# What a call is made to is for screening alone.
SOURCES = [choice for choice in CaseSource.choices if choice[0] != CaseSource.CALL]


class CaseFactsInput(serializers.Serializer):
    """What happened; of what is sealed, what is not sent stays as it is."""

    scam_type = Visible(ScamType)
    channel = serializers.ChoiceField(choices=ContactWay.choices)
    outcome = serializers.ChoiceField(choices=Outcome.choices)
    loss = serializers.DecimalField(required=False, **MONEY)
    stopped = serializers.DecimalField(required=False, **MONEY)
    group = serializers.ChoiceField(choices=Group.choices, required=False)
    age_band = serializers.ChoiceField(
        choices=AgeBand.choices, required=False, allow_blank=True
    )
    place = Text(120, **WORDS)
    happened_at = serializers.DateTimeField()
    reported_at = serializers.DateTimeField(**MAYBE)
    source_number = Text(60, **WORDS)
    victim = Visible(Resident, **MAYBE)
    victim_name = Text(LONGEST_NAME, **WORDS)
    victim_phone = Text(30, **WORDS)
    facts = Text(LONGEST_FACTS, **WORDS)


class FraudCaseInput(CaseFactsInput, Input):
    area = Visible(Area, permission="fraud_case.create")
    source = serializers.ChoiceField(choices=SOURCES, required=False)
    origin = Origin()


class FraudCaseEditInput(CaseFactsInput, VersionedInput):
    """The whole case but its place and where it is known from."""


class FraudCaseEndInput(VersionedInput):
    note = Text(2000, **WORDS)


class FraudCaseReasonInput(VersionedInput):
    reason = Text(200)


class FraudCaseHandOverInput(VersionedInput):
    to = Visible(User)


class FraudCaseWishInput(VersionedInput):
    """Does the victim wish to be left alone?"""

    wants_none = serializers.BooleanField()


class FraudCaseLookInput(LookInput):
    field = serializers.ChoiceField(choices=["victim_name", "victim_phone"])


class FraudCaseViewSet(BulkMixin, ShapeViewSet):
    """Frauds of the district, done or tried; the victim is opened for a purpose."""

    shape = shapes.CASES
    list_key = "antifraud.fraudcase"
    filterset_class = CaseFilterSet
    access_fields = "place, facts, end_note"
    required_permissions = {
        "list": "fraud_case.view",
        "retrieve": "fraud_case.view",
        "create": "fraud_case.create",
        "partial_update": "fraud_case.edit",
        "end": "fraud_case.edit",
        "void": "fraud_case.edit",
        "reopen": "fraud_case.edit",
        "hand_over": "fraud_case.edit",
        "wish": "fraud_case.edit",
        "plan_contact": "fraud_case.edit",
        "reveal": "fraud_case.reveal",
    }
    inputs = {
        "create": FraudCaseInput,
        "partial_update": FraudCaseEditInput,
        "end": FraudCaseEndInput,
        "void": FraudCaseReasonInput,
        "reopen": FraudCaseReasonInput,
        "hand_over": FraudCaseHandOverInput,
        "wish": FraudCaseWishInput,
        "plan_contact": ContactInput,
        "reveal": FraudCaseLookInput,
    }
    answers = {"reveal": {200: RevealOutput}}

    def create(self, request):
        """Write a case down; the same row of the statistics twice is refused."""
        data = self.asked()
        found = facts(CaseFacts, FACTS, data)
        place = {"area": data["area"], "origin": data.get("origin")}
        return self.make(actions.register, facts=found, **place)

    def partial_update(self, request, pk=None):
        """Set right; what is not sent of the victim stays."""
        case, data = self.target(), self.asked()
        data.setdefault("source_number", case.source_number)
        data.setdefault("victim", case.victim)
        found = facts(CaseFacts, FACTS, data)
        self.do(actions.edit, case=case, facts=found, version=data["version"])
        return self.show(case)

    @action(detail=True, methods=["post"])
    def end(self, request, pk=None):
        """Nothing more is to be done."""
        return self.act(actions.end, on="case")

    @action(detail=True, methods=["post"])
    def void(self, request, pk=None):
        """It was no fraud: it counts nowhere."""
        return self.act(actions.void, on="case")

    @action(detail=True, methods=["post"])
    def reopen(self, request, pk=None):
        """It is not over after all."""
        return self.act(actions.reopen, on="case")

    @action(detail=True, methods=["post"], url_path="hand-over")
    def hand_over(self, request, pk=None):
        """Somebody else who serves there sees to it."""
        return self.act(actions.hand_over, on="case")

    @action(detail=True, methods=["post"])
    def wish(self, request, pk=None):
        """The victim wishes no more contact, or agrees again."""
        return self.act(victim_contacts.wish, on="case")

    @action(detail=True, methods=["post"], url_path="plan-contact")
    def plan_contact(self, request, pk=None):
        """The victim is asked once more, by day."""
        return self.act(victim_contacts.plan, on="case")

    @action(detail=True, methods=["post"])
    def reveal(self, request, pk=None):
        """The victim's whole name or number, for a purpose."""
        case, look = self.target(), self.asked()
        return revealed(case, by=request.user, **look)


RESOURCES = {
    "fraud-cases": FraudCaseViewSet,
    "victim-contacts": VictimContactViewSet,
    "fraud-figures": FraudFiguresViewSet,
}
FOLLOWED = (
    Followed("fraud-cases", shapes.CASES),
    Followed("victim-contacts", shapes.CONTACTS),
)
