"""Rounds over REST: made, changed, walked, and today's with all that is needed."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from households import round_facts
from households.actions import rounds
from households.api.shapes_round import ROUNDS
from households.filters.rounds import RoundFilterSet
from households.models import Household, Reason, Round
from station.actions.access import record_access
from station.api.bulk import BulkMixin
from station.api.serializers import Input, Text, VersionedInput, Visible, VisibleMany
from station.api.viewsets import ShapeViewSet
from station.models import AccessRecord, Area, User

STOP = {"min_value": 1, "max_value": 2**63 - 1}


class RoundInput(Input):
    """A round of one day; the doors are proposed unless some are named."""

    area = Visible(Area, permission="round.create")
    on = serializers.DateField(required=False, help_text="Today, unless named.")
    officer = Visible(User, required=False)
    size = serializers.IntegerField(
        min_value=1, max_value=rounds.MOST, default=rounds.SIZE
    )
    households = VisibleMany(Household, required=False, max_length=rounds.MOST)


class AddInput(VersionedInput):
    households = VisibleMany(Household, min_length=1, max_length=rounds.MOST)


class StopInput(VersionedInput):
    stop = serializers.IntegerField(**STOP)


class MoveInput(StopInput):
    direction = serializers.ChoiceField(choices=[rounds.UP, rounds.DOWN])


class SkipInput(StopInput):
    reason = Text(120)


class RoundPlaceOutput(serializers.Serializer):
    id = serializers.IntegerField()
    name = serializers.CharField()


class PersonOutput(serializers.Serializer):
    """Who lives there, masked."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    relation = serializers.CharField()
    relation_display = serializers.CharField()
    age = serializers.IntegerField()
    id_number_masked = serializers.CharField()
    phone_masked = serializers.CharField()


class PromiseOutput(serializers.Serializer):
    """What is still promised there."""

    id = serializers.IntegerField()
    matter = serializers.CharField()
    due_at = serializers.DateTimeField()
    version = serializers.IntegerField()


class WhyOutput(serializers.Serializer):
    """A reason as its code and in the reader's language."""

    code = serializers.ChoiceField(Reason.choices)
    label = serializers.CharField()


class GivenCardOutput(serializers.Serializer):
    """The card that can be handed over there."""

    id = serializers.IntegerField()
    number = serializers.CharField()


class DeliveryOutput(serializers.Serializer):
    """What is to be handed over there."""

    id = serializers.IntegerField()
    kind_display = serializers.CharField()
    holder_name = serializers.CharField()
    version = serializers.IntegerField()


class DoorOutput(serializers.Serializer):
    """The household behind a door of the round."""

    id = serializers.IntegerField()
    number = serializers.CharField()
    head_name = serializers.CharField()
    address = serializers.CharField()
    latitude = serializers.FloatField(allow_null=True)
    longitude = serializers.FloatField(allow_null=True)
    version = serializers.IntegerField()
    area = RoundPlaceOutput()
    last_visited_at = serializers.DateTimeField(allow_null=True)
    next_due_on = serializers.DateField(allow_null=True)
    card_handed = serializers.BooleanField()
    residents = PersonOutput(many=True)


class StopOutput(serializers.Serializer):
    """One door, why, and how it stands."""

    id = serializers.IntegerField()
    order = serializers.IntegerField()
    reasons = WhyOutput(many=True)
    visited = serializers.IntegerField(allow_null=True)
    skipped_reason = serializers.CharField()
    carried_from = serializers.DateField(allow_null=True)
    household = DoorOutput()
    follow_ups = PromiseOutput(many=True)
    card = GivenCardOutput(allow_null=True)
    deliveries = DeliveryOutput(many=True)


class TodayOutput(serializers.Serializer):
    """Today's round with what is needed at its doors."""

    id = serializers.IntegerField()
    officer = RoundPlaceOutput()
    on = serializers.DateField()
    area = RoundPlaceOutput()
    state = serializers.CharField()
    version = serializers.IntegerField()
    permit = serializers.CharField(
        help_text="What a phone shows to learn whether it may keep the round."
    )
    stops = StopOutput(many=True)


class RoundViewSet(BulkMixin, ShapeViewSet):
    """The doors of a day, in their order."""

    shape = ROUNDS
    list_key = "households.round"
    filterset_class = RoundFilterSet
    required_permissions = {
        "list": "round.view",
        "retrieve": "round.view",
        "today": "round.view",
        "create": "round.create",
        "add": "round.edit",
        "remove": "round.edit",
        "move": "round.edit",
        "skip": "round.edit",
        "shorten": "round.edit",
        "start": "round.edit",
        "finish": "round.edit",
    }
    inputs = {
        "create": RoundInput,
        "add": AddInput,
        "remove": StopInput,
        "move": MoveInput,
        "skip": SkipInput,
        "shorten": VersionedInput,
        "start": VersionedInput,
        "finish": VersionedInput,
    }
    answers = {"today": {200: TodayOutput}}
    access_fields = "households"

    def create(self, request):
        """Plan a day: what was left over, what is chosen, what is needed most."""
        data = self.asked()
        data.setdefault("on", timezone.localdate())
        data.setdefault("officer", request.user)
        return self.make(rounds.plan, **data)

    @action(detail=False, methods=["get"])
    def today(self, request):
        """One's own round of today with all that is needed at the doors."""
        now = timezone.now()
        rows = Round.objects.visible_to(request.user).for_list()
        row = rows.of(request.user, on=timezone.localdate(now)).first()
        if row is None:
            raise Http404
        record_access(
            by=request.user,
            act=AccessRecord.Act.VIEW,
            subject=row,
            fields="residents, follow_ups",
            at=now,
        )
        facts = round_facts.of(row, user=request.user, at=now)
        return Response(TodayOutput(facts).data)

    @action(detail=True, methods=["post"])
    def add(self, request, pk=None):
        """Put households on the round, at its end."""
        return self.act(rounds.add, on="tour")

    @action(detail=True, methods=["post"])
    def remove(self, request, pk=None):
        """Take a door off the round."""
        return self.act_at_stop(rounds.remove)

    @action(detail=True, methods=["post"])
    def move(self, request, pk=None):
        """One door earlier or later."""
        return self.act_at_stop(rounds.move)

    @action(detail=True, methods=["post"])
    def skip(self, request, pk=None):
        """Pass a door today, and say why."""
        return self.act_at_stop(rounds.skip)

    @action(detail=True, methods=["post"])
    def shorten(self, request, pk=None):
        """Put the doors that are left into the order of the short way."""
        return self.act(rounds.shorten, on="tour")

    @action(detail=True, methods=["post"])
    def start(self, request, pk=None):
        """Off one goes."""
        return self.act(rounds.start, on="tour")

    @action(detail=True, methods=["post"])
    def finish(self, request, pk=None):
        """Done for the day; what is left comes up in the next round."""
        return self.act(rounds.finish, on="tour")

    def act_at_stop(self, function):
        """Call an action on one door of the round in the address."""
        row, data = self.target(), self.asked()
        stop = get_object_or_404(row.stops, pk=data.pop("stop"))
        self.do(function, tour=row, stop=stop, **data)
        return self.show(row)
