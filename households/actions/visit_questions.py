"""Questions about visits: asked by what strikes, answered, and settled by the chief."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from households import implausible
from households.implausible import Finding
from households.models import VisitQuestion
from households.workflow import rounds as workflow_rounds
from households.workflow.rounds import QuestionState
from station import policy
from station.actions import reminders
from station.actions.events import record
from station.actions.locking import lock
from station.errors import RuleError
from station.models import User

ANSWER_WITHIN = timedelta(days=3)


def look(*, at: datetime) -> int:
    """Ask about what struck since the last look; asked once, however often looked."""
    findings = {found.dedupe_key: found for found in implausible.look(until=at)}
    known = VisitQuestion.objects.filter(dedupe_key__in=findings)
    known = {row.dedupe_key: row for row in known}
    for key, found in findings.items():
        if key not in known:
            ask(found=found, at=at)
        elif len(found.visit_ids) > known[key].visit_count:
            _grow(known[key], found)
    return len(findings.keys() - known.keys())


@transaction.atomic
def ask(*, found: Finding, at: datetime) -> VisitQuestion:
    """Put the question to the officer; the chief sees it with the answer."""
    question, is_new = VisitQuestion.objects.get_or_create(
        dedupe_key=found.dedupe_key,
        defaults={
            "officer_id": found.officer_id,
            "area_id": found.area_id,
            "kind": found.kind,
            "happened_at": found.happened_at,
            "visit_count": len(found.visit_ids),
            "figures": found.figures,
        },
    )
    if not is_new:
        return question
    question.visits.set(found.visit_ids)
    record(kind="visit_question.asked", subject=question, by=None, at=at)
    for kind, due_at in (
        ("visit_question.asked", at),
        ("visit_question.waiting", at + ANSWER_WITHIN),
    ):
        reminders.schedule(
            kind=kind, subject=question, due_at=due_at, area=question.area
        )
    return question


@transaction.atomic
def answer(
    *,
    question: VisitQuestion,
    text: str,
    by: User,
    at: datetime,
    version: int | None = None,
) -> VisitQuestion:
    """The officer says how it came about."""
    row = lock(question, version=version)
    if row.officer_id != by.pk:
        raise RuleError(_("Only who is asked can answer."), code="not_asked")
    if not row.is_open:
        raise RuleError(_("This question is settled."), code="settled")
    if not text.strip():
        raise RuleError(_("Say how it came about."), code="no_words")
    row.answer, row.answered_at = text.strip(), at
    row.state = QuestionState.ANSWERED
    _save(row)
    record(kind="visit_question.answered", subject=row, by=by, at=at)
    reminders.silence(subject=row, at=at)
    reminders.schedule(
        kind="visit_question.answered", subject=row, due_at=at, area=row.area
    )
    return row


@transaction.atomic
def decide(
    *,
    question: VisitQuestion,
    state: str,
    words: str,
    by: User,
    at: datetime,
    version: int | None = None,
) -> VisitQuestion:
    """The chief settles it; nobody settles a question about oneself."""
    row = lock(question, version=version)
    if row.officer_id == by.pk:
        raise RuleError(
            _("A question about your own visits is settled by somebody else."),
            code="own",
        )
    if not policy.can(by, "visit_question.decide", row):
        raise RuleError(_("You settle no questions there."), code="not_yours")
    if not workflow_rounds.allows(row.state, QuestionState(state)):
        raise RuleError(_("This question is settled."), code="settled")
    if state == QuestionState.WRONG and not words.strip():
        raise RuleError(_("Say what is wrong."), code="no_words")
    if state == QuestionState.WRONG and not row.answer:
        raise RuleError(
            _("Hear the officer first: there is no answer yet."), code="not_heard"
        )
    row.state, row.decision = state, words.strip()
    row.decided_by, row.decided_at = by, at
    _save(row)
    changes = {"state": [None, row.state]}
    record(kind="visit_question.decided", subject=row, by=by, at=at, changes=changes)
    reminders.silence(subject=row, at=at)
    reminders.schedule(
        kind="visit_question.decided",
        subject=row,
        due_at=at,
        recipient=row.officer,
        area=row.area,
    )
    return row


@transaction.atomic
def _grow(question: VisitQuestion, found: Finding) -> None:
    """More visits of the same hour came in later."""
    row = lock(question)
    if row.is_open:
        row.visits.add(*found.visit_ids)
        row.visit_count = len(found.visit_ids)
        row.figures = found.figures
        _save(row)


def _save(row: VisitQuestion) -> None:
    row.version += 1
    row.save()
