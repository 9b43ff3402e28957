"""Shifts, the places on them and the limits of duty, over REST."""

from django.shortcuts import get_object_or_404
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from patrols import limits
from patrols.actions import attendance, duty_limits, shifts, sign_ups
from patrols.api import shapes_rosters as shapes
from patrols.filters.shifts import ShiftFilterSet, SignUpFilterSet
from patrols.models import PatrolKind, Route, Shift, Team, Volunteer
from patrols.workflow.people import Skill
from patrols.workflow.rosters import Attendance
from station.api.serializers import Input, Nothing, Text, VersionedInput, Visible
from station.api.viewsets import ShapeViewSet
from station.models import Area

WORDS = {"required": False, "allow_blank": True}
OPTIONAL = {"required": False, "allow_null": True}


class ShiftFacts(serializers.Serializer):
    """Which patrol, when, where, how many."""

    kind = Visible(PatrolKind)
    starts_at = serializers.DateTimeField()
    ends_at = serializers.DateTimeField()
    needed = serializers.IntegerField(min_value=1, max_value=60, required=False)
    area = Visible(Area, **OPTIONAL)
    route = Visible(Route, **OPTIONAL)
    place = Text(120, **WORDS)
    skills = serializers.ListField(
        child=serializers.ChoiceField(choices=Skill.choices),
        required=False,
        max_length=len(Skill),
    )
    is_risky = serializers.BooleanField(required=False)
    note = Text(200, **WORDS)


FACTS = list(ShiftFacts().fields)


def facts_of(data: dict) -> shifts.Facts:
    """What the action takes; the rest of the input stays."""
    found = {name: data.pop(name) for name in FACTS if name in data}
    found["skills"] = tuple(found.get("skills", ()))
    return shifts.Facts(**found)


class ShiftInput(ShiftFacts, Input):
    """A single shift of a team."""

    team = Visible(Team, permission="shift.create")


class ShiftEditInput(ShiftFacts, VersionedInput):
    """The whole shift as it should stand."""


class ShiftCancelInput(VersionedInput):
    reason = Text(200)


class ShiftPublishInput(VersionedInput):
    pass


class ShiftProposeInput(Input):
    """Whom the captain puts down; they are asked whether they come."""

    volunteer = Visible(Volunteer)


class ShiftViewSet(ShapeViewSet):
    """Shifts to come and past; with the names of who is on them for those who lead."""

    shape = shapes.SHIFTS
    list_key = "patrols.shift"
    filterset_class = ShiftFilterSet
    required_permissions = {
        "list": "shift.view",
        "retrieve": "shift.view",
        "create": "shift.create",
        "partial_update": "shift.edit",
        "publish": "shift.edit",
        "cancel": "shift.edit",
        "sign_up": "shift.sign_up",
        "propose": "shift.edit",
    }
    inputs = {
        "create": ShiftInput,
        "partial_update": ShiftEditInput,
        "publish": ShiftPublishInput,
        "cancel": ShiftCancelInput,
        "sign_up": Nothing,
        "propose": ShiftProposeInput,
    }

    def create(self, request):
        """A single shift, published at once or with the roster it falls into."""
        data = self.asked()
        return self.make(shifts.create, facts=facts_of(data), team=data["team"])

    def partial_update(self, request, pk=None):
        """Move or change it; everybody on it is told."""
        shift, data = self.target(), self.asked()
        facts = facts_of(data)
        self.do(shifts.edit, shift=shift, facts=facts, version=data["version"])
        return self.show(shift)

    @action(detail=True, methods=["post"])
    def publish(self, request, pk=None):
        """One shift ahead of its roster."""
        return self.act(shifts.publish, on="shift")

    @action(detail=True, methods=["post"])
    def cancel(self, request, pk=None):
        """It does not take place; everybody on it is told."""
        return self.act(shifts.cancel, on="shift")

    @action(detail=True, methods=["post"], url_path="sign-up")
    def sign_up(self, request, pk=None):
        """I come; where all places are taken, onto the waiting list."""
        shift = self.target()
        self.asked()
        volunteer = get_object_or_404(Volunteer.objects.of(request.user))
        self.do(sign_ups.sign_up, shift=shift, volunteer=volunteer)
        return self.show(shift)

    @action(detail=True, methods=["post"])
    def propose(self, request, pk=None):
        """Put somebody down, who then says yes or no."""
        return self.act(sign_ups.propose, on="shift")


class SignUpInput(Input):
    shift = Visible(Shift, permission="shift.sign_up")


class PlaceInput(VersionedInput):
    """A step on a place as it was read."""


class WithdrawPlaceInput(VersionedInput):
    """At short notice, and where it is somebody else's place, with a reason."""

    reason = Text(200, **WORDS)


class RefusePlaceInput(VersionedInput):
    reason = Text(200)


class AttendanceInput(VersionedInput):
    attendance = serializers.ChoiceField(choices=Attendance.choices)


class SignUpViewSet(ShapeViewSet):
    """Places on shifts and on waiting lists: one's own, and those of teams one leads."""

    shape = shapes.SIGN_UPS
    filterset_class = SignUpFilterSet
    required_permissions = {
        "list": "sign_up.view",
        "retrieve": "sign_up.view",
        "create": "shift.sign_up",
        "accept": "sign_up.edit",
        "decline": "sign_up.edit",
        "withdraw": "sign_up.edit",
        "approve": "sign_up.approve",
        "refuse": "sign_up.approve",
        "remove": "sign_up.approve",
        "attend": "sign_up.approve",
    }
    inputs = {
        "create": SignUpInput,
        "accept": PlaceInput,
        "decline": WithdrawPlaceInput,
        "withdraw": WithdrawPlaceInput,
        "approve": PlaceInput,
        "refuse": RefusePlaceInput,
        "remove": RefusePlaceInput,
        "attend": AttendanceInput,
    }

    def create(self, request):
        """I come; where all places are taken, onto the waiting list."""
        shift = self.asked()["shift"]
        volunteer = get_object_or_404(Volunteer.objects.of(request.user))
        return self.make(sign_ups.sign_up, shift=shift, volunteer=volunteer)

    @action(detail=True, methods=["post"])
    def accept(self, request, pk=None):
        """Yes, I come."""
        return self.act(sign_ups.accept, on="sign_up")

    @action(detail=True, methods=["post"])
    def decline(self, request, pk=None):
        """No, I cannot."""
        return self.act(sign_ups.decline, on="sign_up")

    @action(detail=True, methods=["post"])
    def withdraw(self, request, pk=None):
        """I cannot come after all; whoever waits moves up."""
        return self.act(sign_ups.withdraw, on="sign_up")

    @action(detail=True, methods=["post"])
    def approve(self, request, pk=None):
        """The captain says yes."""
        return self.act(sign_ups.approve, on="sign_up")

    @action(detail=True, methods=["post"])
    def refuse(self, request, pk=None):
        """The captain says no, and why."""
        return self.act(sign_ups.refuse, on="sign_up")

    @action(detail=True, methods=["post"])
    def remove(self, request, pk=None):
        """The captain takes somebody off, and says why."""
        return self.act(sign_ups.withdraw, on="sign_up")

    @action(detail=True, methods=["post"])
    def attend(self, request, pk=None):
        """Who came and who did not."""
        return self.act(attendance.note, on="sign_up")


class LimitFields(serializers.Serializer):
    """Hours, rest, night and ages, within what no station may leave."""

    hours_a_day = serializers.IntegerField(min_value=1, max_value=12)
    hours_a_week = serializers.IntegerField(min_value=1, max_value=40)
    rest_hours = serializers.IntegerField(min_value=8, max_value=48)
    night_from = serializers.TimeField()
    night_until = serializers.TimeField()
    youngest = serializers.IntegerField(min_value=14, max_value=18)
    notice_hours = serializers.IntegerField(min_value=0, max_value=168)


class LimitsInput(LimitFields, Input):
    area = Visible(Area, permission="duty_limits.edit")


class LimitsEditInput(LimitFields, VersionedInput):
    """All limits as they should stand."""


class LimitsDropInput(VersionedInput):
    """What holds above holds here again."""


def rules_of(data: dict) -> limits.Rules:
    return limits.Rules(**{name: data[name] for name in limits.NAMES})


class DutyLimitsViewSet(ShapeViewSet):
    """Limits that areas have set; the nearest area's hold."""

    shape = shapes.DUTY_LIMITS
    required_permissions = {
        "list": "duty_limits.view",
        "retrieve": "duty_limits.view",
        "create": "duty_limits.edit",
        "partial_update": "duty_limits.edit",
        "drop": "duty_limits.edit",
    }
    inputs = {
        "create": LimitsInput,
        "partial_update": LimitsEditInput,
        "drop": LimitsDropInput,
    }
    answers = {"drop": {204: None}}

    def create(self, request):
        """From now on these hold in the area."""
        data = self.asked()
        return self.make(
            duty_limits.set_, area=data["area"], rules=rules_of(data), version=0
        )

    def partial_update(self, request, pk=None):
        """Other limits from now on."""
        row, data = self.target(), self.asked()
        self.do(
            duty_limits.set_,
            area=row.area,
            rules=rules_of(data),
            version=data["version"],
        )
        return self.show(row)

    @action(detail=True, methods=["post"])
    def drop(self, request, pk=None):
        """What holds above holds here again."""
        row, data = self.target(), self.asked()
        self.do(duty_limits.drop, limits=row, **data)
        return Response(status=204)
