"""The row shapes of anti-fraud work."""

from antifraud.models import Briefing, ScamType
from households.api.shapes import household, resident
from station.api.parts import Column, Sealed
from station.api.shape import Shape
from station.api.shapes import AREA, person

SCAM_TYPES = Shape(
    "ScamType",
    ScamType,
    "id",
    "code",
    "name_zh",
    "name_en",
    "signs",
    "advice",
    "source",
    "order",
    "is_active",
    "version",
    "created_at",
    "updated_at",
    orders={"order": "order", "updated_at": "updated_at", "id": "id"},
    order="order",
)

BRIEFINGS = Shape(
    "Briefing",
    Briefing,
    "id",
    AREA,
    household(),
    resident("resident"),
    Column("person_name"),
    "handed_over",
    person("briefed_by"),
    "briefed_at",
    "withdrawn_at",
    "version",
    "created_at",
    "updated_at",
    orders={"briefed_at": "briefed_at", "updated_at": "updated_at", "id": "id"},
    order="-id",
    by_area=["id"],
    detail=[Sealed("note", needs="briefing.edit")],
)
