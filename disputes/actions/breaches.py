"""An agreement is not kept: said so, and then one of two ways, never none."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from disputes.actions import agreements, clock_life, disputes, obligations
from disputes.models import Agreement, Obligation
from disputes.workflow import IN_MEDIATION
from disputes.workflow.agreements import BreachAnswer
from disputes.workflow.mediation import AgreementStatus, ObligationStatus
from station import working_days
from station.actions import reminders
from station.actions.locking import lock
from station.errors import RuleError
from station.models import User

BROKEN = "agreement.broken"


@transaction.atomic
def break_(
    *,
    obligation: Obligation,
    broken_on: date,
    reason: str,
    version: int,
    by: User,
    at: datetime,
) -> Obligation:
    """It was not done: the agreement is broken, and somebody must say what follows."""
    obligation = obligations.lock_settling(obligation, version)
    if not reason.strip():
        raise RuleError(_("Say what was not done."), code="no_reason")
    _check_day(broken_on, obligation.agreement, at=at)
    if broken_on <= obligation.due_on:
        raise RuleError(
            _("It is not broken before its last day is over."), code="too_early"
        )
    obligations.move(obligation, ObligationStatus.BROKEN)
    obligation.note = reason.strip()
    obligation.settled_on, obligation.settled_by = broken_on, by
    obligations.save(obligation)
    reminders.silence(subject=obligation, at=at)
    obligations.note("obligation.broken", obligation, by=by, at=at)
    _break_agreement(obligation.agreement, on=broken_on, by=by, at=at)
    return obligation


@transaction.atomic
def take_up_again(
    *,
    agreement: Agreement,
    reason: str,
    version: int,
    by: User,
    at: datetime,
    told_on: date | None = None,
) -> Agreement:
    """The dispute goes on; where the police mediated, the parties are also told that
    they may sue, and the time of the case runs from the day of the breach (arts. 9,
    185)."""
    dispute = lock(agreement.dispute)
    agreement = _lock_unanswered(agreement, version)
    agreement.dispute = dispute
    if agreement.is_public_security and told_on is None:
        raise RuleError(
            _("Say when the parties were told that they may sue."), code="not_told"
        )
    if told_on is not None:
        _check_day(told_on, agreement, at=at)
        dispute.told_of_court_on = told_on
        dispute.save(update_fields=["told_of_court_on", "updated_at"])
    if not reason.strip():
        raise RuleError(_("Say why it is taken up again."), code="no_reason")
    _answer(agreement, BreachAnswer.TAKEN_UP, by=by, at=at)
    if dispute.status not in IN_MEDIATION:
        disputes.resume(dispute, reason, by=by, at=at)
    return agreement


@transaction.atomic
def tell_of_court(
    *, agreement: Agreement, told_on: date, version: int, by: User, at: datetime
) -> Agreement:
    """The parties were told that they may go to court over it (人民调解法 art. 32)."""
    dispute = lock(agreement.dispute)
    agreement = _lock_unanswered(agreement, version)
    agreement.dispute = dispute
    _check_day(told_on, agreement, at=at)
    dispute.told_of_court_on = told_on
    dispute.version += 1
    dispute.save()
    _answer(agreement, BreachAnswer.TOLD, by=by, at=at)
    clock_life.follow(dispute, at=at, not_kept=True)
    return agreement


# -- the parts -------------------------------------------------------------------


def _break_agreement(agreement: Agreement, *, on: date, by: User, at: datetime) -> None:
    """Broken by the first obligation that was not kept; the day does not move."""
    if agreement.status == AgreementStatus.BROKEN:
        return
    agreements.move(agreement, AgreementStatus.BROKEN)
    agreement.broken_on = on
    agreements.save(agreement)
    reminders.silence(subject=agreement, at=at)
    reminders.schedule(
        kind=BROKEN, subject=agreement, due_at=at, edition=agreement.version
    )
    agreements.note("agreement.broken", agreement, by=by, at=at)


def _lock_unanswered(agreement: Agreement, version: int) -> Agreement:
    agreement = lock(agreement, version=version)
    if not agreement.awaits_an_answer:
        raise RuleError(
            _("There is no breach of this agreement left to answer."), code="state"
        )
    return agreement


def _answer(agreement: Agreement, answer: str, *, by: User, at: datetime) -> None:
    agreement.breach_answer = answer
    agreements.save(agreement)
    reminders.silence(subject=agreement, at=at)
    changes = {"breach_answer": ["", answer]}
    agreements.note(
        "agreement.breach_answered", agreement, by=by, at=at, changes=changes
    )


def _check_day(day: date, agreement: Agreement, *, at: datetime) -> None:
    if day > working_days.local_date(at):
        raise RuleError(_("This day has not come yet."), code="in_future")
    if agreement.effective_on and day < agreement.effective_on:
        raise RuleError(_("It cannot lie before the agreement held."), code="too_early")
