"""Judges one row of a register. No database in here."""

import re
from dataclasses import dataclass
from datetime import date

from households.importing import dates, vocabulary
from households.importing.cells import (
    BLANK,
    FORMULA_ERROR,
    LENGTHS,
    WIDE,
    Cells,
    shown,
)
from households.importing.layout import RawRow
from households.importing.villages import Villages
from households.importing.vocabulary import FULL_WIDTH
from station import identity, names, phones

OLDEST = 120
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[eE]\+?\d{2}")
_NAME = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇A-Za-z·'. -]+")
_CARE_SEPARATORS = re.compile(r"[、,;/\s]+")


@dataclass(slots=True)
class Person:
    """A row that may be taken in; what its cells leave empty is ''."""

    row: int
    sheet: str
    community_id: int
    group: str
    door: str
    household: str
    relation: str
    name: str
    sex: str
    birth_date: date
    ethnicity: str
    id_number: str
    phone: str
    residence_kind: str
    tenure: str
    employer: str
    care_kinds: list[str]
    note: str


@dataclass(slots=True)
class Context:
    """What the rows are judged against."""

    villages: Villages
    today: date


class RowCheck(Cells):
    """One row: reads its cells one by one and remembers what it found."""

    def __init__(self, raw: RawRow, headers: dict[str, str], context: Context) -> None:
        super().__init__(raw, headers)
        self.context = context

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

    # -- who --------------------------------------------------------------------------

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

    def known_identity(self) -> identity.Identity | None:
        """The ID number with what it says, or None after a refusal."""
        value = self.raw.cells.get("id_number")
        text = shown(value)
        if _lost_digits(value, text):
            self.refuse("id_number", "precision_lost")
            return None
        number = identity.normalise(text)
        try:
            found = identity.parse(number)
        except identity.IdentityError as error:
            self._refuse_identity(error)
            return None
        if number != text:
            self._list_mended_number(text, number)
        return found

    def _refuse_identity(self, error: identity.IdentityError) -> None:
        code = "no_id_number" if error.code == "empty" else error.code
        details = dict(error.details)
        if code == "bad_check":
            code = self._explain_check(details)
        self.refuse("id_number", code, **details)

    def _explain_check(self, details: dict) -> str:
        """Say whether the birth date in the number agrees with its column."""
        inside = details.pop("birth_date")
        details.pop("sex")
        reading = self._birth_reading()
        if not reading.days:
            return "bad_check"
        if reading.may_be(inside):
            return "bad_check_date_agrees"
        details["birth"] = reading.days[0].isoformat()
        return "bad_check_date_differs"

    def _list_mended_number(self, text: str, number: str) -> None:
        half = text.translate(FULL_WIDTH)
        if BLANK.search(text):
            self.mend("id_number", "spaces", new=number)
        if WIDE.search(text):
            self.mend("id_number", "fullwidth", new=number)
        if "x" in half:
            self.mend("id_number", "lower_x")
        if len(BLANK.sub("", half)) != len(number):
            self.mend("id_number", "stray_mark", new=number)

    def birth_date(self, known: identity.Identity) -> date:
        """The birth date; where column and ID number differ, the row is refused."""
        value = self.raw.cells.get("birth_date")
        inside = known.birth_date
        reading = self._birth_reading()
        text = shown(value).strip()
        if not text or text in vocabulary.NOTHING_MEANT:
            self.mend("birth_date", "birth_from_id", new=inside.isoformat())
        elif not reading.days and reading.month is None:
            self.warn("birth_date", "bad_date", new=inside.isoformat())
        elif not reading.may_be(inside):
            self._refuse_birth(known, reading)
            return inside
        elif not isinstance(value, dict):
            self._list_mended_date(str(value), inside)
        if known.was_old:
            self.mend("id_number", "15_digit", new=known.number)
        return inside

    def _refuse_birth(self, known: identity.Identity, reading: dates.Reading) -> None:
        details = {"birth": reading, "derived": known.birth_date.isoformat()}
        if known.was_old:
            self.refuse("id_number", "15_digit_contradicts", **details)
        else:
            self.refuse("birth_date", "birth_mismatch", **details)

    def _list_mended_date(self, text: str, day: date) -> None:
        bare = BLANK.sub("", text.translate(FULL_WIDTH))
        if dates.is_standard(bare):
            self.list_tidied("birth_date", text, bare, quoted=False)
        else:
            self.mend("birth_date", "text_date", new=day.isoformat())

    def _birth_reading(self) -> dates.Reading:
        value = self.raw.cells.get("birth_date")
        if isinstance(value, dict):
            return dates.Reading((date.fromisoformat(value["d"]),))
        if isinstance(value, float | int):
            return dates.from_serial(float(value))
        if not value:
            return dates.Reading()
        return dates.read(BLANK.sub(" ", str(value).translate(FULL_WIDTH)))

    def age(self, birth_date: date) -> None:
        """Nobody is born tomorrow, nobody is 130."""
        today = self.context.today
        if birth_date > today:
            self.refuse("birth_date", "future_birth")
        elif today.year - birth_date.year > OLDEST:
            self.refuse(
                "birth_date", "impossible_age", age=today.year - birth_date.year
            )

    def sex(self, known: identity.Identity) -> str:
        text = self.text("sex")
        said = vocabulary.SEX_OF.get(text)
        if said is None:
            self.mend("sex", "sex_from_id", sex=known.sex)
        elif said != known.sex:
            self.refuse(
                "sex",
                "sex_mismatch",
                sex=said,
                derived_sex=known.sex,
                digit=known.number[16],
            )
        return known.sex

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
            code = vocabulary.CARE_OF.get(word)
            if code is None:
                choices = _choices(vocabulary.CARE_OF)
                self.warn("care", "care_not_in_list", word=word, choices=choices)
            elif code not in found:
                found.append(code)
        return found

    # -- the whole row ----------------------------------------------------------------

    def person(self) -> Person | None:
        """The person of this row, or None where it was refused."""
        community_id, name, known = (
            self.village(),
            self.person_name(),
            self.known_identity(),
        )
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


def _lost_digits(value: object, text: str) -> bool:
    """Excel keeps 15 digits of a figure; an 18-digit number is lost for good."""
    if isinstance(value, float | int):
        return abs(value) >= 10**15
    return _SCIENTIFIC.fullmatch(text.strip()) is not None


def _choices(words: dict[str, str]) -> str:
    """The first word of each choice, as the office would write it."""
    first: dict[str, str] = {}
    for word, code in words.items():
        first.setdefault(code, word)
    return "、".join(first.values())
