"""The row shapes of kinds, grades and rules of tiers."""

from disputes.models import DisputeField, DisputeGrade, TierRule
from station.api.parts import Column, display
from station.api.shape import Shape
from station.api.shapes import AREA


class FieldWord(Column):
    """The code of a kind of quarrel with the county's word for it."""

    def expressions(self, alias, writing):
        yield from super().expressions(alias, writing)
        words = DisputeField.objects.labels()
        yield f"{self.name}_display", display(f"{alias}.field", words.items())

    def schemas(self):
        yield from super().schemas()
        yield f"{self.name}_display", {"type": "string"}


FIELD = FieldWord("field")
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
    "level",
    "title_zh",
    "title_en",
    "meaning_zh",
    "meaning_en",
    "mediator_type",
    "tier",
    "version",
    "created_at",
    "updated_at",
    orders={"id": "id", "updated_at": "updated_at"},
    order="id",
)
TIER_RULES = Shape(
    "TierRule",
    TierRule,
    "id",
    AREA,
    "tier",
    Column("kinds", source="fields"),
    "dangers",
    "grade_from",
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
