"""Scam types over REST."""

from rest_framework import serializers

from antifraud.actions import scam_types as actions
from antifraud.models import ScamType
from station.api.serializers import Text, VersionedInput
from station.api.shape import Shape
from station.api.viewsets import ShapeViewSet

WORDS = {"required": False, "allow_blank": True}

SCAM_TYPES = Shape(
    "ScamType",
    ScamType,
    "id",
    "code",
    "name_zh",
    "name_en",
    "signs",
    "advice",
    "source",
    "order",
    "is_active",
    "version",
    "created_at",
    "updated_at",
    orders={"order": "order", "updated_at": "updated_at", "id": "id"},
    order="order",
)


class ScamTypeEditInput(VersionedInput):
    name_zh = Text(60, required=False)
    name_en = Text(80, required=False)
    signs = Text(1000, **WORDS)
    advice = Text(1000, **WORDS)
    order = serializers.IntegerField(min_value=0, max_value=9999, required=False)
    is_active = serializers.BooleanField(required=False)


class ScamTypeViewSet(ShapeViewSet):
    """The ways people are defrauded, with signs and advice."""

    shape = SCAM_TYPES
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
        self.do(actions.edit, scam_type=scam_type, facts=facts, version=version)
        return self.show(scam_type)


RESOURCES = {"scam-types": ScamTypeViewSet}
FOLLOWED = ()
