"""Safeguards: planned when the facts ask for them, done or found needless."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from disputes import safeguards
from disputes.actions import moves
from disputes.models import Dispute, DisputeParty, Safeguard
from disputes.workflow.safeguards import SafeguardKind
from households.actions import follow_ups
from households.models import FollowUp
from station import working_days
from station.actions.locking import lock
from station.closings import evening
from station.errors import RuleError
from station.models import User

WITHOUT_PLAN = {SafeguardKind.MEDIATION_NOTE}


def plan(dispute: Dispute, *, by: User, at: datetime) -> None:
    """Write down what is owed now; inside the action that changes the facts.

    What nobody did yet and is not asked for any more is taken off again.
    """
    people = safeguards.people(dispute)
    wanted = safeguards.wanted(dispute, people)
    rows = {row.kind: row for row in dispute.safeguards.defer("note")}
    for kind, row in rows.items():
        if kind not in {*wanted, *WITHOUT_PLAN} and row.is_open:
            row.delete()
    for kind in wanted:
        if kind not in rows:
            _write(dispute, kind, by=by, at=at)
    _settle_known(dispute, people, by=by)


@transaction.atomic
def settle(
    *,
    dispute: Dispute,
    kind: str,
    done_on: date,
    by: User,
    at: datetime,
    version: int | None = None,
    note: str = "",
    is_needless: bool = False,
) -> Safeguard:
    """Done on a day, or not needed for a reason; the note why DV may be mediated."""
    dispute = moves.lock_open(dispute, version)
    if kind not in SafeguardKind.values:
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    if done_on > working_days.local_date(at):
        raise RuleError(_("This day has not come yet."), code="in_future")
    if not note.strip() and (is_needless or kind in WITHOUT_PLAN):
        raise RuleError(_("Say why."), code="no_reason")
    row = _row(dispute, kind, done_on)
    row.is_needless, row.note = is_needless, note.strip()
    _done(row, on=done_on, by=by)
    moves.save(dispute)
    changes = {"kind": [None, kind], "done_on": [None, done_on.isoformat()]}
    moves.note("dispute.safeguarded", dispute, by=by, at=at, changes=changes)
    return row


def heard(ids: set[int], event) -> None:
    """The check-up visit was made: its safeguard is done with it."""
    if event.kind != "follow_up.done":
        return
    rows = Safeguard.objects.filter(follow_up__in=ids, done_on__isnull=True)
    for row in rows.select_for_update(of=("self",)):
        _done(row, on=working_days.local_date(event.happened_at), by=event.actor)


# -- the parts -------------------------------------------------------------------


def _row(dispute: Dispute, kind: str, day: date) -> Safeguard:
    row = dispute.safeguards.filter(kind=kind).first()
    if row is None:
        return Safeguard(dispute=dispute, kind=kind, due_on=day)
    row = lock(row)
    if not row.is_open:
        raise RuleError(_("This step is done already."), code="done_already")
    return row


def _done(row: Safeguard, *, on: date, by: User) -> None:
    row.done_on, row.done_by = on, by
    row.version += 1
    row.save()


def _write(dispute: Dispute, kind: str, *, by: User, at: datetime) -> Safeguard:
    due = safeguards.due_on(kind, at=at)
    check_up = None
    if kind == SafeguardKind.CHECK_UP:
        check_up = _check_up(dispute, due, by=by, at=at)
    return Safeguard.objects.create(
        dispute=dispute, kind=kind, due_on=due, follow_up=check_up
    )


def _check_up(
    dispute: Dispute, due: date, *, by: User, at: datetime
) -> FollowUp | None:
    """A follow-up where the household is known and somebody answers for it."""
    household = dispute.household
    if household is None or household.left_on or dispute.assigned_to_id is None:
        return None
    return follow_ups.create(
        household=household,
        matter=_("Check-up after domestic violence"),
        due_at=evening(due),
        assigned_to=dispute.assigned_to,
        origin=dispute,
        by=by,
        at=at,
    )


def _settle_known(dispute: Dispute, people: list[DisputeParty], *, by: User) -> None:
    """What the facts themselves say is done is not asked for once more."""
    known = {SafeguardKind.SCHOOL_TOLD: dispute.school_told_on}
    told = [party.guardian_told_on for party in people if party.needs_guardian]
    if told and None not in told:
        known[SafeguardKind.GUARDIAN_TOLD] = max(told)
    for row in dispute.safeguards.filter(kind__in=known, done_on__isnull=True):
        if known[row.kind] is not None:
            _done(row, on=known[row.kind], by=by)
