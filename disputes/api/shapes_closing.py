"""The row shapes of what comes after the mediation."""

from disputes.models import ClosingRequest, DisputeFollowUp
from station.api.parts import Column, Part, Sealed
from station.api.shape import Shape
from station.api.shapes import person

FOLLOW_UPS = Shape(
    "DisputeFollowUp",
    DisputeFollowUp,
    "id",
    Column("dispute"),
    Column("follow_up"),
    Part("promise", "due_at", "status", person("assigned_to"), source="follow_up"),
    "occasion",
    "performance",
    "satisfaction",
    "has_sued",
    "dangers",
    "is_briefed",
    "no_briefing_reason",
    "recorded_at",
    person("recorded_by"),
    "version",
    "created_at",
    "updated_at",
    orders={"updated_at": "updated_at", "id": "id"},
    order="-id",
    detail=[Sealed("words", needs="dispute.reveal")],
)

CLOSING_REQUESTS = Shape(
    "ClosingRequest",
    ClosingRequest,
    "id",
    Column("dispute"),
    "outcome",
    person("asked_by"),
    "asked_at",
    "is_approved",
    person("decided_by"),
    "decided_at",
    "reason",
    "version",
    "created_at",
    "updated_at",
    orders={"updated_at": "updated_at", "id": "id"},
    order="-id",
    detail=[Sealed("result", needs="dispute.reveal")],
)
