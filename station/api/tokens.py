"""Keys of machines over REST: shown once, never told again."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from station.actions import tokens
from station.actions.token_limits import FASTEST, MOST_ADDRESSES
from station.api.parts import Column, Expression, Part
from station.api.serializers import Input, Nothing, Text, VersionedInput, Visible
from station.api.shape import Shape
from station.api.shapes import person
from station.api.viewsets import ShapeViewSet
from station.filters import TokenFilterSet
from station.models import ServiceToken, User

VALID = "({t}.revoked_at IS NULL AND {t}.expires_at > now())"

TOKENS = Shape(
    "Token",
    ServiceToken,
    "id",
    Part("machine", "id", "name", "badge_number", source="user"),
    "name",
    "prefix",
    "resources",
    "fields",
    "may_write",
    "allowed_addresses",
    "rate",
    Expression("is_valid", VALID, {"type": "boolean"}),
    "expires_at",
    "revoked_at",
    "last_used_at",
    "last_used_from",
    Column("replaces", source="replaces"),
    person("created_by"),
    "version",
    "created_at",
    "updated_at",
    orders={"id": "id", "expires_at": "expires_at", "updated_at": "updated_at"},
    order="-id",
)


class TokenLimits(Input):
    """What a key may be narrowed to; empty is no limit but that of the account."""

    resources = serializers.ListField(child=Text(40), max_length=200, required=False)
    fields = serializers.DictField(
        child=serializers.ListField(child=Text(60), max_length=200),
        required=False,
        help_text="By resource of the API, such as disputes, the fields it is given.",
    )
    may_write = serializers.BooleanField(required=False)
    allowed_addresses = serializers.ListField(
        child=Text(43),
        max_length=MOST_ADDRESSES,
        required=False,
        help_text="Addresses and networks; from elsewhere the key is refused.",
    )
    rate = serializers.IntegerField(
        min_value=1,
        max_value=FASTEST,
        required=False,
        help_text="Requests a minute.",
    )


class TokenInput(TokenLimits):
    machine = Visible(User)
    name = Text(80)
    expires_at = serializers.DateTimeField()


class TokenEditInput(VersionedInput, TokenLimits):
    name = Text(80, required=False)


class TokenRotateInput(Input):
    expires_at = serializers.DateTimeField(
        required=False, help_text="Of the new key; as long as may be when left out."
    )
    old_ends_at = serializers.DateTimeField(
        required=False, help_text="When the old one ends; in a week when left out."
    )


class NewTokenOutput(serializers.Serializer):
    """The key itself; it is never shown again."""

    id = serializers.IntegerField()
    prefix = serializers.CharField()
    key = serializers.CharField()
    expires_at = serializers.DateTimeField()


class TokenViewSet(ShapeViewSet):
    """Keys with which machines read here: limits, last use, and an end."""

    shape = TOKENS
    filterset_class = TokenFilterSet
    required_permissions = {
        "list": "token.view",
        "retrieve": "token.view",
        "create": "token.create",
        "partial_update": "token.edit",
        "rotate": "token.create",
        "revoke": "token.revoke",
    }
    inputs = {
        "create": TokenInput,
        "partial_update": TokenEditInput,
        "rotate": TokenRotateInput,
        "revoke": Nothing,
    }
    answers = {
        "create": {201: NewTokenOutput},
        "rotate": {201: NewTokenOutput},
    }
    needs_fresh_sign_in = frozenset({"create", "partial_update", "rotate"})
    never_kept = frozenset({"create", "rotate"})  # a key is stored nowhere

    def create(self, request):
        """Make a key for the account of a machine."""
        asked = self.asked()
        made = self.do(tokens.issue, user=asked.pop("machine"), **asked)
        return self._once(*made)

    def partial_update(self, request, pk=None):
        """Give the key other limits; they hold from the next request on."""
        return self.act(tokens.edit, on="token")

    @action(detail=True, methods=["post"])
    def rotate(self, request, pk=None):
        """A new key with the same limits; the old one ends a little later."""
        now, asked = timezone.now(), self.asked()
        asked.setdefault("expires_at", now + timedelta(days=settings.TOKEN_DAYS))
        week = min(now + timedelta(days=7), asked["expires_at"])
        asked.setdefault("old_ends_at", week)
        made = tokens.rotate(token=self.target(), by=self.request.user, at=now, **asked)
        return self._once(*made)

    @action(detail=True, methods=["post"])
    def revoke(self, request, pk=None):
        """Take the key back; the next request with it is refused."""
        return self.act(tokens.revoke, on="token")

    def _once(self, token: ServiceToken, key: str) -> Response:
        names = ("id", "prefix", "expires_at")
        answer = {name: getattr(token, name) for name in names} | {"key": key}
        response = Response(NewTokenOutput(answer).data, status=201)
        response["Cache-Control"] = "no-store"
        return response
