"""The row shapes of boards, prints of cards and the directory of online services."""

from households.models import Board, CardPrint, OnlineService
from station.api.parts import Part
from station.api.shape import Shape
from station.api.shapes import AREA, person

BOARDS = Shape(
    "Board",
    Board,
    "id",
    "kind",
    AREA,
    Part("card", "id", "number", "status"),
    Part("shows", "id", "kind", "printed_at"),
    "place",
    "put_up_on",
    person("put_up_by"),
    "checked_on",
    person("checked_by"),
    "removed_on",
    person("removed_by"),
    "removal_reason",
    "version",
    "created_at",
    "updated_at",
    orders={"id": "id", "checked_on": "checked_on", "updated_at": "updated_at"},
    order="-id",
    by_area=["id"],
)

PRINTS = Shape(
    "CardPrint",
    CardPrint,
    "id",
    "kind",
    AREA,
    Part("card", "id", "number", "status"),
    "sheets",
    "printed_at",
    person("printed_by"),
    "created_at",
    orders={"id": "id"},
    order="-id",
    by_area=["id"],
)

ONLINE_SERVICES = Shape(
    "OnlineService",
    OnlineService,
    "id",
    AREA,
    "title_zh",
    "title_en",
    "purpose_zh",
    "purpose_en",
    "url",
    "hint",
    "position",
    "is_active",
    "version",
    "created_at",
    "updated_at",
    orders={"position": "position", "id": "id", "updated_at": "updated_at"},
    order="position",
)
