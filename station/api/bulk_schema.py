"""How the bulk action of a list describes itself: one body for each thing to do."""

from django import forms
from drf_spectacular.extensions import OpenApiSerializerExtension

from station.api.bulk import AT_ONCE, HIDDEN, LARGEST_ID, actions_of
from station.bulk import BulkAction

ID = {"type": "integer", "minimum": 1, "maximum": LARGEST_ID}
IDS = {"type": "array", "items": ID, "minItems": 1, "maxItems": AT_ONCE}
# What a form asks, as JSON; the first kind that fits.
KINDS = (
    (forms.ModelMultipleChoiceField, {"type": "array", "items": ID}),
    (forms.ModelChoiceField, ID),
    (forms.MultipleChoiceField, {"type": "array", "items": {"type": "string"}}),
    (forms.BooleanField, {"type": "boolean"}),
    (forms.IntegerField, {"type": "integer"}),
    (forms.DateTimeField, {"type": "string", "format": "date-time"}),
    (forms.DateField, {"type": "string", "format": "date"}),
    (forms.Field, {"type": "string"}),
)


class BulkExtension(OpenApiSerializerExtension):
    target_class = "station.api.bulk.BulkInput"
    match_subclasses = True

    def map_serializer(self, auto_schema, direction):
        bodies = [_body(one) for one in actions_of(self.target.list_key).values()]
        return bodies[0] if len(bodies) == 1 else {"oneOf": bodies}


def _body(action: BulkAction) -> dict:
    fields = {
        name: field
        for name, field in action.form_class.base_fields.items()
        if name not in HIDDEN
    }
    asked = [name for name, field in fields.items() if field.required]
    return {
        "type": "object",
        "description": str(action.label),
        "properties": {
            "action": {"type": "string", "enum": [action.key]},
            "ids": IDS,
            **{name: _schema(field) for name, field in fields.items()},
        },
        "required": ["action", "ids", *asked],
        "additionalProperties": False,
    }


def _schema(field: forms.Field) -> dict:
    schema = dict(next(found for kind, found in KINDS if isinstance(field, kind)))
    if getattr(field, "max_length", None):
        schema["maxLength"] = field.max_length
    return schema | {"description": str(field.label)}
