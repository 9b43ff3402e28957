"""Wall screens over REST: which there are, a new one with its address, its end."""

from django.urls import reverse
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from station.actions import walls
from station.api.parts import Column
from station.api.serializers import Input, Nothing, Text, Visible
from station.api.shape import Shape
from station.api.shapes import AREA, person
from station.api.viewsets import ShapeViewSet
from station.models import Area, WallScreen

WALL_SCREENS = Shape(
    "WallScreen",
    WallScreen,
    "id",
    AREA,
    "name",
    person("made_by"),
    Column("seen_at"),
    "ended_at",
    "created_at",
    "updated_at",
    orders={"id": "id", "updated_at": "updated_at"},
    order="-id",
)


class WallScreenInput(Input):
    area = Visible(Area, permission="wall_screen.create")
    name = Text(60)


class NewWallScreenOutput(serializers.Serializer):
    """The screen, and its address; it is never shown again."""

    id = serializers.IntegerField()
    name = serializers.CharField()
    address = serializers.URLField()


class WallScreenViewSet(ShapeViewSet):
    """Screens that show figures of a place to whoever has their address."""

    shape = WALL_SCREENS
    required_permissions = {
        "list": "wall_screen.view",
        "retrieve": "wall_screen.view",
        "create": "wall_screen.create",
        "end": "wall_screen.edit",
    }
    inputs = {"create": WallScreenInput, "end": Nothing}
    answers = {"create": {201: NewWallScreenOutput}}

    def create(self, request):
        """Put up a screen; the answer tells its address this once."""
        screen, token = self.do(walls.put_up, **self.asked())
        path = reverse("station:wall", args=[token])
        answer = {
            "id": screen.pk,
            "name": screen.name,
            "address": request.build_absolute_uri(path),
        }
        response = Response(answer, status=201)
        response["Cache-Control"] = "no-store"
        return response

    @action(detail=True, methods=["post"])
    def end(self, request, pk=None):
        """Its address shows nothing any more."""
        self.asked()
        screen = self.target()
        self.do(walls.take_down, screen=screen)
        return self.show(screen)
