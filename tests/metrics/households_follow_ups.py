"""Follow-up visits at random: due, late, made in time, made late, called off."""

from datetime import timedelta

from households.models import FollowUp
from households.workflow import FollowUpStatus
from tests import factories as make
from tests.factories.clock import NOW
from tests.metrics import History, add

HOUR = timedelta(hours=1)


def moment(chance):
    """Some time within four months before and one month after."""
    return NOW + chance.randint(-120 * 24, 30 * 24) * HOUR


def made(chance, area):
    home = make.HouseholdFactory(area=area, address__area=area)
    return make.FollowUpFactory(household=home, due_at=moment(chance))


def change(chance, row):
    status, due_at = chance.choice(FollowUpStatus.values), moment(chance)
    settled = {"settled_at": None, "settled_by": None}
    if status != FollowUpStatus.OPEN:
        settled_at = due_at + chance.randint(-72, 72) * HOUR
        settled = {"settled_at": settled_at, "settled_by": row.assigned_to_id}
    first = {"first_due_at": chance.choice([None, moment(chance)])}
    return {"status": status, "due_at": due_at, **first, **settled}


def owed(row):
    """What was put off is owed by the time first set."""
    return row.first_due_at or row.due_at


def is_open(row):
    return row.status == "open"


add(
    History(FollowUp, made, change),
    follow_ups__late=lambda row, at: is_open(row) and row.due_at < at,
    follow_ups__soon=lambda row, at: (
        is_open(row) and at <= row.due_at < at + timedelta(days=7)
    ),
    follow_ups__due=lambda row, at: row.status != "cancelled",
    follow_ups__on_time=lambda row, at: (
        row.status == "done" and row.settled_at <= owed(row)
    ),
    follow_ups__done=lambda row, at: row.status == "done",
)
