"""When the keeper is told that little is left."""

from datetime import datetime

from antifraud.models import Material
from station.actions import reminders

LOW = "material.low"


def follow(material: Material, *, was_low: bool, at: datetime) -> None:
    """Once as it falls to the mark; no more once there is enough again."""
    if material.is_low and not was_low:
        reminders.schedule(
            kind=LOW, subject=material, due_at=at, edition=material.version
        )
    elif was_low and not material.is_low:
        reminders.silence(subject=material, at=at, kinds=(LOW,))
