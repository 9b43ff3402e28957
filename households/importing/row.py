"""Judges one row of a register. No database in here."""

import re

from households.importing import vocabulary
from households.importing.cells import (
    BLANK,
    FORMULA_ERROR,
    LENGTHS,
    WIDE,
    shown,
)
from households.importing.identities import IdentityCells
from households.importing.person import Person
from households.importing.vocabulary import FULL_WIDTH
from station import names, phones

_NAME = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇A-Za-z·'. -]+")
_CARE_SEPARATORS = re.compile(r"[、,;/\s]+")


class RowCheck(IdentityCells):
    """One row: reads its cells one by one and remembers what it found."""

    # -- where ------------------------------------------------------------------------

    def village(self) -> int:
        """The village's area, or 0."""
        text = self.text("village")
        if not text:
            self.refuse("village", "no_village")
            return 0
        found = self.context.villages.find(text)
        if len(found) > 1:
            near = "、".join(village.name for village in found)
            self.refuse("village", "ambiguous_village", near=near)
        elif not found:
            near = self.context.villages.nearest(text)
            says = "unknown_village_near" if near else "unknown_village"
            self.refuse("village", says, **({"near": near} if near else {}))
        elif not found[0].in_scope:
            self.refuse("village", "out_of_scope")
        return found[0].pk if len(found) == 1 else 0

    # -- who -------------------------------------------------------------------------

    def person_name(self) -> str:
        """The name; spaces between characters are layout, between words they are not."""
        value = self.raw.cells.get("name")
        text = "" if value is None else shown(value)
        half = WIDE.sub(lambda found: found.group().translate(FULL_WIDTH), text)
        tidy = names.normalise(BLANK.sub(" ", half))
        if not tidy or tidy in vocabulary.NOTHING_MEANT or FORMULA_ERROR.match(tidy):
            self.refuse("name", "no_name")
            return ""
        if len(tidy) > LENGTHS["name"]:
            self.refuse("name", "name_too_long", most=LENGTHS["name"])
        if tidy != text:
            self.list_tidied("name", text, tidy, quoted=False)
        if not _NAME.fullmatch(tidy):
            self.warn("name", "odd_name")
        return tidy

    def phone(self) -> str:
        """A good number, or none: a bad one is told and left out."""
        text = shown(self.raw.cells.get("phone"))
        if not text or text.strip() in vocabulary.NOTHING_MEANT:
            return ""
        number = phones.normalise(text)
        if phones.is_valid(number):
            if text != number:
                self._list_mended_phone(text, number)
            return number
        several = phones.split(text)
        good = [
            phones.normalise(one)
            for one in several
            if phones.is_valid(phones.normalise(one))
        ]
        if good and len(several) > 1:
            self.warn("phone", "several_phones", new=good[0])
            return good[0]
        self.warn("phone", "bad_phone")
        return ""

    def _list_mended_phone(self, text: str, number: str) -> None:
        if BLANK.search(text):
            self.mend("phone", "spaces", new=number)
        if WIDE.search(text):
            self.mend("phone", "fullwidth", new=number)
        if BLANK.sub("", text.translate(FULL_WIDTH)) != number:
            self.mend("phone", "stray_mark", new=number)

    # -- words from lists -------------------------------------------------------------

    def chosen(
        self, name: str, words: dict[str, str], label: str, says: str = "not_in_list"
    ) -> str:
        """A word of a list as its code; another word is told and left out."""
        text = self.text(name)
        if not text or text in vocabulary.NOTHING_MEANT:
            return ""
        code = words.get(text) or words.get(re.sub(r"\(.*$", "", text))
        if code is None:
            self.warn(name, says, label=label, choices=_choices(words))
            return ""
        return code

    def ethnicity(self) -> str:
        text = self.text("ethnicity")
        if not text or text in vocabulary.NOTHING_MEANT:
            return ""
        if text in vocabulary.ETHNIC_GROUPS:
            return text
        if f"{text}族" in vocabulary.ETHNIC_GROUPS:
            self.mend("ethnicity", "short_form", new=f"{text}族")
            return f"{text}族"
        self.warn("ethnicity", "unknown_ethnic_group")
        return ""

    def care_kinds(self) -> list[str]:
        value = self.raw.cells.get("care")
        if not value:
            return []
        found = []
        for word in _CARE_SEPARATORS.split(shown(value).translate(FULL_WIDTH)):
            if not word or word in vocabulary.NOTHING_MEANT:
                continue
            own = self.context.care_words.get(word)
            code = own or vocabulary.CARE_OF.get(word)
            if code is None:
                choices = _choices(vocabulary.CARE_OF)
                self.warn("care", "care_not_in_list", word=word, choices=choices)
            elif code not in found:
                found.append(code)
        return found

    # -- the whole row ----------------------------------------------------------------

    def person(self) -> Person | None:
        """The person of this row, or None where it was refused."""
        community_id = self.village()
        if any(found.says == "out_of_scope" for found in self.findings):
            return None  # another officer's: nothing else about it is ours to say
        name, known = self.person_name(), self.known_identity()
        if known is not None:
            birth_date, sex = self.birth_date(known), self.sex(known)
            self.age(birth_date)
        rest = self._rest()
        if known is None or self.is_refused:
            return None
        return Person(
            row=self.raw.number,
            sheet=self.raw.sheet,
            community_id=community_id,
            name=name,
            sex=sex,
            birth_date=birth_date,
            id_number=known.number,
            **rest,
        )

    def _rest(self) -> dict[str, object]:
        words = vocabulary
        return {
            "group": self.fitting("group"),
            "door": self.fitting("door"),
            "household": self.fitting("household"),
            "relation": self.chosen(
                "relation", words.RELATION_OF, "Other", "unknown_relation"
            ),
            "ethnicity": self.ethnicity(),
            "phone": self.phone(),
            "residence_kind": self.chosen(
                "residence", words.RESIDENCE_OF, "Permanent resident"
            ),
            "tenure": self.chosen("tenure", words.TENURE_OF, "Lived in by the owner"),
            "employer": self.prose("employer"),
            "care_kinds": self.care_kinds(),
            "note": self.prose("note"),
        }


def _choices(words: dict[str, str]) -> str:
    """The first word of each choice, as the office would write it."""
    first: dict[str, str] = {}
    for word, code in words.items():
        first.setdefault(code, word)
    return "、".join(first.values())
