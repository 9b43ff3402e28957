"""By what a record can be found: its number, a name, a phone, words of a text.

Each way says which rows fit (``condition``), how well (``grades``: a whole number or
name before its beginning before a part), and what of a row fitted (``read``).
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from station.pairs import SHORTEST, holding
from station.sealed_words import SealedWordsField
from station.searching.asked import Asked
from station.searching.marks import Marked, Marks, of_spoken, of_words

WHOLE, BEGINNING, PART = 0, 1, 2
VIEW = "view"
NUMBER, NAME, PHONE = _("number"), _("name"), _("phone")
THING = pgettext_lazy("place", "Name")  # of what is no person
PHONE_END, ID_NUMBER = _("end of the phone"), _("ID number")
Text = str | Promise
Grades = Iterator[tuple[Q, int]]


@dataclass(frozen=True)
class Way:
    """One way to be found.

    ``action`` is what one must be allowed to do with the record to find it so;
    ``apart`` asks in a query of its own, where one query over two tables could use
    the index of neither.
    """

    column: str
    label: Text = ""
    action: str = VIEW
    apart: bool = False
    is_sure = True  # every row that fits is a hit; else it is one only once read

    def condition(self, asked: Asked) -> Q | None:
        """The rows that fit, or None where nothing can."""
        raise NotImplementedError

    def grades(self, asked: Asked) -> Grades:
        """Which of them fit how well; the rest in part."""
        yield from ()

    def read(self, row, asked: Asked) -> Marked | None:
        """What of this row fitted, or None."""
        text = value_of(row, self.column)
        marks = self.marks(text, asked)
        return Marked(text, marks) if marks else None

    def marks(self, text: str, asked: Asked) -> Marks:
        return of_words(text, asked.words)


def value_of(row, column: str) -> str:
    """A column of the row or of a row joined to it, as text."""
    for name in column.split("__"):
        row = getattr(row, name, None)
    return "" if row is None else str(row)


@dataclass(frozen=True)
class Numbered(Way):
    """By a business number: whole, its beginning, or the figure it ends with."""

    column: str = "number"
    label: Text = NUMBER
    series: tuple[str, ...] = ()

    def condition(self, asked):
        if not asked.number:
            return None
        wanted = [asked.number, *self._whole(asked)]
        return Q(**{f"{self.column}__startswith": asked.number}) | Q(
            **{f"{self.column}__in": wanted}
        )

    def grades(self, asked):
        wanted = [asked.number, *self._whole(asked)]
        yield Q(**{f"{self.column}__in": wanted}), WHOLE
        yield Q(**{f"{self.column}__startswith": asked.number}), BEGINNING

    def read(self, row, asked):
        text = value_of(row, self.column)
        if asked.number and text.startswith(asked.number):
            return Marked(text, ((0, len(asked.number)),))
        if text in self._whole(asked):
            return Marked(text, ((len(text) - len(_figure(asked.words)), len(text)),))
        return None

    def _whole(self, asked) -> list[str]:
        return [n for prefix in self.series for n in asked.whole_numbers(prefix)]


def _figure(words: str) -> str:
    """The figure at the end of what was typed."""
    return re.search(r"[0-9]*$", words)[0]


@dataclass(frozen=True)
class Named(Way):
    """By a name: Chinese, pinyin or initials, whole or in part."""

    column: str = "name"
    label: Text = NAME
    tokens: str = ""  # the column with every form of the name, where there is one
    spoken: str = ""  # the column with its pinyin

    def condition(self, asked):
        if not asked.tokens:
            return None
        if self.tokens:
            return Q(**{f"{self.tokens}__contains": list(asked.tokens)})
        found = Q(**{f"{self.column}__icontains": asked.words})
        if self.spoken and asked.spoken:
            found |= Q(**{f"{self.spoken}__regex": _sounds_like(asked.spoken)})
        return found

    def grades(self, asked):
        yield Q(**{f"{self.column}__iexact": asked.words}), WHOLE
        yield Q(**{f"{self.column}__istartswith": asked.words}), BEGINNING
        if self.spoken and asked.spoken:
            sound = f"{self.spoken}__regex"
            yield Q(**{sound: f"{_sounds_like(asked.spoken)}$"}), WHOLE
            yield Q(**{sound: _sounds_like(asked.spoken)}), BEGINNING

    def marks(self, text, asked):
        return of_words(text, asked.words) or of_spoken(text, asked.spoken)


def _sounds_like(spoken: str) -> str:
    """Pinyin written on, or the initials, from the beginning of the name."""
    whole = " ?".join(spoken)
    initials = " ".join(f"{letter}[a-z0-9]*" for letter in spoken)
    return f"^({whole}|{initials})"


@dataclass(frozen=True)
class Worded(Way):
    """By words of a plain text, two letters or more.

    ``columns`` stand together in one ``station_pairs`` index; without ``indexed`` the
    rows of one's scope are few enough to be read.
    """

    column: str = ""
    columns: tuple[str, ...] = ()
    indexed: bool = False
    latin: bool = True  # figures and Latin letters too, not only Chinese

    def condition(self, asked):
        words, is_long = asked.words, len(asked.words) >= SHORTEST
        if asked.is_personal or not (is_long or (words and asked.is_patient)):
            return None
        if not self.latin and words.isascii():
            return None
        if self.indexed and is_long:
            return holding(words, *self.columns)
        found = Q()
        for column in self.columns:
            found |= Q(**{f"{column}__icontains": words})
        return found

    def grades(self, asked):
        for column in self.columns:
            yield Q(**{f"{column}__iexact": asked.words}), WHOLE
        for column in self.columns:
            yield Q(**{f"{column}__istartswith": asked.words}), BEGINNING

    def read(self, row, asked):
        for column in self.columns:
            text = value_of(row, column)
            if marks := of_words(text, asked.words):
                return Marked(text, marks).cut()
        return None


@dataclass(frozen=True)
class Elsewhere(Way):
    """By words of a text that another table keeps and many rows point to.

    ``rows(asked)`` is a condition on this table, such as ``address__in`` of a query, or
    None where the other table has nothing of the kind.
    """

    rows: Callable[[Asked], Q | None] | None = None
    apart: bool = True

    def condition(self, asked):
        is_known = not asked.is_personal and len(asked.words) >= SHORTEST
        return self.rows(asked) if is_known else None

    def grades(self, asked):
        yield Q(**{f"{self.column}__iexact": asked.words}), WHOLE
        yield Q(**{f"{self.column}__istartswith": asked.words}), BEGINNING


@dataclass(frozen=True)
class Phone(Way):
    """By a whole phone number, through its blind index; shown masked."""

    column: str = "phone_index"
    label: Text = PHONE
    masked: str = "phone_masked"
    index_of: Callable[[str], bytes | None] | None = None

    def condition(self, asked):
        if not asked.phone:
            return None
        return Q(**{self.column: self.index_of(asked.phone)})

    def grades(self, asked):
        if asked.phone:
            yield Q(**{self.column: self.index_of(asked.phone)}), WHOLE

    def read(self, row, asked):
        if not asked.phone:
            return None
        if bytes(getattr(row, self.column) or b"") != self.index_of(asked.phone):
            return None
        return whole(getattr(row, self.masked, "") if self.masked else "")


def whole(text: str) -> Marked:
    """All of it fitted."""
    return Marked(text, ((0, len(text)),) if text else ())


@dataclass(frozen=True)
class PartyPhone(Phone):
    """By the phone of one of those a record is about, kept in a table of its own."""

    rows: Callable[[bytes], Q] | None = None
    apart: bool = True

    def condition(self, asked):
        return self.rows(self.index_of(asked.phone)) if asked.phone else None

    def grades(self, asked):
        yield Q(pk__isnull=False), WHOLE

    def read(self, row, asked):
        return Marked("") if asked.phone else None


@dataclass(frozen=True)
class PhoneEnd(Way):
    """By the last four digits, as people remember a number."""

    column: str = "tokens"
    label: Text = PHONE_END
    masked: str = "phone_masked"

    def condition(self, asked):
        if not asked.tail:
            return None
        if self.column == "tokens":
            return Q(tokens__contains=[asked.tail])
        return Q(**{self.column: asked.tail})

    def read(self, row, asked):
        text = getattr(row, self.masked)
        if not (asked.tail and text.endswith(asked.tail)):
            return None
        return Marked(text, ((len(text) - len(asked.tail), len(text)),))


@dataclass(frozen=True)
class IdNumber(Way):
    """By a whole ID number, through its blind index; shown masked."""

    column: str = "id_number_index"
    label: Text = ID_NUMBER
    masked: str = "id_number_masked"
    index_of: Callable[[str], bytes | None] | None = None

    def condition(self, asked):
        if not asked.id_number:
            return None
        return Q(**{self.column: self.index_of(asked.id_number)})

    def grades(self, asked):
        yield Q(pk__isnull=False), WHOLE

    def read(self, row, asked):
        return whole(getattr(row, self.masked)) if asked.id_number else None


@dataclass(frozen=True)
class Spoken(Named):
    """By pinyin or initials of one of several names in the same column."""

    def condition(self, asked):
        if not asked.spoken:
            return None
        return Q(**{f"{self.tokens}__contains": list(asked.tokens)})

    def grades(self, asked):
        yield from ()

    def read(self, row, asked):
        text = value_of(row, self.column)
        return Marked(text, self.marks(text, asked)) if asked.spoken else None

    def marks(self, text, asked):
        at = 0
        for name in text.split("、"):
            for start, end in of_spoken(name, asked.spoken):
                return ((at + start, at + end),)
            at += len(name) + 1
        return ()


@dataclass(frozen=True)
class SealedWords(Way):
    """By words of a sealed text, opened for who may read it and for nobody else."""

    field: SealedWordsField | None = None  # the keyed figures of the text
    is_sure = False

    def condition(self, asked):
        if asked.is_personal or asked.number:
            return None
        figures = self.field.wanted(asked.words)
        return Q(**{f"{self.field.name}__contains": figures}) if figures else None

    def read(self, row, asked):
        text = " ".join(value_of(row, self.column).split())
        marks = of_words(text, asked.words)
        return Marked(text, marks).cut() if marks else None
