"""The row shapes of what residents send, and of what other offices are asked."""

from households import reply_limits
from households.models import HandedReferral, Message, MessageLimit, Office, Referral
from station import phones
from station.api.parts import (
    Children,
    Overdue,
    Part,
    Sealed,
    Told,
)
from station.api.shape import Shape
from station.api.shapes import AREA, person

BOOLEAN = {"type": "boolean"}
TEXT = {"type": "string"}
MESSAGE_TEXT = ("message.note", "tip.view")
SENDER = ("message.answer", "tip.answer")


def _replies(message, _user) -> list[dict]:
    """Answers and notes in the order they were written."""
    return [
        {
            "id": reply.pk,
            "author": reply.author.name if reply.author else None,
            "is_note": reply.is_note,
            "text": reply.text,
            "written_at": reply.written_at.isoformat(),
        }
        for reply in message.replies.select_related("author").order_by("pk")
    ]


def _surveys(message, _user) -> list[dict]:
    """How the sender found each answer."""
    return [
        {
            "settlement": survey.settlement,
            "satisfaction": survey.satisfaction,
            "text": survey.text,
            "given_at": survey.given_at.isoformat(),
        }
        for survey in message.surveys.order_by("settlement")
    ]


REPLIES = {
    "type": ["array", "null"],
    "items": {
        "type": "object",
        "properties": {
            "id": {"type": "integer"},
            "author": {
                "type": ["string", "null"],
                "description": "Null: the sender wrote again.",
            },
            "is_note": BOOLEAN | {"description": "Only for colleagues."},
            "text": TEXT,
            "written_at": TEXT | {"format": "date-time"},
        },
        "required": ["id", "author", "is_note", "text", "written_at"],
    },
}
SURVEYS = {
    "type": ["array", "null"],
    "items": {
        "type": "object",
        "properties": {
            "settlement": {"type": "integer"},
            "satisfaction": TEXT,
            "text": TEXT,
            "given_at": TEXT | {"format": "date-time"},
        },
        "required": ["settlement", "satisfaction", "text", "given_at"],
    },
}

# When exactly a tip was stored is nobody's business: no created_at, no updated_at.
MESSAGES = Shape(
    "Message",
    Message,
    "id",
    "number",
    "kind",
    "topic",
    AREA,
    Part("card", "id", "number"),
    "is_anonymous",
    "received_at",
    "due_at",
    "stopped_at",
    person("assigned_to"),
    "status",
    Overdue("{t}.status = 'new'"),
    "settled_at",
    "satisfaction",
    "reopened_times",
    Part("merged_into", "id", "number"),
    "version",
    orders={
        "due_at": "due_at",
        "received_at": "received_at",
        "id": "id",
    },
    order="-received_at",
    detail=[
        person("about_officer", needs="tip.reassign"),
        Sealed("text", needs=MESSAGE_TEXT),
        Sealed("place", needs=SENDER),
        Sealed("sender_name", needs=SENDER),
        Told(
            "sender_phone_masked",
            TEXT,
            lambda message, _user: phones.masked(message.sender_phone),
            needs=SENDER,
        ),
        Told(
            "due_explained",
            TEXT,
            lambda message, _user: reply_limits.explain(message).text,
        ),
        "handled_by",
        Children("merged", "id", "number", order="{t}.id"),
        Told("replies", REPLIES, _replies, needs=MESSAGE_TEXT),
        Told("surveys", SURVEYS, _surveys, needs=MESSAGE_TEXT),
    ],
)

OFFICES = Shape(
    "MessageOffice",
    Office,
    "id",
    Part("station", "id", "name"),
    "kind",
    "title",
    "line",
    "usual_days",
    Children("people", "id", "name", order="{t}.id"),
    "is_active",
    "version",
    "created_at",
    "updated_at",
    orders={"id": "id", "updated_at": "updated_at"},
    order="id",
)

REFERRALS = Shape(
    "Referral",
    Referral,
    "id",
    Part("message", "id", "number"),
    AREA,
    Part("office", "id", "kind", "title", "line"),
    "handed_at",
    person("handed_by"),
    "due_at",
    Overdue("{t}.status = 'waiting'"),
    "status",
    "accepted_at",
    person("accepted_by"),
    "settled_at",
    person("settled_by"),
    "version",
    orders={"due_at": "due_at", "handed_at": "handed_at", "id": "id"},
    order="-handed_at",
    detail=[
        Sealed("asked", needs=MESSAGE_TEXT),
        Sealed("answer", needs=MESSAGE_TEXT),
    ],
)

HANDED = Shape(
    "OfficeReferral",
    HandedReferral,
    "id",
    Part("message", "number"),
    AREA,
    Part("office", "id", "kind", "title"),
    "handed_at",
    "due_at",
    Overdue("{t}.status = 'waiting'"),
    "status",
    "accepted_at",
    person("accepted_by"),
    "settled_at",
    "version",
    orders={"due_at": "due_at", "handed_at": "handed_at", "id": "id"},
    order="due_at",
    # The rows are the office's own already.
    detail=[
        Told("asked", {"type": "string"}, lambda row, _user: row.asked),
        Told("answer", {"type": "string"}, lambda row, _user: row.answer),
    ],
)

LIMITS = Shape(
    "MessageLimit",
    MessageLimit,
    "id",
    Part("station", "id", "name"),
    "kind",
    "amount",
    "unit",
    "chief_after",
    "reopen_days",
    "reopen_times",
    "version",
    "created_at",
    "updated_at",
    orders={"id": "id", "updated_at": "updated_at"},
    order="id",
)
