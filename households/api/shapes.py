"""The row shapes of the register, the visits and what follows."""

from households.models import (
    Address,
    CardHandover,
    CareCategory,
    ContactCard,
    FollowUp,
    Household,
    Housing,
    MatchSuggestion,
    RegisterImport,
    Resident,
    Unit,
    Visit,
)
from households.models.resident import CareKind
from station.api.parts import Children, Column, Expression, Overdue, Part, Sealed
from station.api.shape import Shape
from station.api.shapes import AREA, person
from station.api.worded import Worded, Words

CARE_KINDS = Words(CareCategory, "code", "name", "name_en", CareKind)
BOOLEAN = {"type": "boolean"}
TEXT = {"type": "string"}

# Auxiliary officers and clients see neither care nor the day of birth (AZ3).
FULL = "resident.reveal"
BIRTH_YEAR = Expression(
    "birth_year", "extract(year FROM {t}.birth_date)::int", {"type": "integer"}
)
PRESENT = "{t}.left_on IS NULL AND {t}.merged_into_id IS NULL"


def household(name: str = "household", *, within=()) -> Part:
    """The household something is about."""
    address = Part("address", "id", "text")
    return Part(name, "id", "number", "head_name", address, within=within)


def unit(name: str = "unit", *, within=()) -> Part:
    """The unit something is about."""
    return Part(name, "id", "name", Part("address", "id", "text"), within=within)


def resident(name: str) -> Part:
    """A resident something is about, masked."""
    return Part(name, "id", "name", "sex", BIRTH_YEAR, "id_number_masked", household())


ADDRESSES = Shape(
    "Address",
    Address,
    "id",
    AREA,
    Part("community", "id", "name"),
    "group_name",
    "door",
    "text",
    "latitude",
    "longitude",
    "version",
    "created_at",
    "updated_at",
    orders={"id": "id", "text": "text", "updated_at": "updated_at"},
    order="id",
    by_area=["id"],
)

HOUSEHOLDS = Shape(
    "Household",
    Household,
    "id",
    "number",
    "head_name",
    AREA,
    Part("station", "id", "name"),
    Part("address", "id", "text", "latitude", "longitude"),
    Part(
        "standing", "last_visited_at", "next_due_on", "card_handed_at", "resident_count"
    ),
    "left_on",
    "version",
    "created_at",
    "updated_at",
    orders={
        "name": "head_sort",
        "number": "number",
        "last_visited_at": "standing__last_visited_at",
        "next_due_on": "standing__next_due_on",
        "updated_at": "updated_at",
        "id": "id",
    },
    order="name",
    by_area=["name", "id"],
    detail=[
        "note",
        Children(
            "residents",
            "id",
            "relation",
            "name",
            "sex",
            BIRTH_YEAR,
            "id_number_masked",
            "phone_masked",
            "residence_kind",
            where=PRESENT,
            order="{t}.relation <> 'head', {t}.birth_date, {t}.id",
            needs="resident.view",
        ),
    ],
)

RESIDENTS = Shape(
    "Resident",
    Resident,
    "id",
    "name",
    "sex",
    BIRTH_YEAR,
    Column("birth_date", needs=FULL),
    "ethnicity",
    "id_number_masked",
    "phone_masked",
    "relation",
    household(),
    AREA,
    "residence_kind",
    Column("employer", needs=FULL),
    Worded("care_kinds", CARE_KINDS, needs=FULL),
    "left_on",
    Column("merged_into"),
    "version",
    "created_at",
    "updated_at",
    orders={"name": "name_sort", "updated_at": "updated_at", "id": "id"},
    order="name",
    by_area=["name"],
    detail=[
        Sealed("note", needs=FULL),
        Children(
            "past_residences",
            household(within="household.view"),
            "until_on",
            "reason",
            order="{t}.until_on DESC, {t}.id DESC",
        ),
    ],
)

UNITS = Shape(
    "Unit",
    Unit,
    "id",
    "name",
    "kind",
    "credit_code",
    "contact_name",
    "contact_phone_masked",
    "staff_count",
    AREA,
    Part("address", "id", "text"),
    Part("venue_kind", "id", "code", "title_zh", "title_en"),
    "risk",
    "figures",
    "last_inspected_at",
    "inspection_due_on",
    "closed_on",
    "version",
    "created_at",
    "updated_at",
    orders={"name": "name_sort", "updated_at": "updated_at", "id": "id"},
    order="name",
    by_area=["name"],
    detail=["note"],
)

HOUSING = Shape(
    "Housing",
    Housing,
    "id",
    Part("address", "id", "text"),
    AREA,
    "tenure",
    "owner_name",
    "rooms",
    "version",
    "created_at",
    "updated_at",
    orders={"id": "id", "updated_at": "updated_at"},
    order="id",
    by_area=["id"],
    detail=["note"],
)

# What was said at the door is for those who work there, not for clients.
VISIT_TEXT = ("visit.edit", "visit.confirm")

VISITS = Shape(
    "Visit",
    Visit,
    "id",
    household(),
    "place",
    AREA,
    "visited_at",
    person("visited_by"),
    "state",
    "confirmed_at",
    person("confirmed_by"),
    "purpose",
    "outcome",
    "advice",
    "next_visit_on",
    "version",
    "created_at",
    "updated_at",
    orders={"visited_at": "visited_at", "updated_at": "updated_at", "id": "id"},
    order="-visited_at",
    by_area=["visited_at"],
    detail=[
        Children(
            "people_met",
            "id",
            "name",
            "relation",
            order="{t}.id",
            needs="resident.view",
        ),
        Column("others_met", needs=VISIT_TEXT),
        Sealed("learned", needs=VISIT_TEXT),
        Sealed("asked_for", needs=VISIT_TEXT),
    ],
)

FOLLOW_UPS = Shape(
    "FollowUp",
    FollowUp,
    "id",
    household(),
    unit(),
    "elsewhere",
    AREA,
    Column("visit"),
    person("assigned_to"),
    "due_at",
    "status",
    Overdue("{t}.status = 'open'"),
    "settled_at",
    person("settled_by"),
    Column("done_in"),
    "version",
    "created_at",
    "updated_at",
    orders={"due_at": "due_at", "updated_at": "updated_at", "id": "id"},
    order="due_at",
    by_area=["due_at"],
    detail=[
        Sealed("matter", needs="follow_up.edit"),
        Sealed("result", needs="follow_up.edit"),
    ],
)

CARDS = Shape(
    "ContactCard",
    ContactCard,
    "id",
    "number",
    AREA,
    "status",
    "issued_at",
    person("issued_by"),
    "ended_at",
    person("ended_by"),
    "end_reason",
    "created_at",
    "updated_at",
    orders={"id": "id", "updated_at": "updated_at"},
    order="-id",
    by_area=["id"],
)

HANDOVERS = Shape(
    "CardHandover",
    CardHandover,
    "id",
    Part("card", "id", "number", "status"),
    household(),
    AREA,
    Column("visit"),
    "received_by",
    person("handed_by"),
    "handed_at",
    "created_at",
    orders={"handed_at": "handed_at", "id": "id"},
    order="-handed_at",
    by_area=["handed_at"],
)

IMPORTS = Shape(
    "RegisterImport",
    RegisterImport,
    "id",
    AREA,
    "state",
    "step",
    "done",
    "total",
    "error",
    person("owner"),
    "row_count",
    "new_count",
    "changed_count",
    "unchanged_count",
    "mended_count",
    "warned_count",
    "refused_count",
    "committed_at",
    "finished_at",
    "created_at",
    "updated_at",
    orders={"id": "id", "updated_at": "updated_at"},
    order="-id",
    by_area=["id"],
)

MATCHES = Shape(
    "MatchSuggestion",
    MatchSuggestion,
    "id",
    "kind",
    AREA,
    resident("resident"),
    resident("other"),
    household(),
    "reasons",
    "status",
    "decided_at",
    person("decided_by"),
    "decision_note",
    "created_at",
    "updated_at",
    orders={"id": "id", "updated_at": "updated_at"},
    order="id",
    by_area=["id"],
)
