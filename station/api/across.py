"""What lies across the resources: me, my work, my notices."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import get_language
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from station import notices, policy
from station.actions import deliveries
from station.api.pagination import PAGE_SIZE
from station.api.serializers import Input, Nothing
from station.api.viewsets import PolicyViewSet
from station.models import Delivery
from station.views.policy import SIGNED_IN
from station.worklist.owing import owed_by


class AreaRef(serializers.Serializer):
    id = serializers.IntegerField()
    name = serializers.CharField()
    kind = serializers.CharField()


class PostOutput(serializers.Serializer):
    """A post valid today."""

    id = serializers.IntegerField()
    role = serializers.CharField()
    role_display = serializers.CharField(source="get_role_display")
    area = AreaRef()
    from_on = serializers.DateField()
    until_on = serializers.DateField(allow_null=True)
    is_acting = serializers.BooleanField()


class MeOutput(serializers.Serializer):
    """Who asks, and what may be done where."""

    id = serializers.IntegerField()
    badge_number = serializers.CharField()
    name = serializers.CharField()
    language = serializers.CharField()
    is_service = serializers.BooleanField()
    posts = PostOutput(many=True)
    permissions = serializers.ListField(child=serializers.CharField())


class MeViewSet(PolicyViewSet):
    """The account behind the request, its posts of today and its rights."""

    required_permissions = {"list": SIGNED_IN}
    answers = {"list": {200: MeOutput}}

    def list(self, request):
        user = request.user
        me = {
            "id": user.pk,
            "badge_number": user.badge_number,
            "name": user.name,
            "language": get_language(),
            "is_service": user.is_service,
            "posts": user.rights.posts,
            "permissions": sorted(
                f"{resource}.{name}"
                for resource, actions in policy.TABLE.items()
                for name in actions
                if policy.can(user, f"{resource}.{name}")
            ),
        }
        return Response(MeOutput(me).data)


class WorkItemOutput(serializers.Serializer):
    """One thing owed: what, until when, and the page of the next step."""

    source = serializers.CharField()
    title = serializers.CharField()
    url = serializers.CharField()
    due_at = serializers.DateTimeField(allow_null=True)
    is_late = serializers.BooleanField()
    kind_display = serializers.CharField()
    area_name = serializers.CharField()
    detail = serializers.CharField()


class WorklistOutput(serializers.Serializer):
    results = WorkItemOutput(many=True)


class WorklistViewSet(PolicyViewSet):
    """What this person owes in the coming week, soonest first."""

    required_permissions = {"list": "worklist.view"}
    answers = {"list": {200: WorklistOutput}}

    def list(self, request):
        now = timezone.now()
        items = [
            {
                "source": key,
                "title": str(item.title),
                "url": item.url,
                "due_at": item.due_at,
                "is_late": item.due_at is not None and item.due_at < now,
                "kind_display": str(item.kind_label),
                "area_name": item.area_name,
                "detail": str(item.detail),
            }
            for key, item in owed_by(request.user, now=now)
        ]
        items.sort(key=lambda item: (item["due_at"] is None, item["due_at"] or now))
        return Response(WorklistOutput({"results": items}).data)


class NoticeOutput(serializers.Serializer):
    """A notice in the words of today."""

    id = serializers.IntegerField()
    kind = serializers.CharField()
    title = serializers.CharField()
    detail = serializers.CharField()
    url = serializers.CharField()
    at = serializers.DateTimeField()
    is_unread = serializers.BooleanField()


class NoticesOutput(serializers.Serializer):
    """The newest notices; ``before`` the last id gives the older ones."""

    unread_count = serializers.IntegerField()
    results = NoticeOutput(many=True)


class NoticesQuery(Input):
    unread = serializers.ChoiceField(choices=["1"], required=False)
    before = serializers.IntegerField(min_value=1, max_value=2**63 - 1, required=False)


class ReminderViewSet(PolicyViewSet):
    """One's own notices, as under the bell."""

    required_permissions = {
        "list": SIGNED_IN,
        "read": SIGNED_IN,
        "read_all": SIGNED_IN,
    }
    inputs = {"read": Nothing, "read_all": Nothing}
    answers = {
        "list": {200: NoticesOutput},
        "read": {200: NoticeOutput},
        "read_all": {204: None},
    }
    query = {"list": NoticesQuery}

    def get_queryset(self):
        return Delivery.objects.for_bell(self.request.user).select_related("reminder")

    def list(self, request):
        asked = self.asked_query()
        rows = self.get_queryset()
        if "unread" in asked:
            rows = rows.unread()
        if "before" in asked:
            rows = rows.filter(pk__lt=asked["before"])
        answer = {
            "unread_count": notices.unread_count(request.user),
            "results": self._told(rows.order_by("-pk")[:PAGE_SIZE]),
        }
        return Response(NoticesOutput(answer).data)

    @action(detail=True, methods=["post"])
    def read(self, request, pk=None):
        """It was seen."""
        self.asked()
        delivery = get_object_or_404(self.get_queryset(), pk=pk)
        deliveries.read(delivery=delivery, at=timezone.now())
        delivery.refresh_from_db(fields=["read_at"])
        return Response(NoticeOutput(self._told([delivery])[0]).data)

    @action(detail=False, methods=["post"], url_path="read-all")
    def read_all(self, request):
        """Everything up to now was seen."""
        self.asked()
        deliveries.read_all(by=request.user, at=timezone.now())
        return Response(status=204)

    def _told(self, rows):
        rows = list(rows)
        lines = notices.lines(rows, user=self.request.user)
        return [
            {
                "id": row.pk,
                "kind": row.reminder.kind,
                "title": str(line.title),
                "detail": str(line.detail),
                "url": line.target,
                "at": line.at,
                "is_unread": line.is_unread,
            }
            for row, line in zip(rows, lines, strict=True)
        ]
