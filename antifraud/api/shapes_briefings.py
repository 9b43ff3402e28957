"""The row shape of briefings."""

from antifraud.models import Briefing
from households.api.shapes import household, resident
from station.api.parts import Children, Column, Sealed
from station.api.shape import Shape
from station.api.shapes import AREA, person

BRIEFINGS = Shape(
    "Briefing",
    Briefing,
    "id",
    AREA,
    household(),
    resident("resident"),
    Column("person_name"),
    Children(
        "scam_types", "id", "code", "name_zh", "name_en", order='{t}."order", {t}.id'
    ),
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
