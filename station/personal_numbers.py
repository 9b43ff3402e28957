"""Numbers of persons, where they must not stand: in addresses and what is kept of them."""

import re
import unicodedata

from station import identity, phones

LONG = re.compile(r"\d{11,}")
BETWEEN = re.compile(r"[\s\-–.·]+")
SPACED = re.compile(r"\d[\d\s\-–.·]{9,}[\dXx]")
HIDDEN = "***"


def is_personal_number(text: str) -> bool:
    """Does this look like somebody's ID or phone number?"""
    bare = identity.normalise(text)
    looks_like_id = len(bare) in {15, 18} and bare[:-1].isdigit()
    return looks_like_id or phones.is_mobile(phones.normalise(text))


def holds_personal_number(text: str) -> bool:
    """Does one stand anywhere in it, however it is written?"""
    text = unicodedata.normalize("NFKC", text)
    parts = [text, *text.split(), *LONG.findall(text)]
    parts += [BETWEEN.sub("", part) for part in SPACED.findall(text)]
    return any(is_personal_number(part) for part in parts)


def without_personal_numbers(text: str) -> str:
    """The text, or a mark where a number of somebody stood in it."""
    return HIDDEN if holds_personal_number(text) else text
