"""What was found in a workbook, said so that the office can put it right."""

from dataclasses import dataclass, field

from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _


class Result(TextChoices):
    """What becomes of a row with a finding."""

    MENDED = "mended", _("Mended")
    WARNED = "warned", _("Taken in, with a warning")
    REFUSED = "refused", _("Not taken in")


MESSAGES = {
    # mended: what the office meant is beyond doubt
    "spaces": _("Spaces or line breaks were taken out. Read as: %(new)s"),
    "fullwidth": _("Full-width characters were made ordinary ones. Read as: %(new)s"),
    "lower_x": _("The last character of an ID number is a capital X."),
    "15_digit": _(
        "A number of 15 digits was completed to 18: %(new)s. Copy the whole number "
        "from the card when you next can."
    ),
    "15_digit_contradicts": _(
        "A number of 15 digits was given to people born before 2000; completed it "
        "stands for %(derived)s, but the date of birth says %(birth)s. Copy the "
        "18-digit number from the ID card."
    ),
    "text_date": _("The date was read as %(new)s."),
    "stray_mark": _("Marks that do not belong there were taken out. Read as: %(new)s"),
    "short_form": _("Read as: %(new)s"),
    "sex_from_id": _("Taken from the ID number: %(sex)s."),
    "birth_from_id": _("Taken from the ID number: %(new)s."),
    "household_from_address": _(
        "There is no household number. The person was put with the people at the same "
        "address."
    ),
    "address_from_household": _("Taken from the household's first row: %(new)s"),
    # warned: the person is taken in, the value is not
    "bad_phone": _(
        "This is not a complete phone number (11 digits for a mobile, area code and "
        "number for a landline). The person is taken in without it."
    ),
    "several_phones": _("Several numbers; the first good one was kept: %(new)s"),
    "bad_date": _(
        "The date cannot be read. The one in the ID number was used: %(new)s."
    ),
    "unknown_ethnic_group": _(
        "This is not one of the 56 ethnic groups. The person is taken in without it."
    ),
    "not_in_list": _(
        "This is not in the list (%(choices)s). What the register has stays; a new "
        "entry gets “%(new)s”."
    ),
    "care_not_in_list": _(
        "“%(word)s” is not in the list (%(choices)s). It was left out."
    ),
    "unknown_relation": _(
        "This relation is not known (%(choices)s). What the register has stays; a new "
        "entry gets “%(new)s”."
    ),
    "odd_name": _(
        "The name holds a character that names do not have. Look whether a rare "
        "character was lost."
    ),
    "cut": _("The text is longer than %(most)s characters; the rest was left out."),
    "two_heads": _(
        "Row %(row)s already is the head of household %(household)s. This person is "
        "taken in with “%(new)s”."
    ),
    "household_split": _(
        "Household %(household)s stands at “%(first)s” in row %(row)s. The person is "
        "kept with the household."
    ),
    "formula_error": _(
        "The formula in this cell gave an error. The cell was left out."
    ),
    "head_replaced": _(
        "Until now %(name)s was the head of this household, and is not in the "
        "workbook. This person takes the place."
    ),
    "elsewhere": _(
        "This person is in the register with household %(household)s, %(address)s. "
        "A move is suggested; an officer decides."
    ),
    "elsewhere_hidden": _(
        "This person is in the register in another officer's area. A move is "
        "suggested; an officer decides."
    ),
    # refused: somebody must look at the paper
    "no_name": _("The name is missing."),
    "name_too_long": _("A name has at most %(most)s characters."),
    "no_id_number": _("The ID number is missing."),
    "bad_length": _("An ID number has 18 characters; this one has %(length)s."),
    "bad_characters": _(
        "An ID number is made of digits; only the last character may be X."
    ),
    "bad_region": _("No ID number begins with %(digits)s."),
    "bad_birth": _("Digits 7 to 14 (%(digits)s) are not a day of the calendar."),
    "bad_check": _(
        "The last character does not fit the other 17: they ask for %(expected)s, here "
        "is %(found)s. One of the 18 is wrong; compare with the card."
    ),
    "bad_check_date_agrees": _(
        "The last character does not fit the other 17: they ask for %(expected)s, here "
        "is %(found)s. Digits 7 to 14 agree with the date of birth, so look at the "
        "first six and the last four; compare with the card."
    ),
    "bad_check_date_differs": _(
        "The last character does not fit the other 17 (they ask for %(expected)s), and "
        "digits 7 to 14 do not agree with the date of birth %(birth)s. Compare with "
        "the card."
    ),
    "precision_lost": _(
        "Excel kept this ID number as a figure and lost its last digits. Make the "
        "column text, then enter the number again."
    ),
    "birth_mismatch": _(
        "The date of birth says %(birth)s, digits 7 to 14 of the ID number say "
        "%(derived)s. One of the two is wrong."
    ),
    "sex_mismatch": _(
        "The column says %(sex)s, the 17th digit of the ID number (%(digit)s) stands "
        "for %(derived_sex)s. One of the two is wrong."
    ),
    "future_birth": _("The date of birth lies in the future."),
    "impossible_age": _("The person would be %(age)s years old."),
    "duplicate": _(
        "The same ID number stands in row %(row)s (%(name)s). Take out the row that is "
        "too many, or correct the number."
    ),
    "no_village": _("The village or community is missing."),
    "unknown_village": _("There is no village or community of this name here."),
    "unknown_village_near": _(
        "There is no village or community of this name here. Is it %(near)s?"
    ),
    "ambiguous_village": _(
        "Several villages have this name: %(near)s. Write the whole name."
    ),
    "out_of_scope": _("This village is not in your area. Its officer can send it in."),
    "household_out_of_scope": _(
        "Household %(household)s is registered in an area that is not yours."
    ),
    "no_door": _("The door number is missing."),
    "turned_into_date": _(
        "Excel turned this into a date. Make the column text, then enter it again."
    ),
    "too_long": _("At most %(most)s characters fit here."),
}
# Several messages may explain one and the same fault.
CODE_OF = {
    "15_digit_contradicts": "15_digit",
    "bad_check_date_agrees": "bad_check",
    "bad_check_date_differs": "bad_check",
    "unknown_village_near": "unknown_village",
    "elsewhere_hidden": "elsewhere",
    "household_out_of_scope": "out_of_scope",
    "care_not_in_list": "not_in_list",
}
SEX_LABELS = {"male": _("male"), "female": _("female")}


@dataclass(slots=True)
class Finding:
    """One thing found in one cell; the message is made when somebody reads it."""

    row: int
    column: str
    says: str
    result: str
    value: str = ""
    sheet: str = ""
    params: dict[str, str] = field(default_factory=dict)

    @property
    def code(self) -> str:
        return CODE_OF.get(self.says, self.says)

    @property
    def message(self) -> str:
        """In the language of whoever is reading."""
        return message(self.says, self.params)

    def as_report(self) -> dict:
        """For the report of the command."""
        return {
            "row": self.row,
            "column": self.column,
            "code": self.code,
            "result": str(self.result),
            "value": self.value,
            "message": self.message,
            "sheet": self.sheet,
        }


def message(says: str, params: dict[str, str]) -> str:
    """The sentence of a finding in the active language."""
    shown = {
        name: SEX_LABELS[value] if name in {"sex", "derived_sex"} else value
        for name, value in params.items()
    }
    # A word marked as a label is one of our own terms, and translated as such.
    if "label" in shown:
        shown["new"] = gettext(shown.pop("label"))
    return str(MESSAGES[says]) % shown


def order(findings: list[Finding]) -> list[Finding]:
    """As they stand in the workbook."""
    return sorted(findings, key=lambda finding: (finding.sheet, finding.row))
