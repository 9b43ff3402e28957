"""Visits and follow-ups over REST."""

from households.api import shapes
from households.filters.follow_ups import FollowUpFilterSet
from households.filters.visits import VisitFilterSet
from station.api.viewsets import ShapeViewSet


class VisitViewSet(ShapeViewSet):
    """Calls at households."""

    shape = shapes.VISITS
    filterset_class = VisitFilterSet
    required_permissions = {"list": "visit.view", "retrieve": "visit.view"}
    access_fields = "learned, asked_for"


class FollowUpViewSet(ShapeViewSet):
    """Promises to come back."""

    shape = shapes.FOLLOW_UPS
    filterset_class = FollowUpFilterSet
    required_permissions = {"list": "follow_up.view", "retrieve": "follow_up.view"}
    access_fields = "matter, result"
