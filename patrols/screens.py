"""The changing code of a screen at a point: six figures, new every half minute.

Who photographs the paper code at home has no way to know it; it is worked out of a
seed that only the station and the screen know, so nothing of it is kept.
"""

import hmac
from datetime import datetime

from patrols.models import PatrolPoint

EACH = 30  # seconds a code is shown
GRACE = 2  # windows before and after: reading and typing take their time


def window(at: datetime) -> int:
    """The running number of the half minute."""
    return int(at.timestamp()) // EACH


def seconds_left(at: datetime) -> int:
    """How long the code of this moment is still shown."""
    return EACH - int(at.timestamp()) % EACH


def code_at(point: PatrolPoint, at: datetime) -> str:
    """The six figures the screen shows at this moment."""
    return _code(point.screen_seed, window(at))


def address_key(point: PatrolPoint) -> str:
    """What opens the screen's page besides the point's own code."""
    return hmac.digest(point.screen_seed.encode(), b"address", "sha256").hex()[:32]


def is_shown(point: PatrolPoint, code: str, *, at: datetime) -> bool:
    """Was this the code on the screen at that moment, give or take a minute?"""
    if not point.screen_seed or len(code) != 6:
        return False
    here = window(at)
    return any(
        hmac.compare_digest(_code(point.screen_seed, each), code)
        for each in range(here - GRACE, here + GRACE + 1)
    )


def _code(seed: str, number: int) -> str:
    """As one-time passwords are made (RFC 4226), with SHA-256."""
    found = hmac.digest(seed.encode(), number.to_bytes(8, "big"), "sha256")
    start = found[-1] & 15
    figure = int.from_bytes(found[start : start + 4], "big") & 0x7FFFFFFF
    return f"{figure % 1_000_000:06d}"
