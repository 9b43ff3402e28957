"""The same people again: how often in twelve months, and what follows."""

from datetime import datetime

from disputes import alike
from disputes.models import Dispute
from disputes.workflow.intake import Danger
from station.actions.events import record
from station.models import Area, User

AGAIN = 2  # from the second time on it is a sign of danger


def count(dispute: Dispute, *, by: User, at: datetime) -> None:
    """Count it anew; from the second time on it stands among the signs of danger.

    Inside the action that changes who or where; the caller saves. A sign that an
    officer ticked stays, whatever the count says.
    """
    before, dispute.times = dispute.times, _times(dispute)
    if dispute.times < AGAIN or dispute.times <= before:
        return
    dispute.dangers = sorted({*dispute.dangers, Danger.REPEAT})
    record(
        kind="dispute.repeated",
        subject=dispute,
        by=by,
        at=at,
        changes={"times": [before, dispute.times]},
    )


def _times(dispute: Dispute) -> int:
    above = Area.objects.above(dispute.area).filter(kind=Area.Kind.STATION)
    station = above.first() or dispute.area
    clues = alike.clues_of(dispute)
    return alike.times(clues, at=dispute.reported_at, station=station)
