"""The sending of alerts over REST: what went to whom, every step a verb; the limits."""

from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from antifraud.actions import alert_limits
from antifraud.actions import sendings as actions
from antifraud.api import shapes_sendings as shapes
from antifraud.filters.sendings import SendingFilterSet
from antifraud.limits import NAMES, Rules
from antifraud.tasks import send_alerts
from station.api.bulk import BulkMixin
from station.api.serializers import Input, Text, VersionedInput, Visible
from station.api.viewsets import ShapeViewSet
from station.feed import Followed
from station.models import Area


class SendingOverrideInput(VersionedInput):
    """Past caps and quiet hours only with a reason."""

    reason = Text(200)


class AlertSendingViewSet(BulkMixin, ShapeViewSet):
    """One alert to one group: planned, held back, handed over, sent."""

    shape = shapes.SENDINGS
    list_key = "antifraud.alertsending"
    filterset_class = SendingFilterSet
    required_permissions = {
        "list": "alert.view",
        "retrieve": "alert.view",
        "hand_over": "alert.send",
        "override": "alert.override",
        "try_again": "alert.send",
        "arrived": "alert.send",
        "call_off": "alert.send",
    }
    inputs = {
        "hand_over": VersionedInput,
        "override": SendingOverrideInput,
        "try_again": VersionedInput,
        "arrived": VersionedInput,
        "call_off": VersionedInput,
    }

    @action(detail=True, methods=["post"], url_path="hand-over")
    def hand_over(self, request, pk=None):
        """Somebody put the text into the group."""
        return self.act(actions.hand_over, on="sending")

    @action(detail=True, methods=["post"])
    def override(self, request, pk=None):
        """It goes all the same, and why."""
        send_alerts.delay_on_commit()
        return self.act(actions.override, on="sending")

    @action(detail=True, methods=["post"], url_path="try-again")
    def try_again(self, request, pk=None):
        """It did not arrive: once more."""
        send_alerts.delay_on_commit()
        return self.act(actions.try_again, on="sending")

    @action(detail=True, methods=["post"])
    def arrived(self, request, pk=None):
        """Somebody looked into the group: it is there."""
        return self.act(actions.arrived, on="sending")

    @action(detail=True, methods=["post"], url_path="call-off")
    def call_off(self, request, pk=None):
        """Not to this group; the others get it."""
        return self.act(actions.cancel, on="sending")


class AlertLimitFields(serializers.Serializer):
    """What is left out is the usual."""

    audience_cap = serializers.IntegerField(required=False, min_value=1, max_value=50)
    person_cap = serializers.IntegerField(required=False, min_value=1, max_value=50)
    period_days = serializers.IntegerField(required=False, min_value=1, max_value=31)
    quiet_from = serializers.TimeField(required=False)
    quiet_until = serializers.TimeField(required=False)
    holds_holidays = serializers.BooleanField(required=False)


class AlertLimitInput(AlertLimitFields, Input):
    area = Visible(Area, permission="alert_limit.edit")


class AlertLimitEditInput(AlertLimitFields, VersionedInput):
    """Only what is other than it stands."""


class AlertLimitViewSet(ShapeViewSet):
    """Caps and quiet hours of the areas that have set their own."""

    shape = shapes.LIMITS
    required_permissions = {
        "list": "alert_limit.view",
        "retrieve": "alert_limit.view",
        "create": "alert_limit.edit",
        "partial_update": "alert_limit.edit",
        "drop": "alert_limit.edit",
    }
    inputs = {
        "create": AlertLimitInput,
        "partial_update": AlertLimitEditInput,
        "drop": VersionedInput,
    }
    answers = {"drop": {204: None}}
    may_be_stale = frozenset({"create"})

    def create(self, request):
        """An area sets its own; 412 where it has some already."""
        data = self.asked()
        area = data.pop("area")
        return self.make(alert_limits.set_, area=area, rules=Rules(**data), version=0)

    def partial_update(self, request, pk=None):
        """Other limits from now on."""
        row, data = self.target(), self.asked()
        version = data.pop("version")
        rules = Rules(**{name: data.get(name, getattr(row, name)) for name in NAMES})
        self.do(alert_limits.set_, area=row.area, rules=rules, version=version)
        return self.show(row)

    @action(detail=True, methods=["post"])
    def drop(self, request, pk=None):
        """What holds above holds there again."""
        self.do(alert_limits.drop, limit=self.target(), **self.asked())
        return Response(status=204)


RESOURCES = {"alert-sendings": AlertSendingViewSet, "alert-limits": AlertLimitViewSet}
FOLLOWED = (Followed("alert-sendings", shapes.SENDINGS),)
