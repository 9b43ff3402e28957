"""Numbers of persons, where they must not stand: in addresses and what is kept of them."""

import re

from station import identity, phones

LONG = re.compile(r"\d{11,}")


def is_personal_number(text: str) -> bool:
    """Does this look like somebody's ID or phone number?"""
    bare = identity.normalise(text)
    looks_like_id = len(bare) in {15, 18} and bare[:-1].isdigit()
    return looks_like_id or phones.is_mobile(phones.normalise(text))


def holds_personal_number(text: str) -> bool:
    """Does one stand anywhere in it?"""
    parts = [text, *text.split(), *LONG.findall(text)]
    return any(is_personal_number(part) for part in parts)
