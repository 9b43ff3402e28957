"""The row shapes of services, guides and documents taken home."""

from households.api.shapes import household
from households.models import (
    Delivery,
    DeliveryBatch,
    DocumentKind,
    ServiceDay,
    ServiceGuide,
    ServiceHours,
    ServiceMatter,
    ServiceRequest,
)
from households.models.service_guide import GUIDE_TEXTS
from station.api.parts import (
    Children,
    Column,
    Overdue,
    Part,
    Sealed,
)
from station.api.shape import Shape
from station.api.shapes import AREA, person

BOOLEAN = {"type": "boolean"}
INNER = "service.edit"  # what was said is for those who serve, not for clients
OPEN = "{t}.status IN ('booked', 'confirmed', 'en_route')"
WAITING = "{t}.status IN ('at_station', 'out', 'returned')"

MATTER = Part("matter", "id", "slug", "title", "title_en")

SERVICES = Shape(
    "Service",
    ServiceRequest,
    "id",
    "number",
    "kind",
    MATTER,
    Part("guide", "id", "edition", "title"),
    AREA,
    household(),
    "resident_name",
    "place",
    "contact_phone_masked",
    "begins_at",
    "due_at",
    person("assigned_to"),
    "status",
    Overdue(OPEN),
    "booked_at",
    person("booked_by"),
    "confirmed_at",
    "settled_at",
    person("settled_by"),
    "rating",
    "reopened_count",
    "version",
    "created_at",
    "updated_at",
    orders={
        "due_at": "due_at",
        "begins_at": "begins_at",
        "booked_at": "booked_at",
        "updated_at": "updated_at",
        "id": "id",
    },
    order="-booked_at",
    by_area=["due_at", "booked_at", "begins_at"],
    detail=[
        Column("papers_missing", needs=INNER),
        Sealed("note", needs=INNER),
        Sealed("outcome", needs=INNER),
        Sealed("rating_note", needs=INNER),
        Sealed("reopen_reason", needs=INNER),
    ],
)

MATTERS = Shape(
    "ServiceMatter",
    ServiceMatter,
    "id",
    AREA,
    "slug",
    "title",
    "title_en",
    "offers",
    "working_days",
    "reopen_days",
    "order",
    "is_active",
    "version",
    "created_at",
    "updated_at",
    orders={"order": "order", "updated_at": "updated_at", "id": "id"},
    order="order",
    detail=[
        Children(
            "guides",
            "id",
            "edition",
            "status",
            "title",
            "version",
            "published_at",
            order="{t}.edition DESC",
        ),
    ],
)

GUIDES = Shape(
    "ServiceGuide",
    ServiceGuide,
    "id",
    Part("matter", "id", "slug", "offers", "working_days", "reopen_days", "is_active"),
    AREA,
    "edition",
    "status",
    *(name for text in GUIDE_TEXTS for name in (text, f"{text}_en")),
    "published_at",
    person("published_by"),
    "version",
    "created_at",
    "updated_at",
    orders={"id": "id", "updated_at": "updated_at"},
    order="id",
    by_area=["id"],
)

HOURS = Shape(
    "ServiceHours",
    ServiceHours,
    "id",
    AREA,
    "weekday",
    "opens",
    "closes",
    "slot_minutes",
    "capacity",
    "is_outside",
    "version",
    "created_at",
    "updated_at",
    orders={"weekday": "weekday", "updated_at": "updated_at", "id": "id"},
    order="weekday",
)

DAYS = Shape(
    "ServiceDay",
    ServiceDay,
    "id",
    AREA,
    "day",
    "is_open",
    "opens",
    "closes",
    "slot_minutes",
    "capacity",
    "reason",
    "created_at",
    "updated_at",
    orders={"day": "day", "updated_at": "updated_at", "id": "id"},
    order="-day",
)

BATCHES = Shape(
    "DeliveryBatch",
    DeliveryBatch,
    "id",
    "number",
    AREA,
    "note",
    "listed_at",
    person("listed_by"),
    "version",
    "created_at",
    "updated_at",
    orders={"listed_at": "listed_at", "updated_at": "updated_at", "id": "id"},
    order="-listed_at",
    by_area=["listed_at"],
)

DOCUMENT_KINDS = Shape(
    "DocumentKind",
    DocumentKind,
    "id",
    "code",
    "name",
    "name_en",
    "working_days",
    "order",
    "is_active",
    "version",
    "created_at",
    "updated_at",
    orders={"order": "order", "id": "id", "updated_at": "updated_at"},
    order="order",
)

DELIVERIES = Shape(
    "Delivery",
    Delivery,
    "id",
    Part("batch", "id", "number"),
    Part("kind", "id", "code", "name", "name_en"),
    AREA,
    household(),
    "holder_name",
    "place",
    "document_number_masked",
    "phone_masked",
    "status",
    "due_at",
    Overdue(WAITING),
    person("assigned_to"),
    "out_at",
    "tries",
    "settled_at",
    person("settled_by"),
    "received_by",
    "relation",
    "version",
    "created_at",
    "updated_at",
    orders={"due_at": "due_at", "updated_at": "updated_at", "id": "id"},
    order="-id",
    by_area=["id", "due_at"],
    detail=[Sealed("return_reason", needs="delivery.edit")],
)
