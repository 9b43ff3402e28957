"""The row shapes of alerts: for those who write them, and for those who pass them on."""

from django.urls import reverse

from antifraud import handover, outlets
from antifraud.models import Alert
from station.api.parts import Expression, Part, Told
from station.api.schemas import nullable
from station.api.shape import Shape
from station.api.shapes import AREA, person

SCAM_TYPE = Part("scam_type", "id", "code", "name_zh", "name_en")
TEXT = {"type": "string"}
WHOLE = {"type": "integer"}
GROUP = {
    "type": "object",
    "properties": {
        "id": WHOLE,
        "name": TEXT,
        "kind": TEXT,
        "people": WHOLE,
        "status": nullable(TEXT),
        "link": nullable(TEXT),
        "readers": WHOLE,
    },
    "required": ["id", "name", "kind", "people", "status", "link", "readers"],
}
FIGURES = {
    "type": "object",
    "properties": dict.fromkeys(
        ("groups", "sent", "people", "readers", "by_poster"), WHOLE
    ),
    "required": ["groups", "sent", "people", "readers", "by_poster"],
}


def _groups(alert: Alert, user) -> list[dict]:
    """Whom it goes to, as far as this person may see."""
    return [
        {
            "id": found.audience.pk,
            "name": found.audience.name,
            "kind": found.audience.kind,
            "people": found.audience.size,
            "status": found.sending.status if found.sending else None,
            "link": handover.address(found.sending.link)
            if found.sending and alert.is_public
            else None,
            "readers": found.readers,
        }
        for found in outlets.of(alert, user=user)
    ]


def _figures(alert: Alert, user) -> dict:
    """How far it came; each person counted once, as far as overlaps are known."""
    return vars(outlets.figures(alert, outlets.of(alert, user=user)))


def _public(alert: Alert, _user) -> str | None:
    return handover.address(alert.link) if alert.is_public else None


def _picture(alert: Alert, _user) -> str | None:
    if alert.picture_id is None:
        return None
    return reverse("api:alerts-picture", args=[alert.pk])


ALERTS = Shape(
    "Alert",
    Alert,
    "id",
    "number",
    AREA,
    "kind",
    "form",
    "title",
    SCAM_TYPE,
    "scenes",
    "groups",
    "source",
    "video_url",
    "status",
    "send_at",
    "urgent_reason",
    person("written_by"),
    "submitted_at",
    person("submitted_by"),
    "approved_at",
    person("approved_by"),
    "done_at",
    "withdrawn_at",
    "version",
    "created_at",
    "updated_at",
    orders={
        "created_at": "created_at",
        "updated_at": "updated_at",
        "id": "id",
    },
    order="-created_at",
    detail=[
        Told("body", TEXT, lambda row, _user: row.body),
        Told("picture", nullable(TEXT), _picture),
        Told("public_url", nullable(TEXT), _public),
        Told("audiences", {"type": "array", "items": GROUP}, _groups),
        Told("figures", FIGURES, _figures),
    ],
)

PUBLISHED_ALERTS = Shape(
    "PublishedAlert",
    Alert,
    "id",
    "number",
    AREA,
    "kind",
    "form",
    "title",
    "body",
    SCAM_TYPE,
    "source",
    "video_url",
    "approved_at",
    Expression("has_picture", "{t}.picture_id IS NOT NULL", {"type": "boolean"}),
    "updated_at",
    orders={"approved_at": "approved_at", "id": "id", "updated_at": "updated_at"},
    order="-approved_at",
    detail=[
        Told("public_url", nullable(TEXT), _public),
        Told("text", TEXT, lambda row, _user: handover.text_of(row, row.link)),
    ],
)
