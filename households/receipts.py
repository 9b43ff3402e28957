"""Receipts of residents, and the stamps that say a form came from our own page."""

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import datetime

from django.core import signing

from station import crypto

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no I, L, O, U: nobody misreads them
LENGTH = 24  # 120 bits
GROUP = 4
SALT = "public-form"
OPEN_FOR = 12 * 60 * 60
_ALIKE = str.maketrans("ILO", "110")


def receipt_for(nonce: str, *parts: str) -> str:
    """The receipt of one sending: sent twice, it is the same one.

    Derived with our key from the stamp and the text, so it need not be kept.
    """
    digest = hashlib.sha256("\x1f".join(parts).encode()).hexdigest()
    raw = crypto.blind_index(f"{nonce}:{digest}", purpose="receipt")
    figure = int.from_bytes(raw[:15], "big")
    return "".join(ALPHABET[figure >> 5 * step & 31] for step in range(LENGTH))


def grouped(receipt: str) -> str:
    """As people copy it down: groups of four."""
    return "-".join(
        receipt[start : start + GROUP] for start in range(0, len(receipt), GROUP)
    )


def plain(typed: str) -> str:
    """What was typed, without gaps, with letters that look like figures mended."""
    return re.sub(r"[^0-9A-Z]", "", typed.upper()).translate(_ALIKE)


@dataclass(frozen=True)
class Stamp:
    """When a form was given out, for what, and its own nonce."""

    purpose: str
    nonce: str
    given_at: int

    def age(self, *, at: datetime) -> float:
        return at.timestamp() - self.given_at


def new_stamp(purpose: str, *, at: datetime) -> str:
    """Stands in the form instead of a cookie: signed, bound to card and time."""
    body = [purpose, secrets.token_urlsafe(12), int(at.timestamp())]
    return signing.dumps(body, salt=SALT)


def read_stamp(text: str, *, purpose: str, at: datetime) -> Stamp | None:
    """The stamp, if it is ours, for this form, and not too old."""
    try:
        stamp = Stamp(*signing.loads(text, salt=SALT))
    except (signing.BadSignature, TypeError, ValueError):
        return None
    if stamp.purpose != purpose or stamp.age(at=at) > OPEN_FOR:
        return None
    return stamp
