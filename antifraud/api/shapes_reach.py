"""The row shape of rounds of briefings."""

from antifraud.models import BriefingRound
from households.api.shapes import household
from station.api.parts import Children
from station.api.shape import Shape
from station.api.shapes import AREA, person

BRIEFING_ROUNDS = Shape(
    "BriefingRound",
    BriefingRound,
    "id",
    AREA,
    person("officer"),
    "whom",
    Children(
        "scam_types", "id", "code", "name_zh", "name_en", order='{t}."order", {t}.id'
    ),
    "first_on",
    "last_on",
    person("planned_by"),
    "planned_at",
    "status",
    "ended_at",
    "version",
    "created_at",
    "updated_at",
    orders={"first_on": "first_on", "updated_at": "updated_at", "id": "id"},
    order="-id",
    by_area=["id"],
    detail=[
        "end_note",
        Children(
            "stops",
            "id",
            "on",
            "order",
            household(within="household.view"),
            order='{t}."on", {t}."order", {t}.id',
        ),
    ],
)
