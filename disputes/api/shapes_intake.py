"""The row shapes of kinds, grades and rules of tiers."""

from disputes.models import DisputeField, DisputeGrade, TierRule
from disputes.workflow.intake import Field, Grade
from station.api.shape import Shape
from station.api.shapes import AREA
from station.api.worded import Worded, Words

FIELDS = Words(DisputeField, "code", "title_zh", "title_en", Field)
GRADES = Words(DisputeGrade, "level", "title_zh", "title_en", Grade)
FIELD = Worded("field", FIELDS)
GRADE = Worded("grade", GRADES)
DISPUTE_FIELDS = Shape(
    "DisputeField",
    DisputeField,
    "id",
    "code",
    "title_zh",
    "title_en",
    "order",
    "is_active",
    "version",
    "created_at",
    "updated_at",
    orders={"order": "order", "id": "id", "updated_at": "updated_at"},
    order="order",
)
DISPUTE_GRADES = Shape(
    "DisputeGrade",
    DisputeGrade,
    "id",
    Worded("level", GRADES),
    "title_zh",
    "title_en",
    "meaning_zh",
    "meaning_en",
    "mediator_type",
    "tier",
    "version",
    "created_at",
    "updated_at",
    orders={"level": "level", "id": "id", "updated_at": "updated_at"},
    order="level",
)
TIER_RULES = Shape(
    "TierRule",
    TierRule,
    "id",
    AREA,
    "tier",
    Worded("kinds", FIELDS, source="fields"),
    "dangers",
    Worded("grade_from", GRADES),
    "people_from",
    "times_from",
    "amount_from",
    "is_domestic_violence",
    "order",
    "is_active",
    "version",
    "created_at",
    "updated_at",
    orders={"order": "order", "id": "id", "updated_at": "updated_at"},
    order="order",
    by_area=["order"],
)
