"""How a service ends, what the resident says of it, and how it begins again."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from households.actions import service_moves as moves
from households.models import ServiceRating, ServiceRequest
from households.workflow.services import ServiceStatus
from station.actions import reminders
from station.actions.locking import lock
from station.errors import RuleError
from station.models import User

MOST_REOPENED = 3


@transaction.atomic
def set_out(
    *, request: ServiceRequest, by: User, at: datetime, version: int | None = None
) -> ServiceRequest:
    """Somebody is on the way; who waits sees it with the receipt."""
    request = lock(request, version=version)
    moves.check(request, ServiceStatus.EN_ROUTE)
    moves.move(request, ServiceStatus.EN_ROUTE, by=by, at=at, verb="set_out")
    return request


@transaction.atomic
def serve(
    *,
    request: ServiceRequest,
    by: User,
    at: datetime,
    result: str = "",
    papers_missing: list[str] | None = None,
    version: int | None = None,
) -> ServiceRequest:
    """It is done; what came of it stands on the receipt."""
    request = lock(request, version=version)
    if papers_missing is not None:
        request.papers_missing = papers_missing
    return _end(request, ServiceStatus.SERVED, by=by, at=at, outcome=result)


@transaction.atomic
def cannot(
    *,
    request: ServiceRequest,
    by: User,
    at: datetime,
    reason: str,
    papers_missing: list[str] | None = None,
    version: int | None = None,
) -> ServiceRequest:
    """It could not be done, and why: a paper was missing, another office decides."""
    request = lock(request, version=version)
    _check_reason(reason)
    if papers_missing is not None:
        request.papers_missing = papers_missing
    return _end(request, ServiceStatus.CANNOT, by=by, at=at, outcome=reason)


@transaction.atomic
def no_show(
    *, request: ServiceRequest, by: User, at: datetime, version: int | None = None
) -> ServiceRequest:
    """Who had booked did not come."""
    request = lock(request, version=version)
    if request.begins_at is None or request.begins_at > at:
        raise RuleError(_("The time has not come yet."), code="state")
    return _end(request, ServiceStatus.NO_SHOW, by=by, at=at)


@transaction.atomic
def cancel(
    *,
    request: ServiceRequest,
    at: datetime,
    by: User | None = None,
    reason: str = "",
    version: int | None = None,
) -> ServiceRequest:
    """Called off: by the resident with the receipt, by the office with a reason."""
    request = lock(request, version=version)
    if by is not None:
        _check_reason(reason)
    elif request.status == ServiceStatus.EN_ROUTE:
        raise RuleError(_("Somebody is on the way already."), code="state")
    return _end(request, ServiceStatus.CANCELLED, by=by, at=at, outcome=reason)


@transaction.atomic
def rate(
    *, request: ServiceRequest, rating: str, at: datetime, note: str = ""
) -> ServiceRequest:
    """The resident says how it went; once for each time it ended."""
    request = lock(request)
    if request.status not in {ServiceStatus.SERVED, ServiceStatus.CANNOT}:
        raise RuleError(_("One says how it went when it is done."), code="state")
    if request.rating:
        raise RuleError(_("You have said how it went already."), code="rated")
    if rating not in ServiceRating.values:
        raise RuleError(_("Choose how it went."), code="rating")
    request.rating, request.rating_note = rating, note.strip()
    request.rated_at = at
    moves.save(request)
    moves.note_event("rated", request, by=None, at=at)
    return request


def may_reopen(request: ServiceRequest, *, at: datetime) -> bool:
    """Within the matter's days, and not without end."""
    ended = {ServiceStatus.SERVED, ServiceStatus.CANNOT, ServiceStatus.NO_SHOW}
    days = timedelta(days=request.matter.reopen_days)
    return (
        request.status in ended
        and request.reopened_count < MOST_REOPENED
        and at - request.settled_at <= days
    )


@transaction.atomic
def reopen(*, request: ServiceRequest, reason: str, at: datetime) -> ServiceRequest:
    """It was not done after all: the matter is open again, with a new due time."""
    request = lock(request)
    if not may_reopen(request, at=at):
        raise RuleError(
            _("This can no longer be opened again. Please book anew."), code="state"
        )
    _check_reason(reason)
    request.reopened_count += 1
    request.reopen_reason = reason.strip()
    request.settled_at = request.settled_by = request.confirmed_at = None
    request.slot = request.begins_at = request.rated_at = None
    request.rating = request.rating_note = ""
    request.due_at = moves.due_at(request, at=at)
    moves.move(request, ServiceStatus.BOOKED, by=None, at=at, verb="reopened")
    moves.remind(request, at=at, is_new=True)
    return request


def _end(request, target, *, by, at, outcome="") -> ServiceRequest:
    """End it; no reminder of it reaches anybody from now on."""
    moves.check(request, target)
    is_ahead = request.begins_at is not None and request.begins_at > at
    if target == ServiceStatus.CANCELLED or is_ahead:
        moves.free_slot(request)
    request.outcome = outcome.strip()
    request.settled_at, request.settled_by = at, by
    moves.move(request, target, by=by, at=at, verb=target.value)
    reminders.silence(subject=request, at=at)
    return request


def _check_reason(reason: str) -> None:
    if not reason.strip():
        raise RuleError(_("Say why."), code="reason")
