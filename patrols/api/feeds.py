"""Calendar feeds over REST: the secret addresses of one's own account."""

from django.urls import reverse
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from patrols.actions import feeds
from patrols.models import CalendarFeed, Team
from station.api.parts import Part
from station.api.serializers import Input, Nothing, Visible
from station.api.shape import Shape
from station.api.viewsets import ShapeViewSet

CALENDAR_FEEDS = Shape(
    "CalendarFeed",
    CalendarFeed,
    "id",
    Part("team", "id", "name"),
    "revoked_at",
    "created_at",
    "updated_at",
    orders={"updated_at": "updated_at", "id": "id"},
    order="-id",
)


class CalendarFeedInput(Input):
    """One's own shifts, or those of a team in sight."""

    team = Visible(Team, required=False, allow_null=True)


class AddressOutput(serializers.Serializer):
    """The address, told this once."""

    id = serializers.IntegerField()
    address = serializers.URLField()


class CalendarFeedViewSet(ShapeViewSet):
    """What a phone's calendar may read; a new address ends the one before."""

    shape = CALENDAR_FEEDS
    required_permissions = {
        "list": "calendar_feed.view",
        "retrieve": "calendar_feed.view",
        "create": "calendar_feed.create",
        "end": "calendar_feed.edit",
    }
    inputs = {"create": CalendarFeedInput, "end": Nothing}
    answers = {"create": {201: AddressOutput}}
    never_kept = frozenset({"create"})

    def create(self, request):
        """A new secret address; it is told this once."""
        feed, token = self.do(feeds.make, **self.asked())
        path = reverse("patrols:feed", args=[token])
        answer = {"id": feed.pk, "address": request.build_absolute_uri(path)}
        return Response(answer, status=201, headers={"Cache-Control": "no-store"})

    @action(detail=True, methods=["post"])
    def end(self, request, pk=None):
        """Nobody reads it any more."""
        feed = self.target()
        self.do(feeds.revoke, feed=feed)
        return self.show(feed)
