"""Briefings and scam types over REST."""

from rest_framework import serializers
from rest_framework.decorators import action

from antifraud import actions
from antifraud.api import shapes
from antifraud.filters import BriefingFilterSet
from antifraud.models import HandedOver, ScamType
from households.models import Household, Resident
from station.api.serializers import (
    Input,
    Origin,
    Text,
    VersionedInput,
    Visible,
    VisibleMany,
)
from station.api.viewsets import ShapeViewSet
from station.models import Area

WORDS = {"required": False, "allow_blank": True}


class BriefingInput(Input):
    area = Visible(Area, permission="briefing.create")
    household = Visible(
        Household, permission="briefing.create", required=False, allow_null=True
    )
    resident = Visible(Resident, required=False, allow_null=True)
    person_name = Text(60, **WORDS)
    scam_types = VisibleMany(ScamType, allow_empty=False, max_length=20)
    handed_over = serializers.ListField(
        child=serializers.ChoiceField(choices=HandedOver.choices),
        required=False,
        max_length=len(HandedOver),
    )
    briefed_at = serializers.DateTimeField()
    note = Text(500, **WORDS)
    origin = Origin()


class BriefingWithdrawInput(VersionedInput):
    reason = Text(300)


class ScamTypeEditInput(VersionedInput):
    name_zh = Text(60, required=False)
    name_en = Text(80, required=False)
    signs = Text(1000, **WORDS)
    advice = Text(1000, **WORDS)
    order = serializers.IntegerField(min_value=0, max_value=9999, required=False)
    is_active = serializers.BooleanField(required=False)


class BriefingViewSet(ShapeViewSet):
    """One-to-one briefings."""

    shape = shapes.BRIEFINGS
    list_key = "antifraud.briefing"
    filterset_class = BriefingFilterSet
    required_permissions = {
        "list": "briefing.view",
        "retrieve": "briefing.view",
        "create": "briefing.create",
        "withdraw": "briefing.edit",
    }
    inputs = {"create": BriefingInput, "withdraw": BriefingWithdrawInput}
    access_fields = "person_name, note"

    def create(self, request):
        """Somebody was told how people are defrauded."""
        data = self.asked()
        place = {name: data.pop(name, None) for name in ("household", "origin")}
        area = data.pop("area")
        data["scam_types"] = tuple(data["scam_types"])
        data["handed_over"] = tuple(data.get("handed_over", ()))
        told = actions.Told(**data)
        return self.make(actions.brief, area=area, told=told, **place)

    @action(detail=True, methods=["post"])
    def withdraw(self, request, pk=None):
        """Written down by mistake; it counts no more."""
        return self.act(actions.withdraw, on="briefing")


class ScamTypeViewSet(ShapeViewSet):
    """The ways people are defrauded, with signs and advice."""

    shape = shapes.SCAM_TYPES
    required_permissions = {
        "list": "scam_type.view",
        "retrieve": "scam_type.view",
        "partial_update": "scam_type.edit",
    }
    inputs = {"partial_update": ScamTypeEditInput}

    def partial_update(self, request, pk=None):
        """Other signs, other advice, or no longer told of."""
        scam_type, facts = self.target(), self.asked()
        version = facts.pop("version")
        self.do(actions.edit_type, scam_type=scam_type, facts=facts, version=version)
        return self.show(scam_type)
