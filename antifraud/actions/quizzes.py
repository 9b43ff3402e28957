"""The short quiz before and after: filled in on the phone, or on paper and counted."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from antifraud.models import Attendee, CourseSession, QuizSheet
from antifraud.workflow.school import Moment, SessionStatus
from station.actions.events import record
from station.actions.locking import lock
from station.errors import RuleError
from station.models import User

MOST_SHEETS = 2000


@transaction.atomic
def fill(
    *,
    session: CourseSession,
    moment: str,
    answers: dict[int, int],
    at: datetime,
    attendee: Attendee | None = None,
    nonce: str | None = None,
) -> QuizSheet:
    """One sheet, with a name or without; sent twice it counts once."""
    session = lock(session)
    if not session.takes_people(at=at):
        raise RuleError(_("The code is not open at this time."), code="closed")
    known = _known(session, moment, attendee, nonce)
    if known is not None:
        return known
    questions = list(session.course.questions.filter(retired_at=None))
    given = {row.pk: answers[row.pk] for row in questions if row.pk in answers}
    if not questions or len(given) < len(questions):
        raise RuleError(_("Answer every question, please."), code="not_all")
    return QuizSheet.objects.create(
        session=session,
        moment=moment,
        attendee=attendee,
        nonce=nonce,
        answers={str(pk): choice for pk, choice in given.items()},
        right=sum(given[row.pk] == row.right for row in questions),
        total=len(questions),
        filled_at=at,
    )


@transaction.atomic
def enter_paper(
    *,
    session: CourseSession,
    moment: str,
    sheets: int,
    right: int,
    by: User,
    at: datetime,
) -> QuizSheet:
    """A pile of paper sheets, counted: for whoever has no phone at hand."""
    session = lock(session)
    count = session.course.questions.filter(retired_at=None).count()
    _check_paper(session, moment, count, at=at)
    if not 1 <= sheets <= MOST_SHEETS:
        raise RuleError(_("Between 1 and 2000 sheets."), code="sheets")
    if not 0 <= right <= sheets * count:
        raise RuleError(
            _("%(sheets)d sheets of %(count)d questions have %(most)d answers.")
            % {"sheets": sheets, "count": count, "most": sheets * count},
            code="right",
        )
    made = QuizSheet.objects.create(
        session=session,
        moment=moment,
        people=sheets,
        right=right,
        total=sheets * count,
        filled_at=at,
        noted_by=by,
    )
    changes = {"sheets": [None, sheets]}
    record(kind="session.quiz_entered", subject=session, by=by, at=at, changes=changes)
    return made


@transaction.atomic
def strike_paper(*, sheet: QuizSheet, by: User, at: datetime) -> CourseSession:
    """A pile that was counted wrong; to be entered anew."""
    session = lock(sheet.session)
    if sheet.noted_by_id is None:
        raise RuleError(_("Only what was entered by hand."), code="not_paper")
    QuizSheet.objects.filter(pk=sheet.pk).delete()
    record(kind="session.quiz_struck", subject=session, by=by, at=at)
    return session


def _check_paper(session: CourseSession, moment: str, count: int, *, at) -> None:
    if moment not in Moment.values:
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    if not count:
        raise RuleError(_("This course has no quiz yet."), code="no_quiz")
    if session.status == SessionStatus.CANCELLED:
        raise RuleError(_("This session was cancelled."), code="cancelled")
    if at < session.starts_at and not session.takes_people(at=at):
        raise RuleError(_("It has not begun yet."), code="too_early")


def _known(session, moment: str, attendee, nonce) -> QuizSheet | None:
    """The sheet of this person at this moment, or of this very form."""
    if attendee is not None:
        return session.quiz_sheets.filter(attendee=attendee, moment=moment).first()
    return QuizSheet.objects.filter(nonce=nonce).first() if nonce else None
