"""The row shapes of outreach events and of material."""

from django.urls import reverse

from antifraud.models import Material, MaterialMove, OutreachEvent
from antifraud.papers.outreach import public_address
from station.api.papers import Pdf
from station.api.parts import Children, Expression, Part, Told
from station.api.shape import Shape
from station.api.shapes import AREA, person

PERMISSION = "outreach.view"
URI = {"type": "string", "format": "uri"}


def _poster(event: OutreachEvent) -> str:
    return reverse("api:outreach-events-poster", args=[event.pk])


OUTREACH = Shape(
    "OutreachEvent",
    OutreachEvent,
    "id",
    "number",
    "kind",
    "topic",
    "title",
    Children("scam_types", "id", "code", "name_zh", order="{t}.order, {t}.id"),
    AREA,
    "place",
    "online_url",
    "starts_at",
    "ends_at",
    "status",
    person("led_by"),
    Children("staff", "id", "name", "badge_number", order="{t}.name_sort, {t}.id"),
    Children(
        "audiences",
        "id",
        "name",
        "kind",
        order="{t}.name, {t}.id",
        within="audience.view",
    ),
    "groups",
    "expected",
    "reached",
    Expression(
        "handed_out",
        "(SELECT coalesce(-sum(m.quantity), 0) FROM antifraud_materialmove m "
        "WHERE m.event_id = {t}.id)",
        {"type": "integer"},
    ),
    person("created_by"),
    "done_at",
    person("done_by"),
    "cancelled_at",
    person("cancelled_by"),
    "cancel_reason",
    "version",
    "created_at",
    "updated_at",
    orders={
        "starts_at": "starts_at",
        "id": "id",
        "updated_at": "updated_at",
    },
    order="-starts_at",
    by_area=["starts_at"],
    detail=[
        "result",
        "helpers",
        "audience_words",
        Children(
            "material_moves",
            "id",
            Part("material", "id", "name", "unit"),
            "quantity",
            "moved_at",
            order="{t}.moved_at, {t}.id",
        ),
        Told("public_url", URI, lambda event, _user: public_address(event)),
        Pdf(_poster, needs=PERMISSION),
    ],
)

MATERIALS = Shape(
    "Material",
    Material,
    "id",
    "name",
    "kind",
    "unit",
    AREA,
    Part("scam_type", "id", "code", "name_zh"),
    person("keeper"),
    "storage",
    "stock",
    "low_at",
    Expression(
        "is_low",
        "({t}.is_active AND {t}.low_at > 0 AND {t}.stock <= {t}.low_at)",
        {"type": "boolean"},
    ),
    "is_active",
    "version",
    "created_at",
    "updated_at",
    orders={"name": "name", "id": "id", "updated_at": "updated_at"},
    order="name",
)

MOVES = Shape(
    "MaterialMove",
    MaterialMove,
    "id",
    Part("material", "id", "name", "unit"),
    "kind",
    "quantity",
    "left",
    Part("event", "id", "number", "title", within=PERMISSION),
    "reason",
    "moved_at",
    person("moved_by"),
    orders={"moved_at": "moved_at", "id": "id"},
    order="-moved_at",
)
