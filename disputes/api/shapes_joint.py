"""The row shapes of joint mediations, invitations, undertakings and templates."""

from disputes.models import (
    Invitation,
    JointMediation,
    JointTemplate,
    ReceivedInvitation,
    Undertaking,
)
from station.api.parts import Children, Column, Part, Sealed, Told
from station.api.shape import Shape
from station.api.shapes import person

TEXT = {"type": "string"}
TEMPLATE = Part("template", "id", "kind", "title_zh", "title_en")
ORDERS = {"id": "id", "updated_at": "updated_at"}

JOINTS = Shape(
    "JointMediation",
    JointMediation,
    "id",
    Part("dispute", "id", "number"),
    TEMPLATE,
    "planned_at",
    "place_kind",
    "place",
    person("chair"),
    "status",
    "held_at",
    Column("mediation"),
    "called_off_at",
    "reason",
    "version",
    "created_at",
    "updated_at",
    orders={"planned_at": "planned_at", **ORDERS},
    order="-planned_at",
    detail=[
        Sealed("subject", needs="joint_mediation.reveal"),
        Sealed("agenda", needs="joint_mediation.reveal"),
        Children(
            "invitations",
            "id",
            "kind",
            "organisation",
            "name",
            "phone_masked",
            "sent_at",
            "first_opened_at",
            "answer",
            "answered_at",
            "attendance",
            "revoked_at",
            "version",
            order="{t}.id",
        ),
        Children(
            "consents",
            Column("party"),
            "is_given",
            "said_at",
            order="{t}.id",
        ),
        Children(
            "undertakings",
            "id",
            Column("invitation"),
            Column("party"),
            Column("officer"),
            "due_on",
            "status",
            "version",
            order="{t}.due_on, {t}.id",
        ),
    ],
)

INVITATIONS = Shape(
    "Invitation",
    Invitation,
    "id",
    Part("joint", "id", Column("dispute"), "planned_at", "status"),
    "kind",
    "organisation",
    "name",
    Part("office", "id", "kind", "title"),
    Column("user"),
    "phone_masked",
    "sent_at",
    "expires_at",
    "first_opened_at",
    "answer",
    "answered_at",
    "attendance",
    "revoked_at",
    "version",
    "created_at",
    "updated_at",
    orders=ORDERS,
    order="-id",
    detail=[Sealed("words", needs="joint_mediation.reveal")],
)

RECEIVED = Shape(
    "ReceivedInvitation",
    ReceivedInvitation,
    "id",
    Part(
        "joint",
        TEMPLATE,
        "planned_at",
        "place",
        person("chair"),
        "status",
        "held_at",
    ),
    "kind",
    "answer",
    "answered_at",
    "version",
    "created_at",
    "updated_at",
    orders=ORDERS,
    order="-id",
    # The rows are the partner's own already.
    detail=[
        Told("subject", TEXT, lambda row, _user: row.joint.subject),
        Told("agenda", TEXT, lambda row, _user: row.joint.agenda),
        Told("words", TEXT, lambda row, _user: row.words),
        Told(
            "undertakings",
            {
                "type": "array",
                "items": {
                    "type": "object",
                    "properties": {
                        "id": {"type": "integer"},
                        "what": TEXT,
                        "due_on": {"type": "string", "format": "date"},
                        "status": TEXT,
                    },
                },
            },
            lambda row, _user: [
                {
                    "id": found.pk,
                    "what": found.what,
                    "due_on": found.due_on.isoformat(),
                    "status": found.status,
                }
                for found in row.undertakings.order_by("due_on", "pk")
            ],
        ),
    ],
)

UNDERTAKINGS = Shape(
    "Undertaking",
    Undertaking,
    "id",
    Part("joint", "id", Column("dispute"), "held_at"),
    Part("invitation", "id", "kind", "organisation", "name"),
    Part("party", "id", "side"),
    person("officer"),
    "due_on",
    "status",
    "settled_at",
    person("settled_by"),
    "version",
    "created_at",
    "updated_at",
    orders={"due_on": "due_on", **ORDERS},
    order="due_on",
    detail=[
        Sealed("what", needs="undertaking.reveal"),
        Sealed("result", needs="undertaking.reveal"),
    ],
)

TEMPLATES = Shape(
    "JointTemplate",
    JointTemplate,
    "id",
    Part("station", "id", "name"),
    "kind",
    "title_zh",
    "title_en",
    "purpose_zh",
    "purpose_en",
    "invites",
    "position",
    "is_active",
    "version",
    "created_at",
    "updated_at",
    orders={"position": "position", **ORDERS},
    order="position",
)
