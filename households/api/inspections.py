"""Venues, checklists, inspections and their rounds over REST."""

from django.utils import timezone
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from households.actions import checklists, inspection_rounds, venue_kinds
from households.actions import inspections as actions
from households.api import shapes_inspection as shapes
from households.api.serializers import WORDS
from households.filters.inspections import InspectionFilterSet
from households.models import (
    Checklist,
    ChecklistItem,
    InspectionStop,
    Measure,
    Section,
    Unit,
)
from households.models import VenueKind as Kind
from households.workflow.inspections import Result, Severity, Unsigned
from station.actions import attachments
from station.api.content import UploadParser
from station.api.serializers import (
    Input,
    Nothing,
    Origin,
    Text,
    VersionedInput,
    Visible,
    VisibleMany,
)
from station.api.viewsets import ShapeViewSet
from station.models import Area, Mark, User

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


class FindingInput(Input):
    item = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    result = serializers.ChoiceField(choices=Result.choices)
    remark = Text(500, **WORDS)


class InspectionInput(Input):
    """An inspection whole: every item of the checklist once."""

    unit = Visible(Unit, permission="inspection.create")
    checklist = Visible(Checklist)
    started_at = serializers.DateTimeField()
    findings = FindingInput(many=True, allow_empty=False)
    id_shown = serializers.BooleanField()
    person_in_charge = Text(60, **WORDS)
    unsigned = serializers.ChoiceField(
        choices=Unsigned.choices,
        help_text="Why nobody signed: over REST no signature is taken.",
    )
    companions = VisibleMany(User, required=False, max_length=10)
    remark = Text(500, **WORDS)
    stop = serializers.IntegerField(min_value=1, max_value=2**63 - 1, required=False)
    origin = Origin()


class InspectionPhotosInput(Input):
    item = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    photos = serializers.ListField(
        child=serializers.ImageField(), min_length=1, max_length=9
    )


class InspectionViewSet(ShapeViewSet):
    """Inspections of places of work; never of a home."""

    shape = shapes.INSPECTIONS
    list_key = "households.inspection"
    filterset_class = InspectionFilterSet
    required_permissions = {
        "list": "inspection.view",
        "retrieve": "inspection.view",
        "create": "inspection.create",
        "photos": "inspection.edit",
    }
    inputs = {"create": InspectionInput, "photos": InspectionPhotosInput}
    access_fields = "person_in_charge"

    def create(self, request):
        """Write an inspection down; each fault gets a hazard's file."""
        data = self.asked()
        unit, checklist = data.pop("unit"), data.pop("checklist")
        origin, stop = data.pop("origin", None), self._stop(data.pop("stop", None))
        data["findings"] = self._findings(checklist, data["findings"])
        return self.make(
            actions.record,
            unit=unit,
            checklist=checklist,
            report=actions.Report(**data),
            stop=stop,
            origin=origin,
        )

    def _stop(self, pk: int | None) -> InspectionStop | None:
        if pk is None:
            return None
        rounds = inspection_rounds.InspectionRound.objects.visible_to(
            self.request.user, "create"
        )
        found = InspectionStop.objects.filter(round__in=rounds, pk=pk).first()
        if found is None:
            raise serializers.ValidationError({"stop": ["There is no such stop."]})
        return found

    def _findings(self, checklist, rows) -> list[actions.Finding]:
        items = checklist.items.in_bulk([row["item"] for row in rows])
        unknown = [row["item"] for row in rows if row["item"] not in items]
        if unknown:
            raise serializers.ValidationError({"findings": ["Unknown item."]})
        return [
            actions.Finding(items[row["item"]], row["result"], row.get("remark", ""))
            for row in rows
        ]

    @action(detail=True, methods=["post"], parser_classes=[UploadParser])
    def photos(self, request, pk=None):
        """Put photos to one item of it, within a day, by who inspected."""
        inspection, data = self.target(), self.asked()
        item = ChecklistItem.objects.filter(
            checklist=inspection.checklist_id, pk=data["item"]
        ).first()
        if item is None:
            raise serializers.ValidationError({"item": ["Unknown item."]})
        stored = []
        try:
            for file in data["photos"]:
                file.seek(0)
                stored.append(attachments.store_picture(file.read()))
            self.do(actions.add_photos, inspection=inspection, item=item, files=stored)
        except BaseException:
            attachments.discard(stored)
            raise
        return self.show(inspection)


class InspectionRoundInput(Input):
    area = Visible(Area, permission="inspection.create")
    only_due = serializers.BooleanField(default=False)


class VenueSkipInput(Input):
    stop = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    reason = Text(120)


class InspectionRoundViewSet(ShapeViewSet):
    """Rounds of a village's venues, in the order one walks them."""

    shape = shapes.ROUNDS
    required_permissions = {
        "list": "inspection.view",
        "retrieve": "inspection.view",
        "create": "inspection.create",
        "skip": "inspection.create",
        "finish": "inspection.create",
    }
    inputs = {"create": InspectionRoundInput, "skip": VenueSkipInput, "finish": Nothing}

    def create(self, request):
        """Begin a round; one that is under way is given back."""
        return self.make(inspection_rounds.start, **self.asked())

    @action(detail=True, methods=["post"])
    def skip(self, request, pk=None):
        """Pass a venue over, with the reason."""
        round_, data = self.target(), self.asked()
        stop = round_.stops.filter(pk=data["stop"]).first()
        if stop is None:
            raise serializers.ValidationError({"stop": ["There is no such stop."]})
        self.do(inspection_rounds.skip, stop=stop, reason=data["reason"])
        inspection_rounds.finish_if_done(round_, by=request.user, at=timezone.now())
        return self.show(round_)

    @action(detail=True, methods=["post"])
    def finish(self, request, pk=None):
        """The round ends; what is left stays due."""
        round_ = self.target()
        self.asked()
        self.do(inspection_rounds.finish, round_=round_)
        return self.show(round_)
