"""The rows behind a figure over REST: a list pulled as the statistics counted it."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError

from station.metrics import behind
from station.metrics.declared import book


def narrowed(rows: QuerySet, request) -> QuerySet:
    """The rows of a list that a figure counted; what is wrong is said by field."""
    params = request.query_params
    if params.keys().isdisjoint(behind.NAMES):
        return rows
    try:
        return behind.counted_among(rows, params)
    except ValueError as error:
        message = _("No figure of this list is asked for so.")
        raise ValidationError({str(error): [message]}) from None


def is_counted(model) -> bool:
    """Does any figure count rows that a list of this model shows?"""
    label = model._meta.label_lower
    return any(counted.list_name == label for counted in book.counted().values())


def _parameter(name: str, schema: dict, description: str) -> dict:
    return {
        "name": name, "in": "query", "schema": schema, "description": description,
    }  # fmt: skip


DAY = {"type": "string", "format": "date"}
# Written once into the schema; every list that is counted points to them.
PARAMETERS = {
    name: _parameter(name, schema, description)
    for name, schema, description in (
        (
            "figure",
            {"type": "string", "maxLength": 80},
            "Only the rows that this metric counts, by its key.",
        ),
        (
            "figure_of",
            {"type": "string", "enum": ["part", "whole"]},
            "Of a rate: what stands above the line, or below it.",
        ),
        (
            "figure_area",
            {"type": "integer", "minimum": 1, "maximum": 2**63 - 1},
            "Those of this area and all below it.",
        ),
        ("figure_from", DAY, "The first day that counts."),
        ("figure_until", DAY, "The last day that counts."),
        (
            "figure_part",
            {"type": "string", "maxLength": 120},
            "One part of it: the key of the split, a colon and the code.",
        ),
    )
}
