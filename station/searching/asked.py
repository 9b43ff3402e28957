"""What somebody types into the search, read once for every kind of record."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils import timezone

from station import identity, names, phones
from station.models import NumberSeries

MOST = 60  # characters of a question
_NUMBER = re.compile(r"(?=.*[0-9])[0-9A-Z-]+", re.ASCII)
_SHORT = re.compile(r"([A-Z]{2,3})?[- ]?([0-9]{1,6})", re.ASCII)
_LATIN = re.compile(r"[a-z][a-z ']*", re.ASCII)
_TAIL = 4


@dataclass(frozen=True)
class Asked:
    """The words, and everything they may be."""

    words: str
    is_patient: bool = False  # of one list: a single letter may take its time

    @classmethod
    def of(cls, typed: str, *, is_patient: bool = False) -> "Asked":
        """Half width, no invisible characters, one space between words."""
        plain = unicodedata.normalize("NFKC", typed.replace("\x00", ""))
        return cls(" ".join(plain.split())[:MOST].strip(), is_patient)

    def __bool__(self) -> bool:
        return bool(self.words)

    def once(self, name: str, ask: Callable[[], Any]) -> Any:
        """What several kinds want to know of these words, asked for the first one."""
        if name not in self._known:
            self._known[name] = ask()
        return self._known[name]

    @cached_property
    def _known(self) -> dict[str, Any]:
        return {}

    @cached_property
    def phone(self) -> str:
        """A whole phone number, or nothing."""
        number = phones.normalise(self.words)
        return number if phones.is_valid(number) else ""

    @cached_property
    def id_number(self) -> str:
        """A whole ID number that keeps every rule, or nothing."""
        try:
            return identity.parse(identity.normalise(self.words)).number
        except identity.IdentityError:
            return ""

    @cached_property
    def is_personal(self) -> bool:
        """A number of a person is nobody's name and no word of a text."""
        return bool(self.phone or self.id_number)

    @cached_property
    def tail(self) -> str:
        """The last four digits of a phone, or nothing."""
        digits = self.words
        return digits if len(digits) == _TAIL and digits.isdigit() else ""

    @cached_property
    def number(self) -> str:
        """What may be a business number or its beginning, or nothing.

        Numbers of calls have eighteen digits as ID numbers have: looked for as both.
        """
        number = self.words.upper().replace(" ", "-")
        return number if not self.phone and _NUMBER.fullmatch(number) else ""

    @cached_property
    def tokens(self) -> tuple[str, ...]:
        """How it stands among the forms of a name."""
        is_number = self.is_personal or (self.number and "-" in self.number)
        return () if is_number else tuple(names.query_tokens(self.words))

    @cached_property
    def spoken(self) -> str:
        """Pinyin or initials without gaps, or nothing."""
        asked = self.words.lower()
        return (
            asked.replace(" ", "").replace("'", "") if _LATIN.fullmatch(asked) else ""
        )

    def whole_numbers(self, prefix: str) -> list[str]:
        """Whole numbers of this series that end with what was typed.

        People quote ``123`` of ``JF-620724108-2026-000123``: this year's and last
        year's are looked up whole, by the series there are.
        """
        found = _SHORT.fullmatch(self.words.upper())
        if found is None or found[1] not in {None, prefix}:
            return []
        figure = int(found[2])
        starts = [s for s, last in self._series if s.startswith(f"{prefix}-")
                  and last >= figure]  # fmt: skip
        return [f"{series}-{figure:06d}" for series in starts]

    @cached_property
    def _series(self) -> list[tuple[str, int]]:
        this_year = timezone.localdate().year
        rows = NumberSeries.objects.filter(
            series__regex=rf"^[A-Z]{{2,3}}-.*-({this_year}|{this_year - 1})$"
        )
        return list(rows.values_list("series", "last"))
