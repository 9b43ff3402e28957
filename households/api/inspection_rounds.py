"""Rounds of a village's venues over REST."""

from django.utils import timezone
from rest_framework import serializers
from rest_framework.decorators import action

from households.actions import inspection_rounds
from households.api import shapes_inspection as shapes
from station.api.serializers import Input, Nothing, Text, Visible
from station.api.viewsets import ShapeViewSet
from station.models import Area


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
