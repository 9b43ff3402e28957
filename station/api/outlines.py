"""The outline of an area over REST, as GeoJSON."""

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from station import outlines
from station.actions import outlines as actions
from station.api.serializers import Input, Nothing
from station.errors import RuleError
from station.models import Area, Outline


class OutlineInput(Input):
    """A polygon, several, or a collection of such features."""

    geojson = serializers.JSONField(
        help_text=_("Longitude first, in degrees; at most 10,000 corners.")
    )

    def validate_geojson(self, value) -> outlines.Drawn:
        try:
            return outlines.drawn(value)
        except RuleError as error:
            raise serializers.ValidationError(str(error)) from None


class MultiPolygonOutput(serializers.Serializer):
    type = serializers.ChoiceField(choices=["MultiPolygon"])
    coordinates = serializers.ListField(
        child=serializers.ListField(
            child=serializers.ListField(
                child=serializers.ListField(child=serializers.FloatField())
            )
        )
    )


class OutlineOutput(serializers.Serializer):
    """What maps draw; null where nobody brought an outline in."""

    geojson = MultiPolygonOutput(allow_null=True)
    corners = serializers.IntegerField()
    km2 = serializers.FloatField()


class OutlineVerbs:
    """What an area answers about its outline."""

    outline_permissions = {
        "outline": "area.view",
        "set_outline": "area.edit",
        "remove_outline": "area.edit",
    }
    outline_inputs = {"set_outline": OutlineInput, "remove_outline": Nothing}
    outline_answers = {name: {200: OutlineOutput} for name in outline_permissions}

    @action(detail=True)
    def outline(self, request, pk=None):
        """The outline maps draw."""
        return self._told(self.target())

    @action(detail=True, methods=["post"], url_path="set-outline")
    def set_outline(self, request, pk=None):
        """Bring an outline in, or another in its place."""
        area, drawn = self.target(), self.asked()["geojson"]
        return self._told(self.do(actions.bring_in, area=area, drawn=drawn))

    @action(detail=True, methods=["post"], url_path="remove-outline")
    def remove_outline(self, request, pk=None):
        """Maps draw the area without one again."""
        return self._told(self.do(actions.take_away, area=self.target()))

    def _told(self, area: Area) -> Response:
        found = Outline.objects.filter(area=area).first()
        drawn = outlines.Drawn(found.polygons if found else [])
        shape = {"type": "MultiPolygon", "coordinates": drawn.polygons}
        return Response(
            {
                "geojson": shape if found else None,
                "corners": drawn.corners,
                "km2": round(drawn.km2, 4),
            }
        )
