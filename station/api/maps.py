"""The map over REST, as GeoJSON: outlines, what stands there, figures by area."""

from collections.abc import Iterator

from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.response import Response

from station.api.serializers import Input, Text, Visible
from station.api.viewsets import PolicyViewSet
from station.map_layers import layers_for
from station.maps.asking import PERMISSION, Asked, home_of
from station.maps.figures import PERIODS, metrics_for
from station.maps.picture import Part, StationMap, map_of
from station.metrics.periods import Choice
from station.models import Area
from station.outlines import Drawn
from station.registry import registry

AREA, POINT, CLUSTER = "area", "point", "cluster"


class MapQuery(Input):
    area = Visible(Area, permission=PERMISSION, required=False)
    layers = Text(
        300,
        required=False,
        allow_blank=True,
        help_text="Keys of layers with commas between; the usual ones without it.",
    )
    counts = Text(
        80, required=False, allow_blank=True, help_text="The key of a metric."
    )
    period = serializers.ChoiceField(
        choices=[choice.value for choice in PERIODS], required=False
    )


class MapGeometryOutput(serializers.Serializer):
    """Longitude first, in degrees."""

    type = serializers.ChoiceField(choices=["MultiPolygon", "Point"])
    coordinates = serializers.ListField(child=serializers.JSONField())


class MapFigureOutput(serializers.Serializer):
    """The figure asked for; numbers are null where they are too small to tell."""

    metric = serializers.CharField()
    part = serializers.IntegerField(allow_null=True)
    whole = serializers.IntegerField(allow_null=True)
    percent = serializers.IntegerField(allow_null=True)
    is_hidden = serializers.BooleanField()


class MapPropertiesOutput(serializers.Serializer):
    """What a feature is; a cluster says how many points lie there."""

    kind = serializers.ChoiceField(choices=[AREA, POINT, CLUSTER])
    id = serializers.IntegerField(allow_null=True)
    name = serializers.CharField(allow_blank=True)
    area_kind = serializers.CharField(allow_blank=True)
    layer = serializers.CharField(allow_blank=True)
    url = serializers.CharField(allow_blank=True)
    count = serializers.IntegerField(help_text="Of a point 1, of an area 0.")
    counts = serializers.DictField(
        child=serializers.IntegerField(),
        help_text="Of an area: how many of each layer lie in it, placed or not.",
    )
    figure = MapFigureOutput(allow_null=True)


class MapFeatureOutput(serializers.Serializer):
    type = serializers.ChoiceField(choices=["Feature"])
    geometry = MapGeometryOutput(allow_null=True)
    properties = MapPropertiesOutput()


class MapLayerOutput(serializers.Serializer):
    key = serializers.CharField()
    label = serializers.CharField()
    is_on = serializers.BooleanField()


class MapOutput(serializers.Serializer):
    """A GeoJSON collection: the area itself, its parts, then points and clusters."""

    type = serializers.ChoiceField(choices=["FeatureCollection"])
    area = serializers.IntegerField()
    counts = serializers.CharField(allow_blank=True)
    layers = MapLayerOutput(many=True)
    features = MapFeatureOutput(many=True)


class MapViewSet(PolicyViewSet):
    """One place with its outlines, what stands in it, and a figure for each part."""

    required_permissions = {"list": PERMISSION}
    answers = {"list": {200: MapOutput}}
    query = {"list": MapQuery}

    def list(self, request):
        """The place asked for, else where one serves."""
        asked = self._asked()
        found = map_of(asked)
        body = {
            "type": "FeatureCollection",
            "area": asked.area.pk,
            "counts": asked.counts,
            "layers": [
                {
                    "key": layer.key,
                    "label": str(layer.label),
                    "is_on": layer in asked.layers,
                }
                for layer in self._offered()
            ],
            "features": list(_features(found)),
        }
        return Response(MapOutput(body).data)

    def _offered(self):
        return layers_for(self.request.user, registry.map_layers.values())

    def _asked(self) -> Asked:
        said = self.asked_query()
        user = self.request.user
        area = said.get("area") or home_of(user)
        if area is None:
            raise Http404
        counts = said.get("counts", "")
        known = {metric.key for metric in metrics_for(user, area)}
        if counts and counts not in known:
            raise _refused("counts", _("There is no such figure here."))
        period = said.get("period", Choice.THIS_MONTH)
        return Asked(
            user, timezone.now(), area, tuple(self._layers(said)), counts, period
        )

    def _layers(self, said: dict):
        offered = self._offered()
        if "layers" not in said:
            return [layer for layer in offered if layer.is_usual]
        named = {key for key in said["layers"].split(",") if key}
        if named - {layer.key for layer in offered}:
            raise _refused("layers", _("There is no such layer."))
        return [layer for layer in offered if layer.key in named]


def _refused(name: str, message) -> serializers.ValidationError:
    return serializers.ValidationError({name: [message]})


def _features(found: StationMap) -> Iterator[dict]:
    ground = found.ground
    yield _area(found.whole, ground.own)
    for part in found.parts:
        yield _area(part, ground.drawn.get(part.area.pk))
    for mark in found.marks:
        spot = mark.spot
        yield _feature(
            {"type": "Point", "coordinates": [spot.longitude, spot.latitude]},
            kind=CLUSTER if spot.pk is None else POINT,
            id=spot.pk,
            name=spot.name,
            layer=mark.layer.key,
            url=spot.url,
            count=spot.count,
        )


def _area(part: Part, outline: Drawn | None) -> dict:
    shape = {"type": "MultiPolygon", "coordinates": outline.polygons if outline else []}
    return _feature(
        shape if outline else None,
        kind=AREA,
        id=part.area.pk,
        name=part.area.short_name,
        area_kind=part.area.kind,
        url=part.area.get_absolute_url(),
        counts={tally.layer.key: tally.count for tally in part.tallies},
        figure=_figure(part.figure) if part.figure else None,
    )


def _figure(figure) -> dict:
    amount = figure.amount
    return {
        "metric": figure.metric.key,
        "part": amount.part,
        "whole": amount.whole,
        "percent": amount.percent,
        "is_hidden": amount.is_hidden,
    }


def _feature(geometry: dict | None, **properties) -> dict:
    blank = {
        "area_kind": "", "layer": "", "url": "", "count": 0, "counts": {},
        "figure": None,
    }  # fmt: skip
    return {
        "type": "Feature",
        "geometry": geometry,
        "properties": {**blank, **properties},
    }
