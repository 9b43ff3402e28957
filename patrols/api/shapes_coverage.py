"""The row shape of the weights of the need."""

from patrols.models import NeedWeight
from station.api.parts import Part
from station.api.shape import Shape
from station.api.shapes import AREA

NEED_WEIGHTS = Shape(
    "NeedWeight",
    NeedWeight,
    "id",
    "source",
    AREA,
    Part("point", "id", "name"),
    "title",
    "weekdays",
    "from_hour",
    "until_hour",
    "minutes",
    "from_on",
    "until_on",
    "version",
    "created_at",
    "updated_at",
    orders={"updated_at": "updated_at", "id": "id"},
    order="id",
)
