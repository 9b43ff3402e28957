"""The row shapes of visit rules, campaigns, crop seasons and questions about visits."""

from households.models import (
    Campaign,
    CropSeason,
    VisitQuestion,
    VisitRule,
    VisitThreshold,
)
from households.models.visit_threshold import BOUNDS
from station.api.parts import Children, Sealed
from station.api.shape import Shape
from station.api.shapes import AREA, person

VISIT_RULES = Shape(
    "VisitRule",
    VisitRule,
    "id",
    AREA,
    "kind",
    "every_days",
    "from_on",
    "until_on",
    "season_from",
    "season_until",
    "who",
    "source",
    "version",
    "created_at",
    "updated_at",
    orders={"kind": "kind", "updated_at": "updated_at", "id": "id"},
    order="kind",
)

THRESHOLDS = Shape(
    "VisitThreshold",
    VisitThreshold,
    "id",
    AREA,
    *BOUNDS,
    "version",
    "created_at",
    "updated_at",
    orders={"updated_at": "updated_at", "id": "id"},
    order="id",
)

CAMPAIGNS = Shape(
    "Campaign",
    Campaign,
    "id",
    "name",
    "theme",
    AREA,
    "from_on",
    "until_on",
    "kinds",
    "goal_percent",
    "topics",
    "advice",
    person("made_by"),
    "ended_at",
    "version",
    "created_at",
    "updated_at",
    orders={"until_on": "until_on", "updated_at": "updated_at", "id": "id"},
    order="-until_on",
)

CROP_SEASONS = Shape(
    "CropSeason",
    CropSeason,
    "id",
    AREA,
    "crop",
    "from_day",
    "until_day",
    "advice",
    "advice_zh",
    "advice_en",
    "version",
    "created_at",
    "updated_at",
    orders={"from_day": "from_day", "updated_at": "updated_at", "id": "id"},
    order="from_day",
)

VISIT_QUESTIONS = Shape(
    "VisitQuestion",
    VisitQuestion,
    "id",
    person("officer"),
    AREA,
    "kind",
    "visit_count",
    "happened_at",
    "figures",
    "state",
    "answered_at",
    person("decided_by"),
    "decided_at",
    "version",
    "created_at",
    "updated_at",
    orders={"happened_at": "happened_at", "updated_at": "updated_at", "id": "id"},
    order="-happened_at",
    by_area=["happened_at"],
    detail=[
        Sealed("answer", needs="visit_question.view"),
        Sealed("decision", needs="visit_question.view"),
        Children(
            "visits",
            "id",
            "visited_at",
            "purpose",
            order="{t}.visited_at, {t}.id",
            needs="visit.view",
        ),
    ],
)
