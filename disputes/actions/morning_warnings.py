"""Every morning the scores are read anew and each chief hears what waits."""

from datetime import datetime, time

from django.db import transaction

from disputes.actions import warnings
from disputes.models import DisputeWarning
from station import working_days
from station.actions import reminders
from station.models import Area
from station.models.area import STEP

MORNING = "warning.morning"
CLOCK = time(8)


def run(*, at: datetime) -> int:
    """Done twice in a morning it changes and tells nothing more."""
    changed = warnings.read_all(at=at)
    warnings.look_again(at=at)
    tell_chiefs(at=at)
    return changed


@transaction.atomic
def tell_chiefs(*, at: datetime) -> None:
    """One reminder a station and day, where a warning waits for an answer."""
    waiting = DisputeWarning.objects.untouched().values_list("area__path", flat=True)
    above = {
        path[:end]
        for path in waiting.distinct()
        for end in range(STEP, len(path) + 1, STEP)
    }
    today = working_days.local_date(at)
    for station in Area.objects.filter(path__in=above, kind=Area.Kind.STATION):
        reminders.schedule(
            kind=MORNING,
            subject=station,
            area=station,
            due_at=working_days.at_clock(today, CLOCK),
            edition=today,
        )
