"""Findings over REST: reported with photos, every step of the officer a verb."""

from rest_framework import serializers
from rest_framework.decorators import action

from households.api.facts import WORDS, photos
from households.models import Office
from patrols.actions import finding_steps as steps
from patrols.actions import findings as actions
from patrols.api import shapes_findings as shapes
from patrols.filters.findings import FindingFilterSet
from patrols.models import PatrolPoint
from patrols.workflow.findings import FindingKind
from station.actions import attachments
from station.api.bulk import BulkMixin
from station.api.serializers import Input, Text, VersionedInput, Visible
from station.api.viewsets import ShapeViewSet
from station.models import Area, User

OPTIONAL = {"required": False, "allow_null": True}
DEGREES = {"max_digits": 9, "decimal_places": 6, **OPTIONAL}
PEOPLE = {"min_value": 0, "max_value": actions.MOST_PEOPLE, **OPTIONAL}
FACTS = (
    "kind", "what", "area", "place", "point", "latitude", "longitude", "people",
    "details", "found_at",
)  # fmt: skip


class PatrolFindingInput(Input):
    """What was found; whoever is on duty need not say where. Photos as form data."""

    kind = serializers.ChoiceField(choices=FindingKind.choices)
    what = Text(200)
    area = Visible(Area, permission="finding.create", **OPTIONAL)
    point = Visible(PatrolPoint, **OPTIONAL)
    place = Text(120, **WORDS)
    latitude = serializers.DecimalField(min_value=-90, max_value=90, **DEGREES)
    longitude = serializers.DecimalField(min_value=-180, max_value=180, **DEGREES)
    people = serializers.IntegerField(**PEOPLE)
    details = Text(4000, **WORDS)
    found_at = serializers.DateTimeField(**OPTIONAL)
    photos = photos(required=False)

    def validate(self, attrs):
        """Half a position is none."""
        if attrs.get("latitude") is None or attrs.get("longitude") is None:
            attrs["latitude"] = attrs["longitude"] = None
        return super().validate(attrs)


class FindingCorrectInput(VersionedInput):
    kind = serializers.ChoiceField(choices=FindingKind.choices)
    what = Text(200)
    place = Text(120, **WORDS)
    people = serializers.IntegerField(**PEOPLE)


class FindingPassOnInput(VersionedInput):
    """To an office by its id, or to somebody else in words."""

    office = Visible(Office, **OPTIONAL)
    to = Text(120, **WORDS)
    due_on = serializers.DateField()


class FindingHandOverInput(VersionedInput):
    to = Visible(User)


class FindingPostponeInput(VersionedInput):
    due_on = serializers.DateField()
    reason = Text(200)


class FindingSettleInput(VersionedInput):
    """What came of it; with photos as multipart form data."""

    result = Text(2000)
    photos = photos(required=False)


class FindingReopenInput(VersionedInput):
    reason = Text(200)


class FindingViewSet(BulkMixin, ShapeViewSet):
    """What patrols found and did, followed until it is settled."""

    shape = shapes.FINDINGS
    list_key = "patrols.finding"
    filterset_class = FindingFilterSet
    required_permissions = {
        "list": "finding.view",
        "retrieve": "finding.view",
        "create": "finding.create",
        "correct": "finding.edit",
        "pass_on": "finding.edit",
        "take_back": "finding.edit",
        "hand_over": "finding.edit",
        "postpone": "finding.edit",
        "settle": "finding.edit",
        "reopen": "finding.edit",
    }
    takes_files = frozenset({"create", "settle"})
    inputs = {
        "create": PatrolFindingInput,
        "correct": FindingCorrectInput,
        "pass_on": FindingPassOnInput,
        "take_back": VersionedInput,
        "hand_over": FindingHandOverInput,
        "postpone": FindingPostponeInput,
        "settle": FindingSettleInput,
        "reopen": FindingReopenInput,
    }
    access_fields = "details, result"

    def create(self, request):
        """Write down what was found; what is to be settled finds its officer."""
        data = self.asked()
        pictures = data.pop("photos", [])
        facts = actions.Facts(**{n: data[n] for n in FACTS if data.get(n) is not None})
        with attachments.stored_pictures(pictures) as stored:
            made = self.do(actions.report, facts=facts, photos=stored)
        return self.show(made, status=201)

    @action(detail=True, methods=["post"])
    def correct(self, request, pk=None):
        """Set right what was told in haste."""
        return self.act(steps.correct, on="finding")

    @action(detail=True, methods=["post"], url_path="pass-on")
    def pass_on(self, request, pk=None):
        """Another office sees to it; the owner keeps asking."""
        return self.act(steps.pass_on, on="finding")

    @action(detail=True, methods=["post"], url_path="take-back")
    def take_back(self, request, pk=None):
        """They do not see to it after all."""
        return self.act(steps.take_back, on="finding")

    @action(detail=True, methods=["post"], url_path="hand-over")
    def hand_over(self, request, pk=None):
        """Somebody else who serves there sees to it."""
        return self.act(steps.hand_over, on="finding")

    @action(detail=True, methods=["post"])
    def postpone(self, request, pk=None):
        """It takes longer, and why."""
        return self.act(steps.postpone, on="finding")

    @action(detail=True, methods=["post"])
    def settle(self, request, pk=None):
        """It is put right, and how; whoever found it hears so."""
        finding, data = self.target(), self.asked()
        with attachments.stored_pictures(data.pop("photos", [])) as stored:
            self.do(steps.settle, finding=finding, photos=stored, **data)
        return self.show(finding)

    @action(detail=True, methods=["post"])
    def reopen(self, request, pk=None):
        """It is not put right after all."""
        return self.act(steps.reopen, on="finding")
