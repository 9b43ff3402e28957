"""When those who answer for a joint mediation are reminded, and partners with accounts."""

from datetime import datetime, time, timedelta

from disputes.models import Invitation, JointMediation, Undertaking
from disputes.workflow.joint import Answer
from station import legal, working_days
from station.actions import reminders
from station.models import User

MORNING = time(9)
EVENING = time(18)
ANSWER = "joint.answer"  # working days until who has not answered is called


def of_joint(joint: JointMediation, *, at: datetime) -> None:
    """The day before, and the day after while nobody has noted what came of it."""
    reminders.silence(subject=joint, at=at)
    day = working_days.local_date(joint.planned_at)
    planned = {
        "joint.tomorrow": working_days.at_clock(day - timedelta(days=1), MORNING),
        "joint.unnoted": working_days.at_clock(day + timedelta(days=1), MORNING),
    }
    _plan(planned, joint, at=at)


def of_invitations(invitations: list[Invitation], *, at: datetime) -> None:
    """Tell the partners' accounts now, and us when no answer comes."""
    limit = legal.limit(ANSWER, working_days.local_date(at))
    for invitation in invitations:
        silence_invitation(invitation, at=at)
        if invitation.answer == Answer.PENDING:
            due_at = working_days.at_clock(limit.due_on, EVENING)
            told = {"invitation.new": at} if invitation.user_id else {}
            _plan({"invitation.unanswered": due_at, **told}, invitation, at=at)


def answered(invitation: Invitation, *, by: User | None, at: datetime) -> None:
    """The officer is told, unless it was the officer who wrote it down."""
    silence_invitation(invitation, at=at)
    if by is None or by.pk == invitation.user_id:
        _plan({"invitation.answered": at}, invitation, at=at)


def of_undertaking(undertaking: Undertaking, *, at: datetime) -> None:
    """On its day, the working day after, and to the chief a day later."""
    calendar = working_days.calendar()
    due_on = undertaking.due_on
    planned = {
        "undertaking.due": working_days.at_clock(due_on, MORNING),
        "undertaking.late": working_days.at_clock(
            calendar.add_days(due_on, 1), MORNING
        ),
        "undertaking.chief": working_days.at_clock(
            calendar.add_days(due_on, 2), MORNING
        ),
    }
    _plan(planned, undertaking, at=at)


def settled(undertaking: Undertaking, *, by: User | None, at: datetime) -> None:
    """Nothing is owed any more; what a partner says of it the officer hears."""
    reminders.silence(subject=undertaking, at=at)
    if by is None:
        _plan({"undertaking.told": at}, undertaking, at=at)


def silence(joint: JointMediation, *, at: datetime) -> None:
    """It is over; of answers nobody is reminded then either."""
    reminders.silence(subject=joint, at=at)


def silence_invitation(invitation: Invitation, *, at: datetime) -> None:
    reminders.silence(subject=invitation, at=at)


def _plan(moments: dict[str, datetime], subject, *, at: datetime) -> None:
    reminders.schedule_all(
        moments={kind: due for kind, due in moments.items() if due >= at},
        subject=subject,
        area=subject.area,
        edition=subject.version,
    )
