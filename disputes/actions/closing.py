"""The end of a dispute: only when nothing is owed, a major one by the chief."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from disputes.actions import disputes, moves
from disputes.models import ClosingRequest, Dispute
from station.actions import reminders
from station.actions.locking import lock
from station.errors import RuleError
from station.models import User


@transaction.atomic
def ask(
    *,
    dispute: Dispute,
    outcome: str,
    result: str,
    version: int,
    by: User,
    at: datetime,
) -> ClosingRequest:
    """The officer has done everything; the chief is asked to close it."""
    dispute = moves.lock_open(dispute, version)
    disputes.check_end(dispute, outcome, result, by=by)
    if dispute.closing_requests.filter(decided_at=None).exists():
        raise RuleError(_("The chief has been asked already."), code="asked")
    request = ClosingRequest.objects.create(
        dispute=dispute,
        outcome=outcome,
        result=result.strip(),
        asked_by=by,
        asked_at=at,
    )
    moves.save(dispute)
    moves.note("dispute.closing_asked", dispute, by=by, at=at)
    _tell("dispute.closing_asked", request, at=at)
    return request


@transaction.atomic
def approve(
    *, request: ClosingRequest, version: int, by: User, at: datetime
) -> ClosingRequest:
    """The chief has read it and closes the dispute."""
    dispute = lock(request.dispute)
    request = _undecided(request, version)
    _decide(request, True, by=by, at=at)
    disputes.finish(dispute, request.outcome, request.result, by=by, at=at)
    return request


@transaction.atomic
def send_back(
    *, request: ClosingRequest, reason: str, version: int, by: User, at: datetime
) -> ClosingRequest:
    """Something is missing; the officer is told what."""
    dispute = lock(request.dispute)
    request = _undecided(request, version)
    if not reason.strip():
        raise RuleError(_("Say what is missing."), code="no_reason")
    request.reason = reason.strip()
    _decide(request, False, by=by, at=at)
    moves.save(dispute)
    moves.note("dispute.closing_refused", dispute, by=by, at=at, words=request.reason)
    _tell("dispute.closing_refused", request, at=at)
    return request


def _undecided(request: ClosingRequest, version: int) -> ClosingRequest:
    request = lock(request, version=version)
    if request.decided_at is not None:
        raise RuleError(_("This was decided already."), code="decided")
    return request


def _decide(
    request: ClosingRequest, is_approved: bool, *, by: User, at: datetime
) -> None:
    request.is_approved = is_approved
    request.decided_by, request.decided_at = by, at
    request.version += 1
    request.save()
    reminders.silence(subject=request, at=at)


def _tell(kind: str, request: ClosingRequest, *, at: datetime) -> None:
    reminders.schedule_all(moments={kind: at}, subject=request, edition=request.version)
