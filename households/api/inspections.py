"""Venues, checklists, inspections and their rounds over REST."""

from django.utils import timezone
from rest_framework import serializers
from rest_framework.decorators import action

from households.actions import inspection_rounds
from households.actions import inspections as actions
from households.api import shapes_inspection as shapes
from households.api.facts import WORDS, photos
from households.filters.inspections import InspectionFilterSet
from households.models import (
    Checklist,
    ChecklistItem,
    InspectionStop,
    Unit,
)
from households.papers import printing
from households.workflow.inspections import Result, Unsigned
from station import pdf_answers
from station.actions import attachments
from station.api.content import UploadParser
from station.api.papers import BINARY
from station.api.serializers import (
    Input,
    Origin,
    Text,
    Visible,
    VisibleMany,
)
from station.api.viewsets import ShapeViewSet
from station.models import User


class FindingInput(Input):
    item = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    result = serializers.ChoiceField(choices=Result.choices)
    remark = Text(500, **WORDS)


class InspectionInput(Input):
    """An inspection whole: every item of the checklist once, and who signed.

    With a signature it comes as multipart form data, the findings as JSON in their part.
    """

    unit = Visible(Unit, permission="inspection.create")
    checklist = Visible(Checklist)
    started_at = serializers.DateTimeField()
    findings = FindingInput(many=True, allow_empty=False)
    id_shown = serializers.BooleanField()
    person_in_charge = Text(60, **WORDS)
    signature = serializers.ImageField(required=False)
    unsigned = serializers.ChoiceField(
        choices=Unsigned.choices,
        required=False,
        help_text="Why nobody signed, where nobody did.",
    )
    companions = VisibleMany(User, required=False, max_length=10)
    remark = Text(500, **WORDS)
    stop = serializers.IntegerField(min_value=1, max_value=2**63 - 1, required=False)
    origin = Origin()


class InspectionPhotosInput(Input):
    item = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    photos = photos(min_length=1)


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
        "paper": "inspection.print",
    }
    takes_files = frozenset({"create"})
    inputs = {"create": InspectionInput, "photos": InspectionPhotosInput}
    answers = {"paper": BINARY}
    refusing_reads = frozenset({"paper"})
    access_fields = "person_in_charge"

    def create(self, request):
        """Write an inspection down; each fault gets a hazard's file."""
        data = self.asked()
        unit, checklist = data.pop("unit"), data.pop("checklist")
        origin, stop = data.pop("origin", None), self._stop(data.pop("stop", None))
        data["findings"] = self._findings(checklist, data["findings"])
        signature = data.pop("signature", None)
        with attachments.stored_pictures([signature] if signature else []) as stored:
            report = actions.Report(**data, signature=next(iter(stored), None))
            made = self.do(
                actions.record,
                unit=unit,
                checklist=checklist,
                report=report,
                stop=stop,
                origin=origin,
            )
        return self.show(made, status=201)

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
        with attachments.stored_pictures(data["photos"]) as stored:
            self.do(actions.add_photos, inspection=inspection, item=item, files=stored)
        return self.show(inspection)

    @action(detail=True)
    def paper(self, request, pk=None):
        """The record of it as PDF/A; the print is written down."""
        inspection = self.target()
        body = printing.inspection(inspection, by=request.user, at=timezone.now())
        return pdf_answers.shown(body, f"{inspection.number}.pdf")
