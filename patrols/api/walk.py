"""Patrols over REST: on and off duty, the checklist, and tracks."""

from datetime import timedelta

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from patrols import walk_facts
from patrols.actions import duty, tracks
from patrols.api import shapes_walk as shapes
from patrols.api.today import PatrolTodayOutput
from patrols.duty import patrol_at
from patrols.filters.patrols import PatrolFilterSet
from patrols.gpx import MOST_BYTES, Position
from patrols.models import PatrolKind, SignUp, Volunteer
from station.api.serializers import Input, Nothing, Text, Visible
from station.api.viewsets import ShapeViewSet
from station.errors import RuleError
from station.models import AccessRecord

OPTIONAL = {"required": False, "allow_null": True}


def volunteer_of(user) -> Volunteer:
    """Who patrols with this account; as if nothing were there for anybody else."""
    return get_object_or_404(Volunteer.objects.of(user))


class GoOnInput(Input):
    """A kind only where no shift of one's own runs."""

    kind = Visible(PatrolKind, **OPTIONAL)
    sign_up = Visible(SignUp, **OPTIONAL)
    is_tracked = serializers.BooleanField(required=False)
    began = serializers.DateTimeField(
        **OPTIONAL, help_text="By the phone, when it is sent later."
    )
    client_key = serializers.UUIDField(**OPTIONAL)


class GoOffInput(Input):
    ended = serializers.DateTimeField(
        **OPTIONAL, help_text="By the phone, when it is sent later."
    )


class EndForInput(Input):
    ended = serializers.DateTimeField()


def _lines() -> serializers.ListField:
    """Lines of the kind's checklist by their ids."""
    child = serializers.IntegerField(min_value=1, max_value=2**63 - 1)
    return serializers.ListField(child=child, required=False, max_length=60)


class ChecksInput(Input):
    """Lines of the kind's checklist: which were fine, where trouble was found."""

    fine = _lines()
    trouble = _lines()


class PatrolTrackInput(Input):
    """A stretch: seconds after ``from_at``, latitude, longitude, accuracy in metres."""

    from_at = serializers.DateTimeField()
    positions = serializers.ListField(
        child=serializers.ListField(
            child=serializers.FloatField(min_value=-180, max_value=1_000_000),
            min_length=4,
            max_length=4,
        ),
        min_length=1,
        max_length=tracks.MOST_AT_ONCE,
    )
    client_key = serializers.UUIDField(**OPTIONAL)

    def validate(self, attrs):
        since = attrs.pop("from_at")
        rows = attrs["positions"]
        if not all(_is_possible(*row) for row in rows):
            raise serializers.ValidationError({"positions": [_("Out of range.")]})
        attrs["positions"] = [
            Position(since + timedelta(seconds=s), latitude, longitude, round(accuracy))
            for s, latitude, longitude, accuracy in sorted(rows)
        ]
        return attrs


def _is_possible(seconds, latitude, longitude, accuracy) -> bool:
    on_earth = abs(latitude) <= 90 and abs(longitude) <= 180
    return seconds >= 0 and on_earth and accuracy >= 0


class TrackOutInput(Input):
    """For one's own track nothing; for another's what it is looked at for."""

    purpose = serializers.ChoiceField(
        choices=AccessRecord.Purpose.choices, required=False
    )
    reason = Text(200, required=False, allow_blank=True)


class TrackOutOutput(serializers.Serializer):
    gpx = serializers.CharField()


class TrackInInput(Input):
    """A GPX file as text."""

    gpx = Text(MOST_BYTES)


class PatrolViewSet(ShapeViewSet):
    """Who is and was out; a volunteer goes on and off duty here too."""

    shape = shapes.PATROLS
    list_key = "patrols.patrol"
    filterset_class = PatrolFilterSet
    required_permissions = {
        "list": "patrol.view",
        "retrieve": "patrol.view",
        "create": "patrol.create",
        "off": "patrol.edit",
        "checks": "patrol.edit",
        "end": "patrol.end",
        "today": "patrol.create",
        "off_now": "patrol.edit",
        "track": "patrol.edit",
        "track_in": "patrol.edit",
        "track_out": "patrol.reveal",
        "stop_track": "patrol.edit",
    }
    answers = {
        "today": {200: PatrolTodayOutput},
        "track_out": {200: TrackOutOutput},
    }
    never_kept = ShapeViewSet.never_kept | {"track_out"}
    inputs = {
        "create": GoOnInput,
        "off": GoOffInput,
        "off_now": GoOffInput,
        "track": PatrolTrackInput,
        "track_in": TrackInInput,
        "track_out": TrackOutInput,
        "stop_track": Nothing,
        "checks": ChecksInput,
        "end": EndForInput,
    }

    def create(self, request):
        """Go on duty; sent twice, or from two phones, it is one patrol."""
        volunteer = volunteer_of(request.user)
        return self.make(duty.go_on, volunteer=volunteer, **self.asked())

    @action(detail=False, methods=["get"])
    def today(self, request):
        """What a phone needs for a patrol without signal."""
        facts = walk_facts.of(volunteer_of(request.user), at=timezone.now())
        return Response(facts)

    @action(detail=False, methods=["post"], url_path="go-off")
    def off_now(self, request):
        """Go off duty, whichever patrol one is on; for what was said without signal."""
        data = self.asked()
        at = data.get("ended") or timezone.now()
        patrol = patrol_at(volunteer_of(request.user), at)
        if patrol is None:
            raise RuleError(_("You are not on duty."), code="not_on_duty")
        self.do(duty.go_off, patrol=patrol, **data)
        return self.show(patrol)

    @action(detail=False, methods=["post"])
    def track(self, request):
        """A stretch of the track of the patrol one is on."""
        data = self.asked()
        patrol = patrol_at(volunteer_of(request.user), data["positions"][0].at)
        if patrol is None:
            raise RuleError(_("You are not on duty."), code="not_on_duty")
        self.do(tracks.keep, patrol=patrol, **data)
        return self.show(patrol)

    @action(detail=True, methods=["post"])
    def off(self, request, pk=None):
        """Go off duty."""
        return self.act(duty.go_off, on="patrol")

    @action(detail=True, methods=["post"])
    def checks(self, request, pk=None):
        """What was looked at on the way."""
        patrol, data = self.target(), self.asked()
        states = {pk: state for state, pks in data.items() for pk in pks}
        self.do(duty.note_checks, patrol=patrol, states=states)
        return self.show(patrol)

    @action(detail=True, methods=["post"])
    def end(self, request, pk=None):
        """For somebody of one's team who forgot to."""
        return self.act(duty.end_for, on="patrol")

    @action(detail=True, methods=["post"], url_path="track-in")
    def track_in(self, request, pk=None):
        """One's own track from a watch or another app."""
        patrol, book = self.target(), self.asked()["gpx"]
        self.do(tracks.take_in, patrol=patrol, content=book.encode())
        return self.show(patrol)

    @action(detail=True, methods=["post"], url_path="track-out")
    def track_out(self, request, pk=None):
        """The track as GPX; another's for a purpose, which is written down."""
        book = self.do(tracks.opened, patrol=self.target(), **self.asked())
        response = Response({"gpx": book.decode()})
        response["Cache-Control"] = "no-store"
        return response

    @action(detail=True, methods=["post"], url_path="stop-track")
    def stop_track(self, request, pk=None):
        """From now on nothing more is recorded."""
        return self.act(tracks.stop, on="patrol")
