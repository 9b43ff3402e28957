"""The row shapes of scam types and of the published lists."""

from antifraud.models import ScamList, ScamType
from station.api.parts import Children, Part
from station.api.shape import Shape

SCAM_TYPES = Shape(
    "ScamType",
    ScamType,
    "id",
    "code",
    "name_zh",
    "name_en",
    "signs",
    "phrases",
    "advice",
    "hotline",
    "groups",
    "scenes",
    "screening",
    "source",
    "mark",
    "valid_from",
    "valid_until",
    "order",
    "is_active",
    "version",
    "created_at",
    "updated_at",
    orders={"order": "order", "updated_at": "updated_at", "id": "id"},
    order="order",
)
SCAM_LISTS = Shape(
    "ScamList",
    ScamList,
    "id",
    "code",
    "title_zh",
    "title_en",
    "published_on",
    "is_day_known",
    "publisher",
    "source",
    "mark",
    "note",
    "is_whole",
    Children(
        "entries",
        "rank",
        "words",
        Part("scam_type", "id", "code", "name_zh", "name_en"),
        order="rank, id",
    ),
    "version",
    "created_at",
    "updated_at",
    orders={
        "published_on": "published_on",
        "updated_at": "updated_at",
        "id": "id",
    },
    order="-published_on",
)
