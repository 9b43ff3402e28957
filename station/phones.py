"""Telephone numbers as people in China write them.

A mobile number is kept as its eleven digits, a landline as area code and number with
the leading 0 and no separators. Nothing is kept with a plus sign: a table program
would read it as a formula.
"""

import re

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberType

_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_MOBILE = re.compile(r"1[3-9][0-9]{9}", re.ASCII)
_LANDLINE = re.compile(r"0[1-9][0-9]{8,10}", re.ASCII)
_SEPARATORS = re.compile(r"[\s\u200b-\u200d\u2060\ufeff()\[\]'’`‘\-‐‑–—_.·/]+")
_COUNTRY = re.compile(r"(?:\+|00)?86(?=1[3-9][0-9]{9}$|0?[1-9][0-9]{8,10}$)")
_BETWEEN_NUMBERS = re.compile(r"[,;/、，；\n|]+|或|和|\s{2,}")
_LANDLINE_TYPES = {PhoneNumberType.FIXED_LINE, PhoneNumberType.FIXED_LINE_OR_MOBILE}


def normalise(text: str) -> str:
    """The bare digits: half width, no separators, no country code."""
    bare = _SEPARATORS.sub("", text.translate(_FULL_WIDTH))
    bare, abroad = _COUNTRY.subn("", bare, count=1)
    if abroad and not bare.startswith(("0", "1")):
        return f"0{bare}"
    return bare


def is_mobile(number: str) -> bool:
    """Is this normalised number a Chinese mobile number?"""
    return _MOBILE.fullmatch(number) is not None


def is_valid(number: str) -> bool:
    """Is this normalised number a Chinese mobile or a landline with area code?"""
    if is_mobile(number):
        return True
    if not _LANDLINE.fullmatch(number):
        return False
    try:
        parsed = phonenumbers.parse(number, "CN")
    except NumberParseException:
        return False
    return (
        phonenumbers.is_valid_number(parsed)
        and phonenumbers.number_type(parsed) in _LANDLINE_TYPES
    )


def split(text: str) -> list[str]:
    """The several numbers people write into one cell, as written."""
    parts = [part.strip() for part in _BETWEEN_NUMBERS.split(text) if part.strip()]
    return parts or [text.strip()]


def masked(number: str) -> str:
    """132****9755; of a landline the area code and the last three digits."""
    if is_mobile(number):
        return f"{number[:3]}****{number[-4:]}"
    if len(number) < 9:
        return "*" * len(number)
    return f"{number[:4]}{'*' * (len(number) - 7)}{number[-3:]}"


def tail(number: str) -> str:
    """The last four digits, by which people remember a number."""
    return number[-4:]
