"""Judicial confirmation: applied for together, answered, ruled on."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from disputes.actions import confirmation_clock
from disputes.models import Agreement, JudicialConfirmation
from disputes.workflow.agreements import (
    CONFIRMATION_MOVES,
    ConfirmationStatus,
    Obstacle,
    allows,
)
from disputes.workflow.mediation import AgreementStatus
from station import phrasing, working_days
from station.actions import reminders
from station.actions.events import record
from station.actions.locking import lock
from station.actions.uniqueness import refusing_twins
from station.errors import RuleError
from station.models import User

TWIN = "disputes_judicialconfirmation_one_standing"
NOT_ACCEPTED = "民诉法解释第三百五十五条"
REJECTED = "民诉法解释第三百五十八条"
ARTICLES = {
    Obstacle.WRONG_COURT: NOT_ACCEPTED,
    Obstacle.IDENTITY: NOT_ACCEPTED,
    Obstacle.SPECIAL: NOT_ACCEPTED,
    Obstacle.TITLE: NOT_ACCEPTED,
    Obstacle.UNLAWFUL: REJECTED,
    Obstacle.HARMS_OTHERS: REJECTED,
    Obstacle.PUBLIC_ORDER: REJECTED,
    Obstacle.UNWILLING: REJECTED,
    Obstacle.UNCLEAR: REJECTED,
}


@dataclass(frozen=True)
class Application:
    """Both parties go to a court; ``obstacles`` are those that were found."""

    court: str
    applied_on: date
    both_apply: bool
    obstacles: tuple[str, ...] = ()


@transaction.atomic
def apply(
    *, agreement: Agreement, application: Application, by: User, at: datetime
) -> JudicialConfirmation:
    """Both parties ask the court together, within thirty days (人民调解法 art. 33)."""
    agreement = lock(agreement)
    _check_agreement(agreement)
    _check_application(agreement, application, at=at)
    confirmation = JudicialConfirmation(
        agreement=agreement,
        court=application.court.strip(),
        applied_on=application.applied_on,
        due_on=confirmation_clock.last_day(agreement),
        asked=list(Obstacle.values),
        written_by=by,
    )
    with refusing_twins(**{TWIN: _("The court has been asked already.")}):
        confirmation.save()
    reminders.silence(subject=agreement, at=at, kinds=confirmation_clock.WARNINGS)
    _note("confirmation.applied", confirmation, by=by, at=at)
    return confirmation


@transaction.atomic
def answer(
    *,
    confirmation: JudicialConfirmation,
    is_accepted: bool,
    answered_on: date,
    version: int,
    by: User,
    at: datetime,
    case_number: str = "",
    reason: str = "",
) -> JudicialConfirmation:
    """The court takes the application, or says why not."""
    target = (
        ConfirmationStatus.ACCEPTED if is_accepted else ConfirmationStatus.NOT_ACCEPTED
    )
    confirmation = _moved(confirmation, target, version=version)
    _check_day(answered_on, confirmation.applied_on, at=at)
    if is_accepted and not case_number.strip():
        raise RuleError(_("The number of the case is needed."), code="no_number")
    _check_reason(reason, is_needed=not is_accepted)
    confirmation.answered_on = answered_on
    confirmation.case_number = case_number.strip()
    confirmation.reason = reason.strip()
    return _saved(confirmation, by=by, at=at)


@transaction.atomic
def rule(
    *,
    confirmation: JudicialConfirmation,
    is_confirmed: bool,
    ruled_on: date,
    version: int,
    by: User,
    at: datetime,
    reason: str = "",
) -> JudicialConfirmation:
    """The ruling: confirmed it can be enforced, rejected the parties may change it or
    sue."""
    target = (
        ConfirmationStatus.CONFIRMED if is_confirmed else ConfirmationStatus.REJECTED
    )
    confirmation = _moved(confirmation, target, version=version)
    _check_day(ruled_on, confirmation.answered_on, at=at)
    _check_reason(reason, is_needed=not is_confirmed)
    confirmation.ruled_on = ruled_on
    confirmation.reason = reason.strip()
    return _saved(confirmation, by=by, at=at)


@transaction.atomic
def withdraw(
    *,
    confirmation: JudicialConfirmation,
    reason: str,
    version: int,
    by: User,
    at: datetime,
) -> JudicialConfirmation:
    """The parties take their application back."""
    confirmation = _moved(confirmation, ConfirmationStatus.WITHDRAWN, version=version)
    _check_reason(reason, is_needed=True)
    confirmation.reason = reason.strip()
    return _saved(confirmation, by=by, at=at)


# -- the parts -------------------------------------------------------------------


def _check_agreement(agreement: Agreement) -> None:
    if not confirmation_clock.may_be_confirmed(agreement):
        raise RuleError(
            _("Only a written people's mediation agreement can be confirmed."),
            code="form",
        )
    if agreement.status not in {AgreementStatus.EFFECTIVE, AgreementStatus.BROKEN}:
        raise RuleError(
            _("An agreement that is “%(status)s” needs no court.")
            % {"status": agreement.get_status_display()},
            code="state",
        )


def _check_application(
    agreement: Agreement, application: Application, *, at: datetime
) -> None:
    if not application.both_apply:
        raise RuleError(_("Both parties have to apply together."), code="not_joint")
    if not application.court.strip():
        raise RuleError(_("Say which court."), code="no_court")
    if set(application.obstacles) - set(Obstacle.values):
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    for code in application.obstacles:
        raise RuleError(
            _("The court would not confirm it: %(why)s (%(article)s).")
            % {"why": Obstacle(code).label, "article": ARTICLES[Obstacle(code)]},
            code="obstacle",
        )
    _check_day(application.applied_on, agreement.effective_on, at=at)
    last = confirmation_clock.last_day(agreement)
    if application.applied_on > last:
        raise RuleError(
            _("The time to apply ended on %(day)s; the parties may still sue.")
            % {"day": phrasing.date_in_full(last)},
            code="too_late",
        )


def _check_day(day: date, earliest: date, *, at: datetime) -> None:
    if day > working_days.local_date(at):
        raise RuleError(_("This day has not come yet."), code="in_future")
    if day < earliest:
        raise RuleError(_("It cannot lie before the step before."), code="too_early")


def _check_reason(reason: str, *, is_needed: bool) -> None:
    if is_needed and not reason.strip():
        raise RuleError(_("The reason is needed."), code="no_reason")


def _moved(
    confirmation: JudicialConfirmation, target: ConfirmationStatus, *, version: int
) -> JudicialConfirmation:
    """The application as it stands, locked and moved on."""
    confirmation = lock(confirmation, version=version)
    if not allows(CONFIRMATION_MOVES, confirmation.status, target):
        raise RuleError(
            _("An application that is “%(status)s” cannot become “%(target)s”.")
            % {"status": confirmation.get_status_display(), "target": target.label},
            code="state",
        )
    confirmation.status = target
    return confirmation


def _saved(
    confirmation: JudicialConfirmation, *, by: User, at: datetime
) -> JudicialConfirmation:
    confirmation.version += 1
    confirmation.save()
    _note(f"confirmation.{confirmation.status}", confirmation, by=by, at=at)
    return confirmation


def _note(
    kind: str, confirmation: JudicialConfirmation, *, by: User, at: datetime
) -> None:
    agreement = confirmation.agreement
    record(
        kind=kind,
        subject=confirmation,
        by=by,
        at=at,
        also=[agreement, agreement.dispute],
    )
