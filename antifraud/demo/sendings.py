"""What was sent to the groups lately, and what waits today."""

from datetime import datetime
from random import Random


def make(*, chance: Random, at: datetime, scale: float) -> str:
    return "no sendings"
