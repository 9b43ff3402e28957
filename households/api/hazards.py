"""Hazards over REST: one file each, every step a verb."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.decorators import action

from households.actions import hazard_steps as steps
from households.actions import hazards as actions
from households.api import shapes_inspection as shapes
from households.api.facts import WORDS, photos
from households.filters.inspections import HazardFilterSet
from households.models import Hazard, HazardNotice, Household, Office, Unit
from households.papers import printing
from households.workflow.inspections import Severity
from station import pdf_answers
from station.actions import attachments
from station.api.bulk import BulkMixin
from station.api.papers import BINARY
from station.api.serializers import (
    Input,
    Origin,
    Text,
    VersionedInput,
    Visible,
    VisibleMany,
)
from station.api.viewsets import ShapeViewSet
from station.errors import RuleError
from station.models import Area, User

FACTS = (
    "what",
    "severity",
    "deadline_on",
    "description",
    "legal_basis",
    "to_transfer",
)


class HazardInput(Input):
    """At a unit, at a household, or at a place within an area.

    With photos as multipart form data.
    """

    unit = Visible(Unit, permission="hazard.create", required=False)
    household = Visible(Household, permission="hazard.create", required=False)
    area = Visible(Area, permission="hazard.create", required=False)
    place = Text(120, **WORDS)
    what = Text(200)
    severity = serializers.ChoiceField(choices=Severity.choices)
    deadline_on = serializers.DateField()
    description = Text(2000, **WORDS)
    legal_basis = Text(200, **WORDS)
    to_transfer = serializers.BooleanField(default=False)
    photos = photos(required=False)
    origin = Origin()


class NotifyInput(Input):
    """Others of the same place may stand on the same notice.

    With the signature as multipart form data.
    """

    others = VisibleMany(Hazard, required=False, max_length=20)
    received_by = Text(60, **WORDS)
    is_refused = serializers.BooleanField(default=False)
    signature = serializers.ImageField(required=False)


class ReportDoneInput(VersionedInput):
    note = Text(300, **WORDS)


class ExtendInput(VersionedInput):
    deadline_on = serializers.DateField()
    reason = Text(300)


class ReinspectInput(VersionedInput):
    """What one found; with photos as multipart form data."""

    is_gone = serializers.BooleanField()
    remark = Text(500, **WORDS)
    photos = photos(required=False)


class HazardReassignInput(VersionedInput):
    to = Visible(User)
    reason = Text(200, **WORDS)


class TransferInput(VersionedInput):
    office = Visible(Office)
    reference = Text(60, **WORDS)
    reason = Text(300, **WORDS)


class HazardAnswerInput(VersionedInput):
    answer = Text(2000)


class HazardCloseInput(VersionedInput):
    reason = Text(300, **WORDS)


class HazardViewSet(BulkMixin, ShapeViewSet):
    """Hazards, from the day they were seen to the day they are gone."""

    shape = shapes.HAZARDS
    list_key = "households.hazard"
    filterset_class = HazardFilterSet
    required_permissions = {
        "list": "hazard.view",
        "retrieve": "hazard.view",
        "create": "hazard.create",
        "notify": "hazard.edit",
        "report_done": "hazard.edit",
        "extend": "hazard.extend",
        "reinspect": "hazard.edit",
        "reassign": "hazard.edit",
        "transfer": "hazard.edit",
        "record_answer": "hazard.edit",
        "close": "hazard.edit",
        "notice": "hazard.print",
    }
    takes_files = frozenset({"create", "notify", "reinspect"})
    inputs = {
        "create": HazardInput,
        "notify": NotifyInput,
        "report_done": ReportDoneInput,
        "extend": ExtendInput,
        "reinspect": ReinspectInput,
        "reassign": HazardReassignInput,
        "transfer": TransferInput,
        "record_answer": HazardAnswerInput,
        "close": HazardCloseInput,
    }
    answers = {"notice": BINARY}
    refusing_reads = frozenset({"notice"})
    access_fields = "description, answer"

    def create(self, request):
        """Open a file for a hazard that somebody saw."""
        data = self.asked()
        facts = {name: data.pop(name) for name in FACTS if name in data}
        with attachments.stored_pictures(data.pop("photos", [])) as stored:
            found = actions.Facts(**facts)
            made = self.do(actions.report, facts=found, photos=stored, **data)
        return self.show(made, status=201)

    @action(detail=True, methods=["post"])
    def notify(self, request, pk=None):
        """Serve the rectification notice."""
        hazard, data = self.target(), self.asked()
        others = {row.pk: row for row in data.pop("others", [])} | {hazard.pk: hazard}
        signed = [data.pop("signature")] if "signature" in data else []
        with attachments.stored_pictures(signed) as stored:
            self.do(
                steps.notify,
                hazards=list(others.values()),
                signature=next(iter(stored), None),
                **data,
            )
        return self.show(hazard)

    @action(detail=True, methods=["post"], url_path="report-done")
    def report_done(self, request, pk=None):
        """The owner says it is put right."""
        return self.act(steps.report_done, on="hazard")

    @action(detail=True, methods=["post"])
    def extend(self, request, pk=None):
        """The chief gives more time, once."""
        return self.act(steps.extend, on="hazard")

    @action(detail=True, methods=["post"])
    def reinspect(self, request, pk=None):
        """Look again: closed, or the limit for the transfer begins to run."""
        hazard, data = self.target(), self.asked()
        with attachments.stored_pictures(data.pop("photos", [])) as stored:
            self.do(steps.reinspect, hazard=hazard, photos=stored, **data)
        return self.show(hazard)

    @action(detail=True, methods=["post"])
    def reassign(self, request, pk=None):
        """Somebody else follows it up."""
        return self.act(steps.reassign, on="hazard")

    @action(detail=True, methods=["post"])
    def transfer(self, request, pk=None):
        """Hand it to the competent office."""
        return self.act(steps.transfer, on="hazard")

    @action(detail=True, methods=["post"], url_path="record-answer")
    def record_answer(self, request, pk=None):
        """What the office wrote back."""
        return self.act(steps.record_answer, on="hazard")

    @action(detail=True, methods=["post"])
    def close(self, request, pk=None):
        """Close the file after the office's answer."""
        return self.act(steps.close, on="hazard")

    @action(detail=True)
    def notice(self, request, pk=None):
        """The rectification notice it stands on, as PDF/A; the print is written down."""
        hazard = self.target()
        if hazard.notice_id is None:
            raise RuleError(
                _("No notice was served for this hazard."), code="not_served"
            )
        rows = HazardNotice.objects.visible_to(request.user, "print")
        served = get_object_or_404(rows, pk=hazard.notice_id)
        body = printing.notice(served, by=request.user, at=timezone.now())
        return pdf_answers.shown(body, f"{served.number}.pdf")
