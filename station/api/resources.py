"""Territory, people and files over REST."""

from station.api import shapes
from station.api.viewsets import ShapeViewSet
from station.filters import (
    AreaFilterSet,
    AttachmentFilterSet,
    PostFilterSet,
    UserFilterSet,
)


class AreaViewSet(ShapeViewSet):
    """Counties, stations, townships, villages and grids, as one tree."""

    shape = shapes.AREAS
    filterset_class = AreaFilterSet
    required_permissions = {"list": "area.view", "retrieve": "area.view"}


class UserViewSet(ShapeViewSet):
    """The people of the office, and the accounts of machines."""

    shape = shapes.USERS
    filterset_class = UserFilterSet
    required_permissions = {"list": "user.view", "retrieve": "user.view"}


class PostViewSet(ShapeViewSet):
    """Who serves where, as what, from when until when."""

    shape = shapes.POSTS
    filterset_class = PostFilterSet
    required_permissions = {"list": "post.view", "retrieve": "post.view"}


class AttachmentViewSet(ShapeViewSet):
    """Photos and papers."""

    shape = shapes.ATTACHMENTS
    filterset_class = AttachmentFilterSet
    required_permissions = {"list": "attachment.view", "retrieve": "attachment.view"}
