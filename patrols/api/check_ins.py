"""Check-ins over REST: what a phone sends, what captains and officers add."""

from datetime import datetime

from django.http import Http404
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.decorators import action

from patrols import near
from patrols.actions import check_ins
from patrols.api import shapes_walk as shapes
from patrols.api.points import DEGREES
from patrols.api.walk import OPTIONAL, volunteer_of
from patrols.doubts import Proof
from patrols.filters.patrols import CheckInFilterSet
from patrols.models import Patrol, PatrolPoint
from patrols.workflow.patrols import Way
from station import crypto, policy
from station.api.serializers import Input, Text, Visible
from station.api.viewsets import ShapeViewSet
from station.errors import RuleError


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
    makes = frozenset({"confirm"})
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
