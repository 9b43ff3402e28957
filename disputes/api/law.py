"""Legal tracks, clocks and sittings over REST."""

from rest_framework import serializers
from rest_framework.decorators import action

from disputes.actions import clocks, mediations
from disputes.api import shapes_law as shapes
from disputes.filters.law import ClockFilterSet, MediationFilterSet, TrackFilterSet
from disputes.models import Dispute, Mediator
from disputes.workflow.gate import Answers
from disputes.workflow.law import (
    Act,
    Appraisal,
    ClockReason,
    Easier,
    Exclusion,
    PauseReason,
    SecondBecause,
)
from disputes.workflow.mediation import MediationKind, MediationPlace
from station.api.serializers import Text, VersionedInput, Visible, VisibleMany
from station.api.viewsets import ShapeViewSet
from station.models import User

WORDS = {"required": False, "allow_blank": True}
DAY = {"required": False, "allow_null": True}


class AssessTrackInput(VersionedInput):
    """The answers at the gate; what is left out is answered as in a simple quarrel."""

    act = serializers.ChoiceField(choices=Act.choices)
    is_civil = serializers.BooleanField(default=True)
    is_light = serializers.BooleanField(default=True)
    easier = serializers.MultipleChoiceField(choices=Easier.choices, required=False)
    is_willing = serializers.BooleanField(default=True)
    appraisal = serializers.ChoiceField(
        choices=Appraisal.choices, default=Appraisal.NONE
    )
    appraised_on = serializers.DateField(**DAY)
    is_in_court = serializers.BooleanField(default=False)
    by_committee = serializers.BooleanField(default=False)
    noise_dissuaded = serializers.BooleanField(default=False)
    school_told = serializers.BooleanField(default=False)
    exclusion = serializers.ChoiceField(choices=Exclusion.choices, **WORDS)
    exclusion_words = Text(300, **WORDS)
    reason = Text(300, **WORDS)

    def answers(self) -> Answers:
        """What the gate takes."""
        said = self.validated_data
        names = [name for name in Answers.__annotations__ if name in said]
        facts = {name: said[name] for name in names}
        return Answers(**{**facts, "easier": tuple(sorted(said.get("easier", ())))})


class TrackExplainInput(AssessTrackInput):
    """The answers so far; nothing is kept, so no version is asked for."""

    act = serializers.ChoiceField(choices=Act.choices, default=Act.NONE)
    version = None
    reason = None

    def validate(self, attrs):
        return attrs


class TrackExplainOutput(serializers.Serializer):
    """What the answers lead to, and what to think of."""

    track = serializers.CharField()
    why = serializers.CharField()
    article = serializers.CharField(allow_blank=True)
    exclusion = serializers.CharField(allow_blank=True)
    law = serializers.CharField()
    warnings = serializers.ListField(child=serializers.CharField())


class TrackViewSet(ShapeViewSet):
    """The gate as it was answered; the newest row of a dispute counts."""

    shape = shapes.TRACKS
    filterset_class = TrackFilterSet
    required_permissions = {"list": "track.view", "retrieve": "track.view"}
    access_fields = "exclusion_words, reason"


class ClockStartInput(VersionedInput):
    dispute = Visible(Dispute, permission="clock.create")
    code = serializers.ChoiceField(choices=[(code, code) for code in clocks.BY_HAND])
    started_on = serializers.DateField()
    reason = serializers.ChoiceField(
        choices=ClockReason.choices, default=ClockReason.COURT
    )
    note = Text(300, **WORDS)


class ClockPauseInput(VersionedInput):
    reason = serializers.ChoiceField(choices=PauseReason.choices)
    from_on = serializers.DateField()
    note = Text(300, **WORDS)


class ClockResumeInput(VersionedInput):
    until_on = serializers.DateField()


class ClockExtendInput(VersionedInput):
    approved_by = Text(120)


class ClockStopInput(VersionedInput):
    ended_on = serializers.DateField()


class ClockViewSet(ShapeViewSet):
    """The clocks of the law; most start and end with the dispute's own steps.

    ``version`` of a start is that of the dispute.
    """

    shape = shapes.CLOCKS
    filterset_class = ClockFilterSet
    required_permissions = {
        "list": "clock.view",
        "retrieve": "clock.view",
        "create": "clock.create",
        "pause": "clock.edit",
        "resume": "clock.edit",
        "extend": "clock.edit",
        "stop": "clock.edit",
    }
    inputs = {
        "create": ClockStartInput,
        "pause": ClockPauseInput,
        "resume": ClockResumeInput,
        "extend": ClockExtendInput,
        "stop": ClockStopInput,
    }
    access_fields = "note"

    def create(self, request):
        """Start a clock by hand: the case is filed, the court has it."""
        return self.make(clocks.start, **self.asked())

    @action(detail=True, methods=["post"])
    def pause(self, request, pk=None):
        """From that day on time does not count."""
        return self.act(clocks.pause, on="clock")

    @action(detail=True, methods=["post"])
    def resume(self, request, pk=None):
        """It goes on; the days between are added at its end."""
        return self.act(clocks.resume, on="clock")

    @action(detail=True, methods=["post"])
    def extend(self, request, pk=None):
        """Once more the time the law grants."""
        return self.act(clocks.extend, on="clock")

    @action(detail=True, methods=["post"])
    def stop(self, request, pk=None):
        """What it gave time for is done."""
        return self.act(clocks.stop, on="clock")


class MediationPlanInput(VersionedInput):
    """``version`` is that of the dispute."""

    dispute = Visible(Dispute, permission="mediation.create")
    held_at = serializers.DateTimeField()
    kind = serializers.ChoiceField(
        choices=[MediationKind.ORDINARY], default=MediationKind.ORDINARY
    )
    place_kind = serializers.ChoiceField(choices=MediationPlace.choices)
    place = Text(120, **WORDS)
    officers = VisibleMany(User, required=False, max_length=10)
    mediator = Visible(Mediator, required=False, allow_null=True)
    facts = Text(4000, **WORDS)
    second_because = serializers.ChoiceField(choices=SecondBecause.choices, **WORDS)
    others_present = Text(300, **WORDS)
    others_agreed = serializers.BooleanField(default=False)
    is_public = serializers.BooleanField(default=False)
    is_fully_recorded = serializers.BooleanField(default=False)
    is_impartial = serializers.BooleanField(default=False)
    guardian_told_on = serializers.DateField(**DAY)


class MediationHoldInput(VersionedInput):
    outcome = serializers.ChoiceField(
        choices=[(found.value, found.label) for found in mediations.HELD]
    )
    record = Text(8000)
    held_at = serializers.DateTimeField(required=False)
    recording = Text(80, **WORDS)
    is_fully_recorded = serializers.BooleanField(required=False)
    rights_told = serializers.BooleanField(required=False)
    others_present = Text(300, **WORDS)
    others_agreed = serializers.BooleanField(required=False)
    guardian_present = Text(120, **WORDS)
    told_on = serializers.DateField(**DAY)


class MediationCallOffInput(VersionedInput):
    reason = Text(300)


class MediationViewSet(ShapeViewSet):
    """Sittings: planned, held with their result, called off."""

    shape = shapes.MEDIATIONS
    filterset_class = MediationFilterSet
    required_permissions = {
        "list": "mediation.view",
        "retrieve": "mediation.view",
        "create": "mediation.create",
        "hold": "mediation.edit",
        "call_off": "mediation.edit",
    }
    inputs = {
        "create": MediationPlanInput,
        "hold": MediationHoldInput,
        "call_off": MediationCallOffInput,
    }
    access_fields = "others_present, guardian_present, facts, record"

    def create(self, request):
        """Plan a sitting; one at a time, as often as the track allows."""
        data = self.asked()
        place = {name: data.pop(name) for name in ("dispute", "version")}
        data["officers"] = tuple(data.get("officers", ()))
        return self.make(mediations.plan, plan=mediations.Plan(**data), **place)

    @action(detail=True, methods=["post"])
    def hold(self, request, pk=None):
        """They sat down: the record and what came of it."""
        sitting, data = self.target(), self.asked()
        version = data.pop("version")
        result = mediations.Result(**data)
        self.do(mediations.hold, mediation=sitting, result=result, version=version)
        return self.show(sitting)

    @action(detail=True, methods=["post"], url_path="call-off")
    def call_off(self, request, pk=None):
        """It does not take place."""
        return self.act(mediations.call_off, on="mediation")
