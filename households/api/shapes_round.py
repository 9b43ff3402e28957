"""The row shapes of rounds and their doors."""

from households.models import Round
from station.api.parts import Children, Column, Expression, Part
from station.api.shape import Shape
from station.api.shapes import AREA, person

NUMBER = {"type": "integer"}
STOPS = "(SELECT count(*) FROM households_roundstop s WHERE s.round_id = {t}.id"

ROUNDS = Shape(
    "Round",
    Round,
    "id",
    person("officer"),
    "on",
    AREA,
    "state",
    person("made_by"),
    "started_at",
    "finished_at",
    Expression("stop_count", f"{STOPS})", NUMBER),
    Expression("visited_count", f"{STOPS} AND s.visited_id IS NOT NULL)", NUMBER),
    Expression("skipped_count", f"{STOPS} AND s.skipped_reason <> '')", NUMBER),
    "version",
    "created_at",
    "updated_at",
    orders={"on": "on", "updated_at": "updated_at", "id": "id"},
    order="-on",
    by_area=["on"],
    detail=[
        Children(
            "stops",
            "id",
            "order",
            Part(
                "household",
                "id",
                "number",
                "head_name",
                Part("address", "id", "text"),
                within="household.view",
            ),
            "reasons",
            Column("visited"),
            "skipped_reason",
            "carried_from",
            order='{t}."order", {t}.id',
        ),
    ],
)
