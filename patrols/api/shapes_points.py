"""The row shapes of kinds of patrol, patrol points and routes."""

from django.urls import reverse

from patrols.models import PatrolKind, PatrolPoint, Route
from station.api.papers import Pdf
from station.api.parts import Children, Expression, Part
from station.api.shape import Shape
from station.api.shapes import AREA


def _paper(point: PatrolPoint) -> str | None:
    if not point.is_active:
        return None
    return reverse("api:patrol-points-paper", args=[point.pk])


KIND = Part("kind", "id", "code", "title_zh", "title_en")

PATROL_KINDS = Shape(
    "PatrolKind",
    PatrolKind,
    "id",
    "code",
    "title_zh",
    "title_en",
    "icon",
    "is_risky",
    "from_day",
    "until_day",
    "skills",
    "position",
    "is_active",
    Children(
        "checks",
        "id",
        "title_zh",
        "title_en",
        "position",
        "is_active",
        order="{t}.position, {t}.id",
    ),
    "version",
    "created_at",
    "updated_at",
    orders={"position": "position", "id": "id", "updated_at": "updated_at"},
    order="position",
)

PATROL_POINTS = Shape(
    "PatrolPoint",
    PatrolPoint,
    "id",
    "name",
    "kind",
    AREA,
    Part("unit", "id", "name"),
    "place",
    "latitude",
    "longitude",
    "radius_m",
    "cell",
    Expression("has_screen", "({t}.screen_seed <> '')", {"type": "boolean"}),
    "printed_at",
    "is_active",
    "version",
    "created_at",
    "updated_at",
    orders={"name": "name", "id": "id", "updated_at": "updated_at"},
    order="name",
    by_area=["name"],
    detail=[Pdf(_paper, needs="patrol_point.print")],
)

ROUTES = Shape(
    "PatrolRoute",
    Route,
    "id",
    "name",
    AREA,
    KIND,
    "minutes",
    "is_active",
    Children(
        "stops",
        "position",
        Part("point", "id", "name"),
        order="{t}.position",
    ),
    "version",
    "created_at",
    "updated_at",
    orders={"name": "name", "id": "id", "updated_at": "updated_at"},
    order="name",
    by_area=["name"],
)
