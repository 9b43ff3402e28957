"""The row shapes of venues, checklists, inspections and hazards."""

from django.urls import reverse

from households.api.shapes import household, unit
from households.models import (
    Checklist,
    Hazard,
    Inspection,
    InspectionRound,
    VenueKind,
)
from station.api.papers import Pdf
from station.api.parts import Children, Column, Expression, Part, Sealed
from station.api.shape import Shape
from station.api.shapes import AREA, person

BOOLEAN = {"type": "boolean"}


def _notice_pdf(hazard: Hazard) -> str | None:
    """The notice that was served on it, if one was."""
    if hazard.notice_id is None:
        return None
    return reverse("api:hazards-notice", args=[hazard.pk])


KIND = Part("kind", "id", "code", "title_zh", "title_en")

VENUE_KINDS = Shape(
    "VenueKind",
    VenueKind,
    "id",
    "code",
    "title_zh",
    "title_en",
    "is_nine",
    "cycle_low",
    "cycle_medium",
    "cycle_high",
    "source",
    "mark",
    "is_active",
    Children("limits", "measure", "most", order="{t}.id"),
    "version",
    "created_at",
    "updated_at",
    orders={"order": "order", "updated_at": "updated_at", "id": "id"},
    order="order",
)
CHECKLISTS = Shape(
    "Checklist",
    Checklist,
    "id",
    KIND,
    "version",
    "published_at",
    "retired_at",
    "created_at",
    "updated_at",
    orders={"id": "id", "updated_at": "updated_at"},
    order="id",
    detail=[
        Children(
            "items",
            "id",
            "code",
            "order",
            "section",
            "title_zh",
            "title_en",
            "fault_zh",
            "fault_en",
            "severity",
            "legal_basis",
            "deadline_days",
            order='{t}."order", {t}.id',
        ),
    ],
)
INSPECTIONS = Shape(
    "Inspection",
    Inspection,
    "id",
    "number",
    unit(),
    AREA,
    Column("checklist"),
    person("lead"),
    "started_at",
    "finished_at",
    "unsigned",
    "outcome",
    "fault_count",
    "created_at",
    "updated_at",
    orders={"finished_at": "finished_at", "updated_at": "updated_at", "id": "id"},
    order="-finished_at",
    by_area=["finished_at"],
    detail=[
        Column("person_in_charge", needs="inspection.edit"),
        Column("remark", needs="inspection.edit"),
        Children("companions", "id", "name", "badge_number", order="{t}.id"),
        Children(
            "findings",
            "id",
            Column("item"),
            "result",
            "remark",
            order="{t}.id",
        ),
        Children("hazards", "id", "number", "what", "status", order="{t}.id"),
        Pdf(
            lambda row: reverse("api:inspections-paper", args=[row.pk]),
            needs="inspection.print",
        ),
    ],
)
ROUNDS = Shape(
    "InspectionRound",
    InspectionRound,
    "id",
    AREA,
    person("officer"),
    "started_at",
    "state",
    "finished_at",
    "created_at",
    "updated_at",
    orders={"started_at": "started_at", "updated_at": "updated_at", "id": "id"},
    order="-started_at",
    by_area=["started_at"],
    detail=[
        Children(
            "stops",
            "id",
            "order",
            unit(),
            Column("inspection"),
            "skipped_reason",
            order='{t}."order", {t}.id',
        ),
    ],
)
HAZARDS = Shape(
    "Hazard",
    Hazard,
    "id",
    "number",
    AREA,
    unit(),
    household(within="household.view"),
    "place",
    Column("item"),
    Column("inspection"),
    "what",
    "severity",
    "legal_basis",
    "found_at",
    person("found_by"),
    person("assigned_to"),
    "status",
    "deadline_on",
    "first_deadline_on",
    "next_due_on",
    Expression(
        "is_overdue",
        "coalesce({t}.next_due_on < (now() AT TIME ZONE 'Asia/Shanghai')::date, false)",
        BOOLEAN,
    ),
    Part("notice", "id", "number", "served_at"),
    "reported_at",
    "transfer_due_on",
    Part("office", "id", "kind", "title"),
    "transferred_at",
    "transfer_reference",
    "answered_at",
    "closed_at",
    "version",
    "created_at",
    "updated_at",
    orders={"found_at": "found_at", "updated_at": "updated_at", "id": "id"},
    order="-found_at",
    by_area=["found_at"],
    detail=[
        Sealed("description", needs="hazard.edit"),
        Sealed("answer", needs="hazard.edit"),
        Children(
            "reinspections",
            "id",
            "looked_at",
            person("looked_by"),
            "is_gone",
            "remark",
            order="{t}.id",
        ),
        Pdf(_notice_pdf, needs="hazard.print"),
    ],
)
