"""The row shapes of legal tracks, clocks and sittings."""

from disputes.models import Clock, Mediation, TrackAssessment
from station.api.parts import Children, Column, Part, Sealed
from station.api.shape import Shape
from station.api.shapes import AREA, person

DISPUTE = Part("dispute", "id", "number", "status", AREA)
REVEAL = "mediation.reveal"

TRACKS = Shape(
    "TrackAssessment",
    TrackAssessment,
    "id",
    DISPUTE,
    "law",
    "answers",
    "track",
    "exclusion",
    "article",
    person("by"),
    "at",
    orders={"id": "id"},
    order="-id",
    detail=[
        Column("exclusion_words", needs="track.create"),
        Column("reason", needs="track.create"),
    ],
)
CLOCKS = Shape(
    "LegalClock",
    Clock,
    "id",
    DISPUTE,
    "code",
    "reason",
    "started_on",
    "due_on",
    "extensions",
    "approved_by",
    "state",
    "ended_on",
    "version",
    "created_at",
    "updated_at",
    orders={"due_on": "due_on", "updated_at": "updated_at", "id": "id"},
    order="-id",
    detail=[
        Column("note", needs="clock.edit"),
        Children(
            "pauses",
            "id",
            "from_on",
            "until_on",
            "reason",
            Column("note", needs="clock.edit"),
            person("by"),
            order="{t}.from_on, {t}.id",
        ),
    ],
)
MEDIATIONS = Shape(
    "Mediation",
    Mediation,
    "id",
    DISPUTE,
    "ordinal",
    "kind",
    "track",
    "held_at",
    "place_kind",
    "place",
    Part("mediator", "id", "name"),
    "recording",
    "is_fully_recorded",
    "is_public",
    "is_impartial",
    "rights_told",
    "second_because",
    "guardian_told_on",
    "outcome",
    person("written_by"),
    "version",
    "created_at",
    "updated_at",
    orders={"held_at": "held_at", "updated_at": "updated_at", "id": "id"},
    order="-id",
    detail=[
        Column("others_present", needs="mediation.edit"),
        "others_agreed",
        Column("guardian_present", needs="mediation.edit"),
        Column("reason", needs="mediation.edit"),
        Sealed("facts", needs=REVEAL),
        Sealed("record", needs=REVEAL),
    ],
)
