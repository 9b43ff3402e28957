"""Webhooks and the log of their calls over REST."""

from django.utils.translation import gettext as _
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.exceptions import ValidationError
from rest_framework.response import Response

from station.actions import webhook_replays as replays
from station.actions import webhooks
from station.api.changes import position
from station.api.openapi import Single
from station.api.serializers import Input, Nothing, Text, VersionedInput, Visible
from station.api.shapes_webhooks import CALLS, WEBHOOKS
from station.api.viewsets import ShapeViewSet
from station.feed import since
from station.models import ServiceToken
from station.models.webhook import MOST
from station.tasks import ring_webhooks
from station.webhook_filters import WebhookDeliveryFilterSet, WebhookFilterSet

FROM_HELP = (
    "A cursor of the change feed; empty from the beginning; left out, from now on."
)
TYPES_HELP = "Resources as in the change feed; empty: everything the key may read."


class WebhookEditInput(VersionedInput):
    """What a webhook tells, and where; what is left out stays."""

    key = Visible(
        ServiceToken, permission="token.create", required=False, source="token"
    )
    name = Text(80, required=False)
    address = Text(500, required=False)
    types = serializers.ListField(
        child=Text(40), required=False, max_length=200, help_text=TYPES_HELP
    )
    with_data = serializers.BooleanField(required=False)
    most = serializers.IntegerField(required=False, min_value=1, max_value=MOST)


class WebhookInput(Input):
    """A webhook for the machine that the key belongs to."""

    key = Visible(ServiceToken, permission="token.create", source="token")
    name = Text(80)
    address = Text(500)
    types = serializers.ListField(
        child=Text(40), required=False, max_length=200, help_text=TYPES_HELP
    )
    with_data = serializers.BooleanField(default=True)
    most = serializers.IntegerField(default=50, min_value=1, max_value=MOST)
    after = Text(200, required=False, allow_blank=True, help_text=FROM_HELP)


class RotateInput(VersionedInput):
    at_once = serializers.BooleanField(
        default=False, help_text="The old secret ends now, not after the overlap."
    )


class WebhookPauseInput(Input):
    reason = Text(200, required=False, allow_blank=True)


class RewindInput(Input):
    """From where on everything is told again: one of the two."""

    after = Text(200, required=False, allow_blank=True, help_text=FROM_HELP)
    moment = serializers.DateTimeField(required=False)

    def validate(self, attrs):
        if len(attrs) != 1:
            message = _("Name either a cursor or a moment.")
            raise ValidationError({"after": [message]})
        return attrs


class WebhookSkipInput(Input):
    reason = Text(200)


class SecretOutput(serializers.Serializer):
    """The secret signatures are checked with; it is never shown again."""

    id = serializers.IntegerField()
    secret = serializers.CharField()


class ReplayedOutput(serializers.Serializer):
    """How many calls are sent again."""

    calls = serializers.IntegerField()


class WebhookViewSet(ShapeViewSet):
    """Where machines are told of changes; a machine sees its own."""

    shape = WEBHOOKS
    filterset_class = WebhookFilterSet
    required_permissions = {
        "list": "webhook.view",
        "retrieve": "webhook.view",
        "create": "webhook.create",
        "partial_update": "webhook.edit",
        "rotate": "webhook.edit",
        "end": "webhook.edit",
        "pause": "webhook.pause",
        "resume": "webhook.run",
        "test": "webhook.run",
        "rewind": "webhook.run",
        "replay_failed": "webhook.run",
    }
    inputs = {
        "create": WebhookInput,
        "partial_update": WebhookEditInput,
        "rotate": RotateInput,
        "end": Nothing,
        "pause": WebhookPauseInput,
        "resume": Nothing,
        "test": Nothing,
        "rewind": RewindInput,
        "replay_failed": Nothing,
    }
    answers = {
        "create": {201: SecretOutput},
        "rotate": {200: SecretOutput},
        "test": {201: Single(CALLS)},
        "replay_failed": {200: ReplayedOutput},
    }
    needs_fresh_sign_in = frozenset({"create", "partial_update", "rotate"})
    never_kept = frozenset({"create", "rotate"})

    def create(self, request):
        """Tell a machine of changes; the secret is told this once."""
        asked = self.asked()
        if "after" in asked:
            asked["after"] = position(asked["after"])
        hook, secret = self.do(webhooks.create, **asked)
        return self._told_once(hook, secret, status=201)

    def partial_update(self, request, pk=None):
        """Another address, other resources, another key of the same machine."""
        return self.act(webhooks.edit, on="webhook")

    @action(detail=True, methods=["post"])
    def rotate(self, request, pk=None):
        """A new secret; for a day calls carry the signatures of both."""
        hook = self.target()
        hook, secret = self.do(webhooks.rotate, webhook=hook, **self.asked())
        return self._told_once(hook, secret)

    @action(detail=True, methods=["post"])
    def end(self, request, pk=None):
        """Remove it for good; the log of its calls stays."""
        return self.act(webhooks.end, on="webhook")

    @action(detail=True, methods=["post"])
    def pause(self, request, pk=None):
        """Nothing goes out until it is let go on; nothing is missed."""
        return self.act(webhooks.pause, on="webhook")

    @action(detail=True, methods=["post"])
    def resume(self, request, pk=None):
        """Go on where it stopped, with what came meanwhile."""
        response = self.act(webhooks.resume, on="webhook")
        ring_webhooks()
        return response

    @action(detail=True, methods=["post"])
    def test(self, request, pk=None):
        """Send a call that tells of nothing, also while it is paused."""
        made = self.do(replays.send_test, webhook=self.target())
        ring_webhooks()
        row = CALLS.one(type(made).objects.filter(pk=made.pk), user=request.user)
        return Response(row, status=201)

    @action(detail=True, methods=["post"])
    def rewind(self, request, pk=None):
        """Tell everything again from a place or a moment on."""
        hook, asked = self.target(), self.asked()
        to = since(asked["moment"]) if "moment" in asked else position(asked["after"])
        self.do(replays.rewind, webhook=hook, to=to)
        ring_webhooks()
        return self.show(hook)

    @action(detail=True, methods=["post"], url_path="replay-failed")
    def replay_failed(self, request, pk=None):
        """Send again what failed and was not sent again since."""
        calls = self.do(replays.replay_failed, webhook=self.target())
        ring_webhooks()
        return Response({"calls": calls})

    def _told_once(self, hook, secret: str, *, status: int = 200) -> Response:
        response = Response({"id": hook.pk, "secret": secret}, status=status)
        response["Cache-Control"] = "no-store"
        return response


class WebhookDeliveryViewSet(ShapeViewSet):
    """The calls of webhooks: which changes they tell of and how they were answered."""

    shape = CALLS
    filterset_class = WebhookDeliveryFilterSet
    list_key = "station.webhookdelivery"
    required_permissions = {
        "list": "webhook.view",
        "retrieve": "webhook.view",
        "replay": "webhook.run",
        "skip": "webhook.run",
    }
    inputs = {"replay": Nothing, "skip": WebhookSkipInput}
    answers = {"replay": {201: Single(CALLS)}}

    @action(detail=True, methods=["post"])
    def replay(self, request, pk=None):
        """Send it once more under a new id, as its rows stand today."""
        made = self.do(replays.replay, delivery=self.target())
        ring_webhooks()
        return self.show(made, status=201)

    @action(detail=True, methods=["post"])
    def skip(self, request, pk=None):
        """Leave out a call that is never taken, so that those behind it go on."""
        response = self.act(replays.skip, on="delivery")
        ring_webhooks()
        return response
