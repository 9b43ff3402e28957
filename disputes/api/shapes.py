"""The row shape of disputes."""

from disputes.api.shapes_intake import FIELD, GRADE
from disputes.api.standing import SIGNS, STILL_OPEN, signs, things_still_open
from disputes.models import Dispute
from households.api.shapes import household
from station.api.parts import (
    Children,
    Column,
    Expression,
    Overdue,
    Part,
    Sealed,
    Told,
)
from station.api.shape import Shape
from station.api.shapes import AREA, person

REVEAL = "dispute.reveal"

# The pages of the written power; each is fetched from ``attachments``.
PAPERS = (
    "ARRAY(SELECT a.id FROM station_attachment a "
    "WHERE a.subject = 'disputes.partyagent:' || {t}.id ORDER BY a.id)"
)
PAGES = {"type": "array", "items": {"type": "integer"}}

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
    FIELD,
    GRADE,
    "tier",
    "proposed_tier",
    "track",
    "event_on",
    "amount",
    "people_count",
    "dangers",
    "is_domestic_violence",
    "is_school_bullying",
    "school_told_on",
    "times",
    Column("party_names"),
    "reported_at",
    person("reported_by"),
    "taken_up_at",
    "due_at",
    Overdue("{t}.status <> 'ended'"),
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
            "birth_date",
            "guardian_name",
            "guardian_relation",
            "guardian_phone_masked",
            "guardian_told_on",
            "guardian_present",
            "lives_on_own_labour",
            Children(
                "agents",
                "id",
                "name",
                "phone_masked",
                "power",
                "granted_on",
                Expression("papers", PAPERS, PAGES),
                order="{t}.id",
            ),
            order="{t}.id",
            needs="dispute.view",
        ),
        Children(
            "tier_changes",
            "id",
            "from_tier",
            "to_tier",
            "proposed",
            "reason",
            person("changed_by"),
            "changed_at",
            order="{t}.id",
            needs="dispute.view",
        ),
        Children(
            "steps",
            "step",
            "done_at",
            person("signed_by"),
            order="{t}.done_at, {t}.id",
            needs="dispute.view",
        ),
        Children(
            "assignments",
            "id",
            Part("mediator", "id", "name", "type"),
            "chosen_how",
            "from_at",
            "until_at",
            "left_how",
            person("assigned_by"),
            order="{t}.from_at, {t}.id",
            needs="dispute.view",
        ),
        Column("warning_score", needs="warning.view"),
        Told("warning_signs", SIGNS, signs, needs=("warning.view",)),
        Told("still_open", STILL_OPEN, things_still_open, needs=("dispute.edit",)),
        Children(
            "safeguards",
            "id",
            "kind",
            "due_on",
            "done_on",
            "is_needless",
            order="{t}.due_on, {t}.id",
            needs="dispute.edit",
        ),
    ],
)
