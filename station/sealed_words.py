"""Finding words in a sealed text without keeping the text open.

Beside the sealed text stands a set of small keyed figures, one for each pair of letters
beside each other. Many pairs share a figure, so the set neither spells the text nor
finds it without the key; whatever it points to is opened and read before it is shown.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from station.crypto import blind_index
from station.fields import Sealed
from station.pairs import pairs_of


def figures_of(text: str, *, purpose: str) -> list[int]:
    """The keyed figures of a text: sixteen bits for each of its pairs of letters."""
    found = {
        int.from_bytes(blind_index(pair, purpose=purpose)[:2], "big", signed=True)
        for line in text.split()
        for pair in pairs_of(line)
    }
    return sorted(found)


class SealedWordsField(ArrayField):
    """The figures of a sealed text of the same row, written whenever that is."""

    def __init__(self, *, source: str = "", **options) -> None:
        self.source = source
        options.setdefault("base_field", models.SmallIntegerField())
        options.setdefault("default", list)
        options.setdefault("editable", False)
        super().__init__(**options)

    def deconstruct(self):
        name, path, args, options = super().deconstruct()
        return name, path, args, {**options, "source": self.source}

    @property
    def purpose(self) -> str:
        """Figures of one column say nothing of another."""
        return f"{self.model._meta.db_table}.{self.source}.words"

    def pre_save(self, model_instance, add):
        text = model_instance.__dict__.get(self.source)
        if text is None or isinstance(text, Sealed):  # unread, so unchanged
            return super().pre_save(model_instance, add)
        figures = figures_of(text, purpose=self.purpose)
        setattr(model_instance, self.attname, figures)
        return figures

    def wanted(self, words: str) -> list[int]:
        """The figures that a text with these words has."""
        return figures_of(words, purpose=self.purpose)
