"""What is owed on a hazard, until when, and who hears of it before and after.

Handing over to the competent department has its limit in law (Order 120): data in
``station.legal``; the deadline for the owner is set in the notice.
"""

from datetime import date, datetime, time, timedelta

from households.models import Hazard
from households.workflow.inspections import HazardStatus
from station import legal, working_days
from station.actions import reminders

TRANSFER = "hazard.transfer"
MORNING = time(9)
CHIEF_AFTER = 2  # working days after the day something was owed


def transfer_limit(hazard: Hazard) -> legal.Limit | None:
    """The limit for handing it over, explained, where it runs."""
    if hazard.transfer_from_on is None:
        return None
    return legal.limit(TRANSFER, hazard.transfer_from_on)


def start_transfer(hazard: Hazard, *, on: date) -> None:
    """From this day the working days for handing it over are counted."""
    found = legal.limit(TRANSFER, on)
    hazard.transfer_from_on, hazard.transfer_due_on = on, found.due_on


def set_next(hazard: Hazard) -> None:
    """The day of the next step: transfer, else the re-inspection."""
    if not hazard.is_with_us:
        hazard.next_due_on = None
    elif hazard.transfer_due_on is not None:
        hazard.next_due_on = hazard.transfer_due_on
    elif hazard.status == HazardStatus.REPORTED:
        reported = working_days.local_date(hazard.reported_at)
        hazard.next_due_on = working_days.add_working_days(reported, 1)
    else:
        hazard.next_due_on = hazard.deadline_on + timedelta(days=1)


def moments(hazard: Hazard) -> dict[str, datetime]:
    """When to say what: before the limit, on the day, and to the chief when late."""
    due_on = hazard.next_due_on
    if due_on is None:
        return {}
    calendar = working_days.calendar()
    chief = _morning(calendar.add_days(due_on, CHIEF_AFTER))
    if hazard.transfer_due_on is None:
        return {"hazard.reinspect": _morning(due_on), "hazard.chief": chief}
    return {
        "hazard.transfer": _morning(_working_day_before(calendar, due_on)),
        "hazard.transfer_late": _morning(calendar.add_days(due_on, 1)),
    }


def _working_day_before(calendar, day: date) -> date:
    day -= timedelta(days=1)
    while not calendar.is_working(day):
        day -= timedelta(days=1)
    return day


def remind(hazard: Hazard, *, at: datetime) -> None:
    """Schedule what this version of the file needs."""
    ahead = {kind: moment for kind, moment in moments(hazard).items() if moment > at}
    reminders.schedule_all(moments=ahead, subject=hazard, edition=hazard.version)


def renew(hazard: Hazard, *, at: datetime) -> None:
    """The old reminders fall silent, the new ones take their place."""
    reminders.silence(subject=hazard, at=at)
    remind(hazard, at=at)


def _morning(day: date) -> datetime:
    return working_days.at_clock(day, MORNING)
