"""Territory, people and files over REST."""

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from station.actions import areas, posts, users
from station.actions.access import record_access
from station.actions.attachments import path_of
from station.api import inputs, shapes
from station.api.openapi import Single
from station.api.outlines import OutlineVerbs
from station.api.serializers import Input, Nothing
from station.api.viewsets import ShapeViewSet
from station.filters import (
    AreaFilterSet,
    AttachmentFilterSet,
    PostFilterSet,
    UserFilterSet,
)
from station.models import AccessRecord


class AreaViewSet(OutlineVerbs, ShapeViewSet):
    """Counties, stations, townships, villages and grids, as one tree."""

    shape = shapes.AREAS
    list_key = "station.area"
    filterset_class = AreaFilterSet
    required_permissions = {
        "list": "area.view",
        "retrieve": "area.view",
        "create": "area.create",
        "partial_update": "area.edit",
        "retire": "area.edit",
        **OutlineVerbs.outline_permissions,
    }
    inputs = {
        "create": inputs.AreaInput,
        "partial_update": inputs.AreaEditInput,
        "retire": inputs.ReasonInput,
        **OutlineVerbs.outline_inputs,
    }
    answers = OutlineVerbs.outline_answers

    def create(self, request):
        """Add an area below another: officers add grids, the county stations."""
        return self.make(areas.create, **self.asked())

    def partial_update(self, request, pk=None):
        """Correct the name or the profile."""
        return self.act(areas.edit, on="area")

    @action(detail=True, methods=["post"])
    def retire(self, request, pk=None):
        """Take a grid out of use."""
        return self.act(areas.retire, on="area")


class NewUserOutput(serializers.Serializer):
    """The account, and the password to hand over; it is never shown again."""

    id = serializers.IntegerField()
    badge_number = serializers.CharField()
    one_time_password = serializers.CharField(allow_blank=True)


class UserViewSet(ShapeViewSet):
    """The people of the office, and the accounts of machines."""

    shape = shapes.USERS
    filterset_class = UserFilterSet
    list_key = "station.user"
    required_permissions = {
        "list": "user.view",
        "retrieve": "user.view",
        "create": "user.create",
        "partial_update": "user.edit",
        "disable": "user.edit",
        "enable": "user.edit",
    }
    inputs = {
        "create": inputs.UserInput,
        "partial_update": inputs.UserEditInput,
        "disable": inputs.DisableInput,
        "enable": Nothing,
    }
    answers = {"create": {201: NewUserOutput}}
    needs_fresh_sign_in = frozenset({"create", "disable", "enable"})

    def create(self, request):
        """Make an account without any right."""
        user, password = self.do(users.create, **self.asked())
        answer = {"id": user.pk, "badge_number": user.badge_number}
        response = Response(answer | {"one_time_password": password}, status=201)
        response["Cache-Control"] = "no-store"
        return response

    def partial_update(self, request, pk=None):
        """Correct what the office keeps about a colleague."""
        return self.act(users.edit, on="user")

    @action(detail=True, methods=["post"])
    def disable(self, request, pk=None):
        """Lock an account: its sessions end and its keys die at once."""
        return self.act(users.disable, on="user")

    @action(detail=True, methods=["post"])
    def enable(self, request, pk=None):
        """Open an account again."""
        return self.act(users.enable, on="user")


class PostViewSet(ShapeViewSet):
    """Who serves where, as what, from when until when."""

    shape = shapes.POSTS
    filterset_class = PostFilterSet
    required_permissions = {
        "list": "post.view",
        "retrieve": "post.view",
        "create": "post.create",
        "end": "post.edit",
        "prolong": "post.edit",
    }
    inputs = {
        "create": inputs.PostInput,
        "end": inputs.PostEndInput,
        "prolong": inputs.PostProlongInput,
    }
    answers = {"end": {200: Single(shapes.POSTS), 204: None}}
    needs_fresh_sign_in = frozenset({"create", "end", "prolong"})

    def create(self, request):
        """Give somebody a post."""
        return self.make(posts.appoint, **self.asked())

    @action(detail=True, methods=["post"])
    def end(self, request, pk=None):
        """The post ends with that day; a day before its first takes it back whole."""
        post = self.do(posts.end, post=self.target(), **self.asked())
        return self.show(post) if post else Response(status=204)

    @action(detail=True, methods=["post"])
    def prolong(self, request, pk=None):
        """Move the end of a post that still runs."""
        return self.act(posts.prolong, on="post")


class ContentQuery(Input):
    small = serializers.ChoiceField(choices=["1"], required=False)


class AttachmentViewSet(ShapeViewSet):
    """Photos and papers; a photo comes in with its visit."""

    shape = shapes.ATTACHMENTS
    filterset_class = AttachmentFilterSet
    required_permissions = {
        "list": "attachment.view",
        "retrieve": "attachment.view",
        "content": "attachment.view",
    }
    query = {"content": ContentQuery}
    answers = {"content": {(200, "image/jpeg"): OpenApiTypes.BINARY}}

    @action(detail=True)
    def content(self, request, pk=None):
        """The file itself; the look is written down."""
        is_small = "small" in self.asked_query()
        found = get_object_or_404(self.get_queryset(), pk=pk)
        name = (is_small and found.thumbnail_name) or found.file_name
        try:
            file = path_of(name).open("rb")
        except OSError:
            raise Http404 from None
        record_access(
            by=request.user,
            act=AccessRecord.Act.VIEW,
            subject=found,
            fields=found.kind,
            at=timezone.now(),
        )
        response = FileResponse(file, content_type=found.content_type)
        response["Cache-Control"] = "private, no-store"
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
        return response
