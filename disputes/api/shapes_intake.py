"""The row shapes of kinds, grades and rules of tiers."""

from django.contrib.postgres.fields import ArrayField
from django.db.models import Model

from disputes.models import DisputeField, DisputeGrade, TierRule
from station.api.parts import Column, display, quote
from station.api.schemas import nullable, schema_of
from station.api.shape import Shape
from station.api.shapes import AREA


class Worded(Column):
    """A code, or a list of them, with the county's word for it."""

    def __init__(self, name: str, rows: type[Model], **options) -> None:
        super().__init__(name, **options)
        self.rows = rows

    def expressions(self, alias, writing):
        column = f"{alias}.{quote(self.field.column)}"
        yield self.name, column
        words = list(self.rows.objects.labels().items())
        if isinstance(self.field, ArrayField):
            each = display("v", words)
            listed = f"ARRAY(SELECT {each} FROM unnest({column}) AS v)"  # noqa: S608
            yield f"{self.name}_display", listed
        else:
            yield f"{self.name}_display", display(column, words)

    def schemas(self):
        yield self.name, schema_of(self.field)
        word: dict = {"type": "string"}
        if isinstance(self.field, ArrayField):
            word = {"type": "array", "items": word}
        elif self.field.null:
            word = nullable(word)
        yield f"{self.name}_display", word


FIELD = Worded("field", DisputeField)
GRADE = Worded("grade", DisputeGrade)
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
    Worded("level", DisputeGrade),
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
    Worded("kinds", DisputeField, source="fields"),
    "dangers",
    Worded("grade_from", DisputeGrade),
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
