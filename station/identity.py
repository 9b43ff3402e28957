"""Citizen identity numbers (公民身份号码, GB 11643-1999).

Eighteen characters: six of the county, eight of the birth date, three of the order
(odd for men, even for women) and a check digit that may be X. Numbers of fifteen
digits are the ones given until 1999: birth year of two digits, no check digit.
"""

import re
from dataclasses import dataclass
from datetime import date

from stdnum.cn.ric import calc_check_digit

MALE = "male"
FEMALE = "female"

_SHAPE = re.compile(r"[0-9]{17}[0-9X]", re.ASCII)
_OLD_SHAPE = re.compile(r"[0-9]{15}", re.ASCII)
_SEPARATORS = re.compile(r"[\s\u200b-\u200d\u2060\ufeff'’`‘\-－—_.·]+")
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
# First two digits: provinces (GB/T 2260), then the residence permits of Hong Kong,
# Macao and Taiwan people (81-83) and of foreigners (91 and up, since 2023).
PROVINCES = frozenset(
    f"{number:02}"
    for numbers in (
        range(11, 16), range(21, 24), range(31, 38), range(41, 47), range(50, 55),
        range(61, 66), range(71, 72), range(81, 84), range(91, 100),
    )
    for number in numbers
)  # fmt: skip


class IdentityError(ValueError):
    """The number cannot be one; ``code`` says which rule it breaks."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


@dataclass(frozen=True, slots=True)
class Identity:
    """A number that keeps every rule, and what it says of its holder."""

    number: str
    birth_date: date
    sex: str
    was_old: bool = False


def normalise(text: str) -> str:
    """The bare number: half width, no separators, X in capitals."""
    return _SEPARATORS.sub("", text.translate(_FULL_WIDTH)).upper()


def check_digit(first17: str) -> str:
    """The eighteenth character that belongs to seventeen digits."""
    return calc_check_digit(first17 + "0")


def from_old(number: str) -> str:
    """A number of fifteen digits in its present form (born 19..)."""
    first17 = f"{number[:6]}19{number[6:]}"
    return first17 + check_digit(first17)


def parse(number: str) -> Identity:
    """Read a normalised number of 15 or 18 characters.

    Raises IdentityError with the code ``empty``, ``bad_length``, ``bad_characters``,
    ``bad_region``, ``bad_birth`` or ``bad_check``.
    """
    was_old = len(number) == 15
    _check_shape(number, was_old=was_old)
    whole = from_old(number) if was_old else number
    if whole[:2] not in PROVINCES:
        raise IdentityError("bad_region", digits=whole[:2])
    birth_date = _birth_date(whole)
    expected = check_digit(whole[:17])
    if whole[17] != expected:
        raise IdentityError(
            "bad_check",
            expected=expected,
            found=whole[17],
            birth_date=birth_date,
            sex=_sex(whole),
        )
    return Identity(whole, birth_date, _sex(whole), was_old)


def is_valid(number: str) -> bool:
    """Is this a whole present-day number that keeps every rule?"""
    try:
        return not parse(number).was_old
    except IdentityError:
        return False


def masked(number: str) -> str:
    """First and last character only: region and birth date stand beside it."""
    if len(number) < 3:
        return "*" * len(number)
    return f"{number[0]}{'*' * (len(number) - 2)}{number[-1]}"


def _check_shape(number: str, *, was_old: bool) -> None:
    if not number:
        raise IdentityError("empty")
    if len(number) not in {15, 18}:
        raise IdentityError("bad_length", length=len(number))
    shape = _OLD_SHAPE if was_old else _SHAPE
    if not shape.fullmatch(number):
        raise IdentityError("bad_characters")


def _birth_date(whole: str) -> date:
    try:
        return date(int(whole[6:10]), int(whole[10:12]), int(whole[12:14]))
    except ValueError:
        raise IdentityError("bad_birth", digits=whole[6:14]) from None


def _sex(whole: str) -> str:
    return MALE if int(whole[16]) % 2 else FEMALE
