"""When whom a finding concerns is told of it."""

from datetime import datetime, time

from patrols.models import Finding
from patrols.workflow.findings import OFFICER_HEARS, TO_SETTLE, TOLD_TO_ALL
from station import working_days
from station.actions import reminders
from station.models import User

MORNING = time(9)
NEW = "finding.new"
DUE = "finding.due"
LATE = "finding.late"
SETTLED = "finding.settled"
LOST = "finding.lost"
FOUND = "finding.found"
OWED = (NEW, DUE, LATE)


def of_new(finding: Finding, *, by: User, at: datetime) -> None:
    """The officer hears of it now, everybody on duty of who or what is lost."""
    if finding.kind in TOLD_TO_ALL:
        tell_all(finding, at=at)
    elif finding.kind in TO_SETTLE | OFFICER_HEARS and finding.owner_id != by.pk:
        reminders.schedule(kind=NEW, subject=finding, due_at=at)
    if finding.kind in TO_SETTLE:
        follow(finding, at=at)


def tell_all(finding: Finding, *, at: datetime) -> None:
    reminders.schedule(kind=LOST, subject=finding, due_at=at, edition=finding.version)


def given(finding: Finding, *, by: User, at: datetime) -> None:
    """Somebody else sees to it from now on, and hears so."""
    if finding.owner_id != by.pk:
        reminders.schedule(
            kind=NEW, subject=finding, due_at=at, edition=finding.version
        )
    follow(finding, at=at)


def follow(finding: Finding, *, at: datetime) -> None:
    """On the day it is due, and the working day after; the last goes to the chief."""
    reminders.silence(subject=finding, at=at, kinds=(DUE, LATE))
    due_on = working_days.local_date(finding.due_at)
    next_day = working_days.add_working_days(due_on, 1)
    planned = {
        DUE: working_days.at_clock(due_on, MORNING),
        LATE: working_days.at_clock(next_day, MORNING),
    }
    reminders.schedule_all(
        moments={kind: moment for kind, moment in planned.items() if moment > at},
        subject=finding,
        edition=finding.version,
    )


def with_record(finding: Finding, *, at: datetime) -> None:
    """The record it became reminds from now on."""
    reminders.silence(subject=finding, at=at, kinds=OWED)


def settled(finding: Finding, *, by: User, at: datetime) -> None:
    """Nothing is owed any more; whoever found it hears what came of it."""
    reminders.silence(subject=finding, at=at, kinds=(*OWED, LOST))
    if finding.kind in TOLD_TO_ALL:
        reminders.schedule(
            kind=FOUND, subject=finding, due_at=at, edition=finding.version
        )
    if finding.reported_by_id != by.pk:
        reminders.schedule(
            kind=SETTLED,
            subject=finding,
            due_at=at,
            recipient=finding.reported_by,
            edition=finding.version,
        )
