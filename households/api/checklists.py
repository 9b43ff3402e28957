"""Kinds of venues and their checklists over REST."""

from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from households.actions import checklists, venue_kinds
from households.api import shapes_inspection as shapes
from households.api.serializers import WORDS
from households.models import Measure, Section
from households.models import VenueKind as Kind
from households.workflow.inspections import Severity
from station.api.serializers import Input, Nothing, Text, VersionedInput, Visible
from station.api.viewsets import ShapeViewSet
from station.models import Mark

DAYS = {"min_value": 1, "max_value": 999, "required": False}


class KindFields(serializers.Serializer):
    title_zh = Text(40)
    title_en = Text(60, **WORDS)
    is_nine = serializers.BooleanField(required=False)
    cycle_low = serializers.IntegerField(**DAYS)
    cycle_medium = serializers.IntegerField(**DAYS)
    cycle_high = serializers.IntegerField(**DAYS)
    source = Text(200, **WORDS)
    mark = serializers.ChoiceField(choices=Mark.choices, required=False)
    order = serializers.IntegerField(min_value=0, max_value=999, required=False)
    is_active = serializers.BooleanField(required=False)
    limits = serializers.DictField(
        child=serializers.IntegerField(min_value=0, max_value=1_000_000),
        required=False,
        help_text="By measure: floor_area, seats, beds, boarders, pupils …",
    )

    def validate_limits(self, value):
        if set(value) - set(Measure.values):
            raise serializers.ValidationError("Unknown measure.")
        return value


class KindInput(KindFields, Input):
    code = serializers.SlugField(max_length=30)


class KindEditInput(KindFields, VersionedInput):
    """The whole kind as it should stand."""


class VenueKindViewSet(ShapeViewSet):
    """Kinds of venues with their limits and cycles."""

    shape = shapes.VENUE_KINDS
    required_permissions = {
        "list": "venue_kind.view",
        "retrieve": "venue_kind.view",
        "create": "venue_kind.create",
        "partial_update": "venue_kind.edit",
    }
    inputs = {"create": KindInput, "partial_update": KindEditInput}

    def create(self, request):
        """Take in a kind of venue."""
        data = self.asked()
        code = data.pop("code")
        facts = venue_kinds.KindFacts(**data)
        return self.make(venue_kinds.create, code=code, facts=facts)

    def partial_update(self, request, pk=None):
        """Set a kind right; send it whole."""
        kind, data = self.target(), self.asked()
        version = data.pop("version")
        facts = venue_kinds.KindFacts(**data)
        self.do(venue_kinds.edit, kind=kind, facts=facts, version=version)
        return self.show(kind)


class DraftInput(Input):
    kind = Visible(Kind, required=False, allow_null=True)


class InspectionItemInput(Input):
    """One more thing to look at in a draft."""

    section = serializers.ChoiceField(choices=Section.choices)
    title_zh = Text(120)
    title_en = Text(160, **WORDS)
    fault_zh = Text(200, **WORDS)
    fault_en = Text(240, **WORDS)
    severity = serializers.ChoiceField(choices=Severity.choices, required=False)
    legal_basis = Text(200, **WORDS)
    deadline_days = serializers.IntegerField(min_value=1, max_value=365, required=False)


class ChecklistViewSet(ShapeViewSet):
    """Checklists with their versions; a published one is final."""

    shape = shapes.CHECKLISTS
    required_permissions = {
        "list": "checklist.view",
        "retrieve": "checklist.view",
        "create": "checklist.create",
        "adopt": "checklist.adopt",
        "items": "checklist.edit",
        "publish": "checklist.edit",
    }
    inputs = {
        "create": DraftInput,
        "adopt": Nothing,
        "items": InspectionItemInput,
        "publish": Nothing,
    }
    answers = {"adopt": {204: None}}

    def create(self, request):
        """Begin the next version with what the present one says."""
        return self.make(checklists.start, kind=self.asked().get("kind"))

    @action(detail=False, methods=["post"])
    def adopt(self, request):
        """Take in the nine kinds and the standard checklists, once."""
        self.asked()
        self.do(venue_kinds.adopt_standard)
        return Response(status=204)

    @action(detail=True, methods=["post"])
    def items(self, request, pk=None):
        """Put an item into a draft."""
        draft, data = self.target(), self.asked()
        facts = checklists.ItemFacts(**data)
        self.do(checklists.add_item, checklist=draft, facts=facts)
        return self.show(draft)

    @action(detail=True, methods=["post"])
    def publish(self, request, pk=None):
        """From now on inspections are done by it."""
        draft = self.target()
        self.asked()
        self.do(checklists.publish, checklist=draft)
        return self.show(draft)
