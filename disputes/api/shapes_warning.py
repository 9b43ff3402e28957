"""The row shapes of early warning."""

from disputes.models import CriminalTurn, DisputeWarning, WarningAction, WarningSign
from station.api.parts import Column, Part, Sealed
from station.api.shape import Shape
from station.api.shapes import AREA, person

REVEAL = "warning.reveal"
DISPUTE = Part("dispute", "id", "number")

WARNINGS = Shape(
    "DisputeWarning",
    DisputeWarning,
    "id",
    DISPUTE,
    AREA,
    "raised_at",
    "line",
    "score",
    "peak",
    "is_untouched",
    "answered_at",
    "next_look_on",
    "over_at",
    "version",
    "created_at",
    "updated_at",
    orders={
        "score": "score",
        "raised_at": "raised_at",
        "updated_at": "updated_at",
        "id": "id",
    },
    order="-id",
)

ACTIONS = Shape(
    "WarningAction",
    WarningAction,
    "id",
    DISPUTE,
    "kind",
    "done_at",
    person("done_by"),
    "score",
    "next_look_on",
    "created_at",
    "updated_at",
    orders={"done_at": "done_at", "updated_at": "updated_at", "id": "id"},
    order="-id",
    detail=[Sealed("words", needs=REVEAL)],
)

TURNS = Shape(
    "CriminalTurn",
    CriminalTurn,
    "id",
    DISPUTE,
    "turned_on",
    Column("case_number"),
    "kind",
    "recorded_at",
    person("recorded_by"),
    "created_at",
    "updated_at",
    orders={"turned_on": "turned_on", "updated_at": "updated_at", "id": "id"},
    order="-id",
    detail=[Sealed("note", needs=REVEAL)],
)

SIGNS = Shape(
    "WarningSign",
    WarningSign,
    "id",
    AREA,
    "code",
    "title_zh",
    "title_en",
    "why_zh",
    "why_en",
    "weight",
    "half_life_days",
    "figure",
    "most",
    "is_active",
    "version",
    "created_at",
    "updated_at",
    orders={"code": "code", "updated_at": "updated_at", "id": "id"},
    order="id",
)
