"""The row shapes of sendings and of the limits of alerts."""

from antifraud.models import AlertLimit, AlertSending
from station.api.parts import Column, Part, Told
from station.api.shape import Shape
from station.api.shapes import AREA, person

SENDINGS = Shape(
    "AlertSending",
    AlertSending,
    "id",
    Part("alert", "id", "number", "title", "status"),
    Part("audience", "id", "name", Column("channel"), person("owner"), AREA),
    "status",
    "due_at",
    "held_by",
    "override_reason",
    "people",
    "sent_at",
    person("handed_by"),
    "attempts",
    "last_error",
    "link",
    "version",
    "created_at",
    "updated_at",
    orders={"due_at": "due_at", "updated_at": "updated_at", "id": "id"},
    order="-due_at",
    detail=[Told("held_why", {"type": "string"}, lambda row, _user: row.held_why)],
)

LIMITS = Shape(
    "AlertLimit",
    AlertLimit,
    "id",
    AREA,
    "audience_cap",
    "person_cap",
    "period_days",
    "quiet_from",
    "quiet_until",
    "holds_holidays",
    "version",
    "created_at",
    "updated_at",
    orders={"updated_at": "updated_at", "id": "id"},
    order="id",
)
