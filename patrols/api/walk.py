"""Patrols and check-ins over REST: what a phone sends, and what officers read."""

from datetime import datetime, timedelta

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from patrols import near, walk_facts
from patrols.actions import check_ins, duty, tracks
from patrols.api import shapes_walk as shapes
from patrols.api.points import DEGREES
from patrols.api.today import PatrolTodayOutput
from patrols.doubts import Proof
from patrols.duty import patrol_at
from patrols.filters.patrols import CheckInFilterSet, PatrolFilterSet
from patrols.gpx import Position
from patrols.models import Patrol, PatrolKind, PatrolPoint, SignUp, Volunteer
from patrols.workflow.patrols import Way
from station import crypto, policy
from station.api.serializers import Input, Text, Visible
from station.api.viewsets import ShapeViewSet
from station.errors import RuleError

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
        if not all(row[0] >= 0 and abs(row[1]) <= 90 for row in rows):
            raise serializers.ValidationError({"positions": [_("Out of range.")]})
        attrs["positions"] = [
            Position(since + timedelta(seconds=s), latitude, longitude, round(accuracy))
            for s, latitude, longitude, accuracy in sorted(rows)
        ]
        return attrs


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
    }
    answers = {"today": {200: PatrolTodayOutput}}
    inputs = {
        "create": GoOnInput,
        "off": GoOffInput,
        "off_now": GoOffInput,
        "track": PatrolTrackInput,
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


class CheckInInput(Input):
    """The code of the point, the point itself, or by position whichever is near."""

    way = serializers.ChoiceField(choices=(Way.SCAN, Way.POSITION))
    code = Text(64, required=False, help_text="What stood in the scanned address.")
    point = Visible(PatrolPoint, **OPTIONAL)
    made_at = serializers.DateTimeField(**OPTIONAL)
    sent_at = serializers.DateTimeField(
        **OPTIONAL, help_text="The phone's clock at the moment of sending."
    )
    latitude = serializers.DecimalField(min_value=-90, max_value=90, **DEGREES)
    longitude = serializers.DecimalField(min_value=-180, max_value=180, **DEGREES)
    accuracy_m = serializers.IntegerField(min_value=0, max_value=1_000_000, **OPTIONAL)
    screen_code = serializers.RegexField(r"^[0-9]{6}$", required=False)
    client_key = serializers.UUIDField(**OPTIONAL)

    def validate(self, attrs):
        if attrs["way"] == Way.SCAN and not attrs.get("code"):
            raise serializers.ValidationError(
                {"code": [_("A scan tells the code of the point.")]}
            )
        if (attrs.get("latitude") is None) != (attrs.get("longitude") is None):
            message = _("A position needs both figures.")
            raise serializers.ValidationError({"latitude": [message]})
        return attrs


def _clock_of(request) -> datetime | None:
    """What the phone's clock said when it sent this; the body stays as it was."""
    said = request.headers.get("X-Phone-Clock", "")[:40]
    try:
        found = parse_datetime(said)
    except ValueError:
        return None
    return found if found and found.tzinfo else None


class CheckInConfirmInput(Input):
    """Whose patrol, at which point, when."""

    patrol = Visible(Patrol)
    point = Visible(PatrolPoint)
    moment = serializers.DateTimeField()


class CheckInStrikeInput(Input):
    reason = Text(200)


class CheckInViewSet(ShapeViewSet):
    """Who was at which point; what looks odd stands beside it."""

    shape = shapes.CHECK_INS
    list_key = "patrols.checkin"
    filterset_class = CheckInFilterSet
    required_permissions = {
        "list": "check_in.view",
        "retrieve": "check_in.view",
        "create": "check_in.create",
        "confirm": "check_in.confirm",
        "strike": "check_in.correct",
    }
    inputs = {
        "create": CheckInInput,
        "confirm": CheckInConfirmInput,
        "strike": CheckInStrikeInput,
    }

    def create(self, request):
        """Check in; sent twice, or again within ten minutes, it is one."""
        volunteer, data = volunteer_of(request.user), self.asked()
        point, key = self._point(data), data.pop("client_key", None)
        data.setdefault("sent_at", _clock_of(request))
        proof = Proof(**data)
        return self.make(
            check_ins.check_in,
            volunteer=volunteer,
            point=point,
            proof=proof,
            client_key=key,
        )

    def _point(self, data: dict) -> PatrolPoint:
        """By the code that was scanned, by name, or whichever is near."""
        code, point = data.pop("code", ""), data.pop("point", None)
        user = self.request.user
        if data["way"] == Way.SCAN:
            rows = PatrolPoint.objects.visible_to(user)
            point = rows.filter(token_hash=crypto.fingerprint(code)).first()
        elif point is None and data.get("latitude") is not None:
            point = near.point_at(
                data["latitude"],
                data["longitude"],
                accuracy_m=data.get("accuracy_m"),
                user=user,
            )
        if point is None:
            raise RuleError(_("There is no patrol point here."), code="no_point")
        return point

    @action(detail=False, methods=["post"])
    def confirm(self, request):
        """Whoever leads the team vouches for a check-in."""
        data = self.asked()
        if not policy.can(request.user, "check_in.confirm", data["patrol"]):
            raise Http404
        return self.make(check_ins.confirm, **data)

    @action(detail=True, methods=["post"])
    def strike(self, request, pk=None):
        """It does not count; it stays readable with the reason."""
        return self.act(check_ins.strike, on="check_in")
