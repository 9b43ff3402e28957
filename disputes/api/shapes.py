"""The row shape of disputes."""

from disputes.models import Dispute
from households.api.shapes import BOOLEAN, household
from station.api.parts import Children, Column, Expression, Part, Sealed
from station.api.shape import Shape
from station.api.shapes import AREA, person

REVEAL = "dispute.reveal"

DISPUTES = Shape(
    "Dispute",
    Dispute,
    "id",
    "number",
    AREA,
    household(),
    "place",
    "source",
    "call_number",
    "field",
    "grade",
    "tier",
    "track",
    "event_on",
    "amount",
    "people_count",
    "dangers",
    "is_domestic_violence",
    Column("party_names"),
    "reported_at",
    person("reported_by"),
    "taken_up_at",
    "due_at",
    Expression("is_overdue", "({t}.status <> 'ended' AND {t}.due_at < now())", BOOLEAN),
    person("assigned_to"),
    Part("mediator", "id", "name", "type"),
    "status",
    "mediated_at",
    "told_of_court_on",
    "outcome",
    "ended_at",
    person("ended_by"),
    "version",
    "created_at",
    "updated_at",
    orders={
        "due_at": "due_at",
        "reported_at": "reported_at",
        "updated_at": "updated_at",
        "id": "id",
    },
    order="-id",
    by_area=["id"],
    detail=[
        Sealed("summary", needs=REVEAL),
        Sealed("result", needs=REVEAL),
        Children(
            "parties",
            "id",
            "side",
            "kind",
            "role",
            "name",
            "phone_masked",
            Column("resident"),
            order="{t}.id",
            needs="dispute.view",
        ),
    ],
)
