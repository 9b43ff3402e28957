"""Deciding what a call is: confirmed, corrected, put aside, and taken back."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from station.actions import calls
from station.actions.events import record
from station.actions.locking import lock
from station.errors import RuleError
from station.models import Area, CallRecord, User
from station.registry import registry
from station.screening.codes import CallKind, CallStatus, Quarrel, Scam, Sign, rank_of
from station.screening.loading import judge_of


@dataclass(frozen=True)
class Verdict:
    """What an officer says a call is."""

    kind: str
    field: str = ""
    scam: str = ""
    dangers: tuple[str, ...] = ()


def proposed(call: CallRecord) -> Verdict:
    """What screening says it is."""
    return Verdict(
        call.proposed_kind,
        call.proposed_field,
        call.proposed_scam,
        tuple(call.proposed_dangers),
    )


@transaction.atomic
def confirm(*, call: CallRecord, by: User, at: datetime) -> CallRecord:
    """It is what was proposed; what follows of it is made at once."""
    call = _lock_open(call)
    return _decide(call, proposed(call), CallStatus.CONFIRMED, by=by, at=at)


@transaction.atomic
def correct(*, call: CallRecord, verdict: Verdict, by: User, at: datetime):
    """It is something else; screening learns from it."""
    call = _lock_open(call)
    _check(verdict)
    is_same = verdict == proposed(call)
    status = CallStatus.CONFIRMED if is_same else CallStatus.CORRECTED
    return _decide(call, verdict, status, by=by, at=at)


@transaction.atomic
def reject(*, call: CallRecord, by: User, at: datetime) -> CallRecord:
    """Nothing for anybody here: neither a dispute nor a fraud."""
    call = _lock_open(call)
    verdict = Verdict(CallKind.OTHER, dangers=tuple(call.proposed_dangers))
    return _decide(call, verdict, CallStatus.REJECTED, by=by, at=at)


@transaction.atomic
def undo(*, call: CallRecord, by: User, at: datetime) -> CallRecord:
    """A slip of the finger: as if nobody had decided, while it is fresh."""
    call = lock(call)
    if call.is_open:
        raise RuleError(_("Nobody has decided this call."), code="open")
    if not call.may_be_undone(at=at):
        raise RuleError(_("This was decided too long ago."), code="too_late")
    for made in registry.screened.get(call.kind, ()):
        made.unmake(call, by=by, at=at)
    changes = {"status": [call.status, CallStatus.PROPOSED], "kind": [call.kind, ""]}
    call.status, call.kind = CallStatus.PROPOSED, ""
    call.field, call.scam, call.dangers = "", "", []
    call.decided_at = call.decided_by = None
    call.urgency = rank_of(call.proposed_dangers)
    _save(call)
    record(kind="call_record.undone", subject=call, by=by, at=at, changes=changes)
    return call


def read_again(*, station: Area, at: datetime) -> int:
    """What waits is read anew, with the terms and decisions of now."""
    judge, count = judge_of(station), 0
    for pk in CallRecord.objects.waiting().filter(station=station).values_list("pk"):
        with transaction.atomic():
            call = CallRecord.objects.select_for_update().get(pk=pk[0])
            before = proposed(call)
            if not call.is_open:
                continue
            calls.read(call, judge)
            if proposed(call) != before:
                _save(call)
                count += 1
    return count


def _lock_open(call: CallRecord) -> CallRecord:
    """Two decide at once: the first one has it."""
    call = lock(call)
    if not call.is_open:
        raise RuleError(_("Somebody has decided this call already."), code="decided")
    return call


def _check(verdict: Verdict) -> None:
    fits = {
        CallKind.DISPUTE: verdict.field in Quarrel.values and not verdict.scam,
        CallKind.FRAUD: verdict.scam in Scam.values and not verdict.field,
        CallKind.OTHER: not verdict.field and not verdict.scam,
    }
    known = not set(verdict.dangers) - set(Sign.values)
    if not known or not fits.get(verdict.kind, False):
        raise RuleError(_("Choose from the list."), code="unknown_choice")


def _decide(call, verdict: Verdict, status, *, by: User, at: datetime) -> CallRecord:
    call.status, call.kind = status, verdict.kind
    call.field, call.scam = verdict.field, verdict.scam
    call.dangers = [code for code in Sign.values if code in verdict.dangers]
    call.decided_at, call.decided_by = at, by
    call.urgency = rank_of(call.dangers)
    _save(call)
    changes = {
        "status": [CallStatus.PROPOSED, status],
        "kind": [call.proposed_kind, call.kind],
    }
    record(kind=f"call_record.{status}", subject=call, by=by, at=at, changes=changes)
    for made in registry.screened.get(call.kind, ()):
        made.make(call, by=by, at=at)
    return call


def _save(call: CallRecord) -> None:
    call.version += 1
    call.save()
