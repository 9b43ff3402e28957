"""Whole numbers over REST: one at a time, for a purpose, and written down."""

from django.utils import timezone
from rest_framework import serializers
from rest_framework.response import Response

from station.actions.reveal import show
from station.api.serializers import Input, Text
from station.models import AccessRecord


class RevealOutput(serializers.Serializer):
    """A whole number, and which it is."""

    field = serializers.CharField()
    value = serializers.CharField()


class LookInput(Input):
    """For which purpose the one number of the record is shown."""

    purpose = serializers.ChoiceField(choices=AccessRecord.Purpose.choices)
    reason = Text(200, required=False, allow_blank=True)


def revealed(obj, *, by, field: str, **look) -> Response:
    """The answer with the whole number; no cache keeps it."""
    value = show(by=by, obj=obj, field=field, at=timezone.now(), **look)
    response = Response({"field": field, "value": value})
    response["Cache-Control"] = "no-store"
    return response
