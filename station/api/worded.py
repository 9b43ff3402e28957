"""Codes with the office's own words for them, looked up by the statement itself."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import get_language

from station.api.parts import Column
from station.api.schemas import nullable, schema_of
from station.api.writing import Writing, display, quote


@dataclass(frozen=True)
class Words:
    """The table of an office's words; ``shipped`` are those of codes not in it."""

    rows: type[models.Model]
    code: str
    zh: str
    en: str
    shipped: type[models.Choices]

    def of(self, column: str) -> str:
        """The reader's word for the code in a column; all words are read once."""
        table = quote(self.rows._meta.db_table)
        is_english = (get_language() or "").startswith("en")
        first, other = (self.en, self.zh) if is_english else (self.zh, self.en)
        word = f"coalesce(nullif(w.{quote(first)}, ''), w.{quote(other)})"
        words = f"SELECT jsonb_object_agg(w.{quote(self.code)}, {word}) FROM {table} w"
        shipped = display(column, self.shipped.choices)
        return f"coalesce(({words}) ->> {column}::text, {shipped})"


class Worded(Column):
    """A code, or a list of them, with the office's word for it."""

    def __init__(self, name: str, words: Words, **options) -> None:
        super().__init__(name, **options)
        self.words = words

    def expressions(self, alias: str, writing: Writing) -> Iterator[tuple[str, str]]:
        column = f"{alias}.{quote(self.field.column)}"
        yield self.name, column
        word = self.words.of(column)
        if isinstance(self.field, ArrayField):
            word = f"ARRAY(SELECT {self.words.of('v')} FROM unnest({column}) AS v)"
        yield f"{self.name}_display", word

    def schemas(self) -> Iterator[tuple[str, dict]]:
        yield self.name, schema_of(self.field)
        word: dict = {"type": "string"}
        if isinstance(self.field, ArrayField):
            word = {"type": "array", "items": word}
        elif self.field.null:
            word = nullable(word)
        yield f"{self.name}_display", word
