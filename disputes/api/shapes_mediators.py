"""The row shapes of mediators and committees."""

from django.utils import timezone

from disputes import committees
from disputes.api import mediator_figures as figures
from disputes.api.shapes_intake import FIELDS
from disputes.models import Committee, Mediator
from station import working_days
from station.api.parts import Children, Column, Part, Told
from station.api.shape import Shape
from station.api.shapes import AREA, person
from station.api.worded import Worded

FINDINGS = {
    "type": "array",
    "items": {
        "type": "object",
        "properties": {
            "code": {"type": "string"},
            "text": {"type": "string"},
            "article": {"type": "string"},
        },
    },
}


def _findings(committee, _user) -> list[dict]:
    """What the law still misses today."""
    found = committees.findings(committee, on=working_days.local_date(timezone.now()))
    return [
        {"code": row.code, "text": row.text, "article": row.article} for row in found
    ]


MEDIATORS = Shape(
    "Mediator",
    Mediator,
    "id",
    "name",
    AREA,
    person("user"),
    "type",
    "background",
    "occupation",
    "is_full_time",
    "is_volunteer",
    "skills",
    Worded("fields", FIELDS),
    "dialects",
    Children("areas", "id", "name", order="{t}.path"),
    "phone_masked",
    "from_on",
    "until_on",
    "version",
    "created_at",
    "updated_at",
    orders={"name": "name_sort", "updated_at": "updated_at", "id": "id"},
    order="name",
    by_area=["name"],
    detail=[
        Column("end_reason", needs="mediator.edit"),
        Told("results", figures.schema(figures.RESULTS), figures.results),
        Told(
            "month_goal", figures.schema(figures.GOAL, is_optional=True), figures.goal
        ),
        Children(
            "trainings", "id", "held_on", "topic", "hours", order="{t}.held_on DESC"
        ),
        Children(
            "absences",
            "id",
            "from_on",
            "until_on",
            Column("reason"),
            order="{t}.from_on DESC",
            needs="mediator.absent",
        ),
        Children(
            "ties",
            "id",
            "kind",
            Part("household", "id", "number"),
            Part("unit", "id", "name"),
            "name",
            "note",
            order="{t}.id",
            needs="mediator.edit",
        ),
    ],
)
COMMITTEES = Shape(
    "Committee",
    Committee,
    "id",
    "name",
    "kind",
    AREA,
    "seal_name",
    "from_on",
    "until_on",
    "is_multi_ethnic",
    Children(
        "members",
        "id",
        Part("mediator", "id", "name", within="mediator.view"),
        "name",
        "seat",
        "sex",
        "is_minority",
        "is_chair",
        "from_on",
        where="{t}.until_on IS NULL",
        order="{t}.is_chair DESC, {t}.id",
    ),
    "version",
    "created_at",
    "updated_at",
    orders={"name": "name_sort", "updated_at": "updated_at", "id": "id"},
    order="name",
    by_area=["name"],
    detail=[Told("findings", FINDINGS, _findings)],
)
