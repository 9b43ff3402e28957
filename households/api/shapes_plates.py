"""The row shapes of door plates, their batches and sizes."""

from households.models import DoorPlate, PlateBatch, PlateSize
from station.api.parts import Column, Part
from station.api.shape import Shape
from station.api.shapes import AREA, person

SIZES = Shape(
    "PlateSize",
    PlateSize,
    "id",
    "name",
    "width_mm",
    "height_mm",
    "is_on_sheets",
    "position",
    "is_active",
    "version",
    "created_at",
    "updated_at",
    orders={"position": "position", "id": "id", "updated_at": "updated_at"},
    order="position",
)

PLATES = Shape(
    "DoorPlate",
    DoorPlate,
    "id",
    "number",
    AREA,
    Part("address", "id", "text"),
    "status",
    "issued_at",
    person("issued_by"),
    "printed_at",
    "mounted_on",
    person("mounted_by"),
    "ended_at",
    person("ended_by"),
    "end_kind",
    "end_reason",
    "version",
    "created_at",
    "updated_at",
    orders={"id": "id", "number": "number", "updated_at": "updated_at"},
    order="-id",
    by_area=["id"],
)

BATCHES = Shape(
    "PlateBatch",
    PlateBatch,
    "id",
    "number",
    AREA,
    Part("size", "id", "name", "width_mm", "height_mm", "is_on_sheets"),
    "choice",
    "total",
    "new_count",
    "made_at",
    person("made_by"),
    "ready_at",
    "printed_at",
    person("printed_by"),
    Column("job"),
    "created_at",
    "updated_at",
    orders={"id": "id", "updated_at": "updated_at"},
    order="-id",
    by_area=["id"],
)
