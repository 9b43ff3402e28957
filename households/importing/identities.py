"""The ID number of a row, and whether birth date and sex agree with it."""

import re
from datetime import date

from households.importing import dates, vocabulary
from households.importing.cells import BLANK, WIDE, Cells, shown
from households.importing.layout import RawRow
from households.importing.person import Context
from households.importing.vocabulary import FULL_WIDTH
from station import identity

OLDEST = 120
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[eE]\+?\d{2}")


class IdentityCells(Cells):
    """The cells that say who somebody is; they must not contradict each other."""

    def __init__(self, raw: RawRow, headers: dict[str, str], context: Context) -> None:
        super().__init__(raw, headers)
        self.context = context

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


def _lost_digits(value: object, text: str) -> bool:
    """Excel keeps 15 digits of a figure; an 18-digit number is lost for good."""
    if isinstance(value, float | int):
        return abs(value) >= 10**15
    return _SCIENTIFIC.fullmatch(text.strip()) is not None
