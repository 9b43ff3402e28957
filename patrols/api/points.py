"""Patrol points and routes over REST; the codes are never shown here."""

from rest_framework import serializers
from rest_framework.decorators import action

from households.api.facts import WORDS, facts
from households.models import Unit
from patrols.actions import points, routes
from patrols.api import shapes_points as shapes
from patrols.filters.points import PatrolPointFilterSet, RouteFilterSet
from patrols.models import PatrolKind, PatrolPoint
from patrols.papers import printing
from patrols.workflow.patrols import PointKind
from station import pdf_answers
from station.api.papers import BINARY
from station.api.serializers import Input, Text, VersionedInput, Visible, VisibleMany
from station.api.viewsets import ShapeViewSet
from station.models import Area

OPTIONAL = {"required": False, "allow_null": True}
DEGREES = {"max_digits": 9, "decimal_places": 6, **OPTIONAL}


class PointFields(serializers.Serializer):
    name = Text(60)
    kind = serializers.ChoiceField(choices=PointKind.choices)
    area = Visible(Area, permission="patrol_point.edit")
    unit = Visible(Unit, **OPTIONAL)
    place = Text(120, **WORDS)
    latitude = serializers.DecimalField(min_value=-90, max_value=90, **DEGREES)
    longitude = serializers.DecimalField(min_value=-180, max_value=180, **DEGREES)
    radius_m = serializers.IntegerField(
        min_value=points.SHORTEST, max_value=points.LONGEST, required=False
    )


class PatrolPointInput(PointFields, Input):
    """A new point."""


class PatrolPointEditInput(PointFields, VersionedInput):
    """The whole point as it should stand."""


class PatrolPointViewSet(ShapeViewSet):
    """Where patrols pass; the code behind the QR stands only on the paper."""

    shape = shapes.PATROL_POINTS
    list_key = "patrols.patrolpoint"
    filterset_class = PatrolPointFilterSet
    required_permissions = {
        "list": "patrol_point.view",
        "retrieve": "patrol_point.view",
        "create": "patrol_point.create",
        "partial_update": "patrol_point.edit",
        "renew_code": "patrol_point.edit",
        "start_screen": "patrol_point.edit",
        "stop_screen": "patrol_point.edit",
        "retire": "patrol_point.edit",
        "bring_back": "patrol_point.edit",
        "paper": "patrol_point.print",
    }
    answers = {"paper": BINARY}
    refusing_reads = frozenset({"paper"})
    inputs = {
        "create": PatrolPointInput,
        "partial_update": PatrolPointEditInput,
        "renew_code": VersionedInput,
        "start_screen": VersionedInput,
        "stop_screen": VersionedInput,
        "retire": VersionedInput,
        "bring_back": VersionedInput,
    }

    def create(self, request):
        """Set a point up; it gets a code of its own."""
        found = facts(points.Facts, points.FIELDS, self.asked())
        return self.make(points.create, facts=found)

    def partial_update(self, request, pk=None):
        """Set right, or move; send the whole point."""
        point, data = self.target(), self.asked()
        found = facts(points.Facts, points.FIELDS, data)
        self.do(points.edit, point=point, facts=found, version=data["version"])
        return self.show(point)

    @action(detail=True, methods=["post"], url_path="renew-code")
    def renew_code(self, request, pk=None):
        """The code on the wall is dead at once."""
        return self.act(points.renew_code, on="point")

    @action(detail=True, methods=["post"], url_path="start-screen")
    def start_screen(self, request, pk=None):
        """A screen with a changing code, at a new address."""
        return self.act(points.start_screen, on="point")

    @action(detail=True, methods=["post"], url_path="stop-screen")
    def stop_screen(self, request, pk=None):
        """No screen any more."""
        return self.act(points.stop_screen, on="point")

    @action(detail=True, methods=["post"])
    def retire(self, request, pk=None):
        """Patrols pass there no more."""
        return self.act(points.retire, on="point")

    @action(detail=True, methods=["post"], url_path="bring-back")
    def bring_back(self, request, pk=None):
        """Patrols pass there again."""
        return self.act(points.bring_back, on="point")

    @action(detail=True)
    def paper(self, request, pk=None):
        """Its code to hang up, as PDF/A; the print is written down."""
        point = self.target()
        rows = PatrolPoint.objects.filter(pk=point.pk)
        body = self.do(printing.codes, points=rows)
        return pdf_answers.shown(body, f"{point.name}.pdf")


class PointsInOrder(VisibleMany):
    """Points by their ids in the order they were sent; one may come twice."""

    def to_internal_value(self, data):
        found = {row.pk: row for row in super().to_internal_value(data)}
        asked = serializers.ListField.to_internal_value(self, data)
        return tuple(found[pk] for pk in asked)


class RouteFields(serializers.Serializer):
    """The points in the order one walks them; one may come twice."""

    name = Text(60)
    area = Visible(Area, permission="patrol_point.edit")
    kind = Visible(PatrolKind)
    minutes = serializers.IntegerField(min_value=5, max_value=720, required=False)
    is_active = serializers.BooleanField(required=False)
    stops = PointsInOrder(PatrolPoint, max_length=routes.MOST_STOPS)


ROUTE_FIELDS = list(RouteFields().fields)


class PatrolRouteInput(RouteFields, Input):
    """A new route."""


class PatrolRouteEditInput(RouteFields, VersionedInput):
    """The whole route as it should stand."""


class PatrolRouteViewSet(ShapeViewSet):
    """Ways to walk."""

    shape = shapes.ROUTES
    list_key = "patrols.route"
    filterset_class = RouteFilterSet
    required_permissions = {
        "list": "patrol_point.view",
        "retrieve": "patrol_point.view",
        "create": "patrol_point.create",
        "partial_update": "patrol_point.edit",
    }
    inputs = {"create": PatrolRouteInput, "partial_update": PatrolRouteEditInput}

    def create(self, request):
        """Draw a route."""
        return self.make(
            routes.create, facts=facts(routes.Facts, ROUTE_FIELDS, self.asked())
        )

    def partial_update(self, request, pk=None):
        """Another order or other points; send the whole route."""
        route, data = self.target(), self.asked()
        found = facts(routes.Facts, ROUTE_FIELDS, data)
        self.do(routes.edit, route=route, facts=found, version=data["version"])
        return self.show(route)
