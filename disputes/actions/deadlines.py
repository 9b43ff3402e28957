"""By when a dispute must move, and who is reminded of it."""

from datetime import datetime, time

from disputes.models import Dispute
from disputes.workflow import Status
from station import legal, working_days
from station.actions import reminders

EVENING = time(18)
MORNING = time(9)
TAKE_UP = "dispute.take_up"  # working days until somebody answers for it
MEDIATE = "dispute.mediate"  # from taking up to the end
CLOSE = "dispute.close"  # from the end of the mediation to the last follow-up
KINDS = ("dispute.due", "dispute.late", "dispute.chief")


def due_at(code: str, *, at: datetime) -> datetime:
    """The evening of the last day the rule leaves."""
    limit = legal.limit(code, working_days.local_date(at))
    return working_days.at_clock(limit.due_on, EVENING)


def limit_of(dispute: Dispute) -> legal.Limit:
    """Which rule the due time follows from, in words."""
    if dispute.status == Status.REPORTED:
        return legal.limit(TAKE_UP, working_days.local_date(dispute.reported_at))
    if dispute.status in {Status.SETTLED, Status.FAILED}:
        return legal.limit(CLOSE, working_days.local_date(dispute.mediated_at))
    began = dispute.taken_up_at or dispute.reported_at
    return legal.limit(MEDIATE, working_days.local_date(began))


def remind(dispute: Dispute, *, at: datetime) -> None:
    """One reminder a day ahead, one when it is late, one to the chief."""
    reminders.silence(subject=dispute, at=at, kinds=KINDS)
    calendar = working_days.calendar()
    due_on = working_days.local_date(dispute.due_at)
    planned = {
        "dispute.due": working_days.at_clock(due_on, MORNING),
        "dispute.late": working_days.at_clock(calendar.add_days(due_on, 1), MORNING),
        "dispute.chief": working_days.at_clock(calendar.add_days(due_on, 2), MORNING),
    }
    reminders.schedule_all(
        moments={kind: moment for kind, moment in planned.items() if moment > at},
        subject=dispute,
        edition=dispute.version,
    )
