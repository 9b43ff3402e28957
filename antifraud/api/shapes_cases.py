"""The row shapes of fraud cases and of contacts with victims; no victim in a list."""

from antifraud.models import FraudCase, VictimContact
from station.api.parts import Children, Column, Part, Sealed
from station.api.shape import Shape
from station.api.shapes import AREA, person

REVEAL = "fraud_case.reveal"
TYPE = Part("scam_type", "id", "code", "name_zh", "name_en")

CASES = Shape(
    "FraudCase",
    FraudCase,
    "id",
    "number",
    AREA,
    TYPE,
    "channel",
    "outcome",
    "loss",
    "stopped",
    "group",
    "age_band",
    "happened_at",
    "reported_at",
    "source",
    "source_number",
    Column("call"),
    "status",
    person("owner"),
    "ended_at",
    person("ended_by"),
    "version",
    "created_at",
    "updated_at",
    orders={
        "happened_at": "happened_at",
        "reported_at": "reported_at",
        "id": "id",
        "updated_at": "updated_at",
    },
    order="-happened_at",
    detail=[
        Column("place", needs=REVEAL),
        Part("victim", "id", "name", needs=REVEAL, within="resident.view"),
        Column("phone_masked", needs=REVEAL),
        Column("no_contact_at", needs=REVEAL),
        Sealed("facts", needs=REVEAL),
        Sealed("end_note", needs=REVEAL),
        Children(
            "contacts",
            "id",
            "planned_at",
            "means",
            "status",
            "result",
            "done_at",
            "version",
            order='{t}."planned_at", {t}.id',
            needs=REVEAL,
        ),
    ],
)

CONTACTS = Shape(
    "VictimContact",
    VictimContact,
    "id",
    Part("case", "id", "number"),
    AREA,
    "planned_at",
    "means",
    person("owner"),
    "status",
    "result",
    "done_at",
    person("done_by"),
    "version",
    "created_at",
    "updated_at",
    orders={"planned_at": "planned_at", "id": "id", "updated_at": "updated_at"},
    order="-planned_at",
    detail=[Sealed("note", needs=REVEAL)],
)
