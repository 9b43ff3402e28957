"""JSON schemas of what PostgreSQL writes."""

from collections.abc import Iterable

from django.contrib.postgres.fields import ArrayField
from django.db import models


def object_schema(fields: Iterable) -> dict:
    """The JSON schema of an object with these fields, all of them present."""
    properties = {name: schema for f in fields for name, schema in f.properties()}
    return {
        "type": "object",
        "properties": properties,
        "required": list(properties),
    }


def nullable(schema: dict) -> dict:
    """The same, or null."""
    found = schema.get("type")
    if found is None:
        return schema
    kinds = found if isinstance(found, list) else [found]
    changed = schema | {"type": [*kinds, "null"] if "null" not in kinds else kinds}
    if "enum" in schema and None not in schema["enum"]:
        changed["enum"] = [*schema["enum"], None]
    return changed


SCHEMAS: list[tuple[type[models.Field], dict]] = [
    (models.BooleanField, {"type": "boolean"}),
    (models.IntegerField, {"type": "integer"}),
    (models.DecimalField, {"type": "number"}),
    (models.FloatField, {"type": "number"}),
    (models.DateTimeField, {"type": "string", "format": "date-time"}),
    (models.DateField, {"type": "string", "format": "date"}),
    # Not “time”: that format asks for an offset, and an opening hour has none.
    (models.TimeField, {"type": "string", "pattern": r"^\d{2}:\d{2}:\d{2}(\.\d+)?$"}),
    (models.UUIDField, {"type": "string", "format": "uuid"}),
    (models.ForeignKey, {"type": "integer"}),
    (models.JSONField, {}),
    (models.Field, {"type": "string"}),
]


def schema_of(field: models.Field) -> dict:
    """The JSON schema of what PostgreSQL writes for a column."""
    if isinstance(field, ArrayField):
        schema = {"type": "array", "items": schema_of(field.base_field)}
    else:
        schema = dict(next(s for kind, s in SCHEMAS if isinstance(field, kind)))
        if field.choices:
            schema["enum"] = _codes(field)
    label = str(field.verbose_name)
    if label != field.name.replace("_", " "):
        schema["description"] = label
    return nullable(schema) if field.null else schema


def _codes(field) -> list:
    codes = [code for code, _label in field.flatchoices]
    return [*codes, ""] if field.blank and "" not in codes else codes


def lines_of(row: dict) -> dict:
    """A stream with a row on each line: for a client it is a file, not one record."""
    return {"type": "string", "format": "binary", "contentSchema": row}


def tell_apart(schemas: dict[str, dict]) -> None:
    """Give a name of its own to what a client generator would take for another.

    Generators call the inline ``grade`` of a Dispute ``DisputeGrade``; where a
    component has that name, one of the two would be left out.
    """
    taken = {name.lower() for name in schemas}
    for owner, schema in schemas.items():
        parts = schema.get("properties", {})
        for name, inner in parts.items():
            is_class = "enum" in inner or "properties" in inner
            if is_class and f"{owner}{name.replace('_', '')}".lower() in taken:
                parts[name] = inner | {"title": f"own {name.replace('_', ' ')}"}
