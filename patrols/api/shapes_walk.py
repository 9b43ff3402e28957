"""The row shapes of patrols and check-ins."""

from patrols.api.shapes_points import KIND
from patrols.models import CheckIn, Patrol
from station.api.parts import Children, Column, Part
from station.api.shape import Shape
from station.api.shapes import AREA, person

PATROLS = Shape(
    "Patrol",
    Patrol,
    "id",
    Part("volunteer", "id", "name"),
    Part("team", "id", "name"),
    AREA,
    KIND,
    Column("sign_up"),
    "started_at",
    "ended_at",
    "end",
    "minutes",
    "is_tracked",
    "distance_m",
    "checks",
    "version",
    "created_at",
    "updated_at",
    orders={"started_at": "started_at", "id": "id", "updated_at": "updated_at"},
    order="-started_at",
    by_area=["started_at"],
    detail=[
        Children(
            "check_ins",
            "id",
            "at",
            "way",
            "doubts",
            "struck_at",
            Part("point", "id", "name"),
            order="{t}.at, {t}.id",
        )
    ],
)

CHECK_INS = Shape(
    "CheckIn",
    CheckIn,
    "id",
    Part("patrol", "id", Part("volunteer", "id", "name"), Part("team", "id", "name")),
    Part("point", "id", "name"),
    AREA,
    "at",
    "received_at",
    "way",
    "distance_m",
    "accuracy_m",
    "has_screen_code",
    "doubts",
    person("confirmed_by"),
    "struck_at",
    person("struck_by"),
    "strike_reason",
    "created_at",
    "updated_at",
    orders={"at": "at", "id": "id", "updated_at": "updated_at"},
    order="-at",
    by_area=["at"],
)
