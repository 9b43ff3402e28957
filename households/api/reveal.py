"""Whole numbers: one at a time, for a purpose, and written down."""

from django.utils import timezone
from drf_spectacular.utils import inline_serializer
from rest_framework import serializers
from rest_framework.exceptions import Throttled
from rest_framework.response import Response

from station.actions.limits import TooMany
from station.actions.reveal import show

REVEALED = {
    200: inline_serializer(
        "Revealed",
        {"field": serializers.CharField(), "value": serializers.CharField()},
    )
}


def reveal(
    obj, *, by, field: str, purpose: str, reason: str = "", area=None
) -> Response:
    """Show one sealed field; if it cannot be written down, nothing is shown."""
    at = timezone.now()
    try:
        value = show(
            by=by,
            obj=obj,
            field=field,
            purpose=purpose,
            reason=reason,
            area=area,
            at=at,
        )
    except TooMany as error:
        raise Throttled(wait=error.wait) from error
    response = Response({"field": field, "value": value})
    response["Cache-Control"] = "no-store"
    return response
