"""Kinds of quarrels, grades and rules of tiers over REST."""

from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from disputes.actions import kinds, tier_rules
from disputes.api import shapes_intake as shapes
from disputes.filters.kinds import TierRuleFilterSet
from disputes.workflow.intake import Danger, Tier
from disputes.workflow.mediation import MediatorType
from station.api.serializers import Input, Text, VersionedInput, Visible
from station.api.viewsets import ShapeViewSet
from station.models import Area

MAYBE = {"required": False, "allow_null": True}


class DisputeFieldFacts(serializers.Serializer):
    title_zh = Text(40)
    title_en = Text(60, required=False, allow_blank=True)
    order = serializers.IntegerField(min_value=0, max_value=9999, required=False)
    is_active = serializers.BooleanField(required=False)


class DisputeFieldInput(DisputeFieldFacts, Input):
    code = serializers.RegexField(r"^[a-z][a-z0-9_]{1,23}$")


class DisputeFieldEditInput(DisputeFieldFacts, VersionedInput):
    """Only what is other than it stands, and its name."""


class DisputeFieldViewSet(ShapeViewSet):
    """The county's kinds of quarrels; what is out of use stays on what it names."""

    shape = shapes.DISPUTE_FIELDS
    required_permissions = {
        "list": "dispute_field.view",
        "retrieve": "dispute_field.view",
        "create": "dispute_field.create",
        "partial_update": "dispute_field.edit",
    }
    inputs = {"create": DisputeFieldInput, "partial_update": DisputeFieldEditInput}

    def create(self, request):
        """A kind the county adds; its code never changes afterwards."""
        return self.make(kinds.create, **self.asked())

    def partial_update(self, request, pk=None):
        """Other words or another order, or out of use."""
        return self.act(kinds.edit, on="field")


class DisputeGradeEditInput(VersionedInput):
    title_zh = Text(40, required=False)
    title_en = Text(60, required=False, allow_blank=True)
    meaning_zh = Text(300, required=False)
    meaning_en = Text(400, required=False, allow_blank=True)
    mediator_type = serializers.ChoiceField(
        choices=MediatorType.choices, required=False
    )
    tier = serializers.ChoiceField(choices=Tier.choices, required=False)


class DisputeGradeViewSet(ShapeViewSet):
    """The five grades: what they mean, whom they are given to, where they begin."""

    shape = shapes.DISPUTE_GRADES
    required_permissions = {
        "list": "dispute_grade.view",
        "retrieve": "dispute_grade.view",
        "partial_update": "dispute_grade.edit",
    }
    inputs = {"partial_update": DisputeGradeEditInput}

    def partial_update(self, request, pk=None):
        """Say anew what a grade means."""
        return self.act(kinds.edit_grade, on="grade")


class TierRuleFacts(serializers.Serializer):
    """All that is set must hold."""

    kinds = serializers.ListField(
        child=serializers.CharField(max_length=24),
        source="fields",
        required=False,
        max_length=100,
    )
    dangers = serializers.ListField(
        child=serializers.ChoiceField(choices=Danger.choices),
        required=False,
        max_length=len(Danger.values),
    )
    grade_from = serializers.IntegerField(min_value=1, max_value=5, **MAYBE)
    people_from = serializers.IntegerField(min_value=1, max_value=9999, **MAYBE)
    times_from = serializers.IntegerField(min_value=2, max_value=99, **MAYBE)
    amount_from = serializers.DecimalField(
        max_digits=12, decimal_places=2, min_value=1, **MAYBE
    )
    is_domestic_violence = serializers.BooleanField(required=False)
    order = serializers.IntegerField(min_value=0, max_value=9999, required=False)
    is_active = serializers.BooleanField(required=False)


class TierRuleInput(TierRuleFacts, Input):
    area = Visible(Area, permission="tier_rule.create")
    tier = serializers.ChoiceField(choices=Tier.choices)


class TierRuleEditInput(TierRuleFacts, VersionedInput):
    """Only what is other than it stands."""

    tier = serializers.ChoiceField(choices=Tier.choices, required=False)


class TierRulePlaceInput(Input):
    """A county or a station in one's charge."""

    area = Visible(Area, permission="tier_rule.edit")


class TierRulesAdoptedOutput(serializers.Serializer):
    adopted = serializers.IntegerField(help_text="How many rules it has now.")


class TierRuleViewSet(ShapeViewSet):
    """Rules a county or a station set; where none are, those that ship hold."""

    shape = shapes.TIER_RULES
    filterset_class = TierRuleFilterSet
    required_permissions = {
        "list": "tier_rule.view",
        "retrieve": "tier_rule.view",
        "create": "tier_rule.create",
        "partial_update": "tier_rule.edit",
        "adopt": "tier_rule.edit",
        "drop": "tier_rule.edit",
    }
    inputs = {
        "create": TierRuleInput,
        "partial_update": TierRuleEditInput,
        "adopt": TierRulePlaceInput,
        "drop": TierRulePlaceInput,
    }
    answers = {"adopt": {200: TierRulesAdoptedOutput}, "drop": {204: None}}

    def create(self, request):
        """One rule more, beside those that held there."""
        return self.make(tier_rules.create, **self.asked())

    def partial_update(self, request, pk=None):
        """From the next dispute on; those on file keep their tier."""
        return self.act(tier_rules.edit, on="rule")

    @action(detail=False, methods=["post"])
    def adopt(self, request):
        """Take over the rules that hold at a place, to change them there."""
        rows = self.do(tier_rules.adopt, **self.asked())
        return Response({"adopted": len(rows)})

    @action(detail=False, methods=["post"])
    def drop(self, request):
        """Go back to the rules above; the own ones stay on file, out of use."""
        self.do(tier_rules.drop, **self.asked())
        return Response(status=204)
