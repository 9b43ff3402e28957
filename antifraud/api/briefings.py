"""Briefings over REST."""

from rest_framework import serializers
from rest_framework.decorators import action

from antifraud.actions import briefings as actions
from antifraud.api import shapes_briefings as shapes
from antifraud.filters.briefings import BriefingFilterSet
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
from station.feed import Followed
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


RESOURCES = {"briefings": BriefingViewSet}
FOLLOWED = (Followed("briefings", shapes.BRIEFINGS),)
