"""What the parties owe by an agreement: written down, reminded of, settled."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from disputes.models import Agreement, DisputeParty, Obligation
from disputes.workflow.agreements import OBLIGATION_MOVES, ObligationKind, allows
from disputes.workflow.mediation import AgreementStatus, ObligationStatus
from station import working_days
from station.actions import attachments, reminders
from station.actions.attachments import StoredFile
from station.actions.events import record
from station.actions.locking import lock
from station.errors import RuleError
from station.models import Attachment, User

MORNING = time(9)
SOON = timedelta(days=3)
MOST = 20
SETTLED = frozenset({ObligationStatus.KEPT, ObligationStatus.WAIVED})


@dataclass(frozen=True)
class Duty:
    """Who owes what by when."""

    party: DisputeParty
    what: str
    due_on: date
    kind: str = ObligationKind.DO
    amount: Decimal | None = None


def write(agreement: Agreement, duty: Duty) -> Obligation:
    """Put one obligation into an agreement being written, inside its action."""
    if duty.party.dispute_id != agreement.dispute_id:
        raise RuleError(_("Say which party owes it."), code="no_party")
    if not duty.what.strip():
        raise RuleError(_("Say what is owed."), code="no_what")
    if duty.kind not in ObligationKind.values:
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    if duty.kind == ObligationKind.PAY and duty.amount is None:
        raise RuleError(_("Say how much is to be paid."), code="no_amount")
    if duty.due_on < agreement.reached_on:
        raise RuleError(
            _("It cannot be due before the agreement was reached."), code="due_on"
        )
    if agreement.obligations.count() >= MOST:
        raise RuleError(
            _("An agreement holds at most %(n)s obligations.") % {"n": MOST},
            code="too_many",
        )
    return Obligation.objects.create(
        agreement=agreement,
        area_id=agreement.dispute.area_id,
        party=duty.party,
        kind=duty.kind,
        what=duty.what.strip(),
        amount=duty.amount,
        due_on=duty.due_on,
    )


def begin(agreement: Agreement, *, by: User, at: datetime) -> None:
    """The agreement holds: what was done at once is kept, the rest is reminded of."""
    for obligation in agreement.obligations.select_for_update():
        obligation.agreement = agreement
        if agreement.is_performed_at_once:
            _settle(obligation, ObligationStatus.KEPT, on=agreement.effective_on, by=by)
        else:
            remind(obligation, at=at)
    conclude(agreement, by=by, at=at)


def drop(agreement: Agreement, *, by: User, at: datetime) -> None:
    """The agreement is set aside: nobody owes anything by it any more."""
    for obligation in agreement.obligations.select_for_update().filter(
        status=ObligationStatus.OPEN
    ):
        obligation.agreement = agreement
        _settle(obligation, ObligationStatus.WAIVED, on=agreement.void_on, by=by)
        reminders.silence(subject=obligation, at=at)


@transaction.atomic
def keep(
    *,
    obligation: Obligation,
    kept_on: date,
    version: int,
    by: User,
    at: datetime,
    remark: str = "",
    files: Sequence[StoredFile] = (),
) -> Obligation:
    """It was done; the proof is kept with it."""
    obligation = lock_settling(obligation, version)
    if kept_on > working_days.local_date(at):
        raise RuleError(_("This day has not come yet."), code="in_future")
    move(obligation, ObligationStatus.KEPT)
    obligation.note = remark.strip() or obligation.note
    _settle(obligation, ObligationStatus.KEPT, on=kept_on, by=by)
    if files:
        attachments.attach(
            files=files,
            kind=Attachment.Kind.PAPER,
            subject=obligation,
            by=by,
            at=at,
        )
    reminders.silence(subject=obligation, at=at)
    note("obligation.kept", obligation, by=by, at=at)
    conclude(obligation.agreement, by=by, at=at)
    return obligation


@transaction.atomic
def waive(
    *, obligation: Obligation, reason: str, version: int, by: User, at: datetime
) -> Obligation:
    """The other side lets it go."""
    obligation = lock_settling(obligation, version)
    if not reason.strip():
        raise RuleError(_("Say why it is waived."), code="no_reason")
    move(obligation, ObligationStatus.WAIVED)
    obligation.note = reason.strip()
    _settle(obligation, ObligationStatus.WAIVED, on=working_days.local_date(at), by=by)
    reminders.silence(subject=obligation, at=at)
    note("obligation.waived", obligation, by=by, at=at)
    conclude(obligation.agreement, by=by, at=at)
    return obligation


@transaction.atomic
def change_due(
    *,
    obligation: Obligation,
    due_on: date,
    reason: str,
    both_agree: bool,
    version: int,
    by: User,
    at: datetime,
) -> Obligation:
    """Both sides agree on another day; the first one stays to be seen."""
    obligation = lock_settling(obligation, version)
    if not obligation.is_open:
        raise _is_settled(obligation)
    if not both_agree:
        raise RuleError(_("Both sides have to agree."), code="not_agreed")
    if not reason.strip():
        raise RuleError(_("Say why the day is moved."), code="no_reason")
    if due_on <= working_days.local_date(at):
        raise RuleError(_("The new day must lie ahead."), code="due_on")
    before, obligation.due_on = obligation.due_on, due_on
    obligation.first_due_on = obligation.first_due_on or before
    save(obligation)
    remind(obligation, at=at)
    changes = {"due_on": [str(before), str(due_on)]}
    note("obligation.moved", obligation, by=by, at=at, changes=changes, words=reason)
    return obligation


# -- the parts -------------------------------------------------------------------


def lock_settling(obligation: Obligation, version: int) -> Obligation:
    """The obligation as it stands, locked after its agreement, so that nobody waits
    for each other; refuses what does not hold yet or no longer."""
    agreement = lock(obligation.agreement)
    obligation = lock(obligation, version=version)
    obligation.agreement = agreement
    if agreement.status in {AgreementStatus.DRAFT, AgreementStatus.VOID}:
        raise RuleError(
            _("This agreement does not hold: it is “%(status)s”.")
            % {"status": agreement.get_status_display()},
            code="not_effective",
        )
    return obligation


def move(obligation: Obligation, target: ObligationStatus) -> None:
    """Check the move against the locked row and make it."""
    if not allows(OBLIGATION_MOVES, obligation.status, target):
        raise _is_settled(obligation)
    obligation.status = target


def save(obligation: Obligation) -> None:
    """Keep the change; whoever read the obligation before is told."""
    obligation.version += 1
    obligation.save()


def conclude(agreement: Agreement, *, by: User, at: datetime) -> None:
    """All of it is kept: so is the agreement."""
    if agreement.status not in {AgreementStatus.EFFECTIVE, AgreementStatus.BROKEN}:
        return
    if (
        agreement.breach_answer
        or agreement.obligations.exclude(status__in=SETTLED).exists()
    ):
        return
    agreement.status = AgreementStatus.KEPT
    agreement.kept_on = working_days.local_date(at)
    agreement.version += 1
    agreement.save()
    reminders.silence(subject=agreement, at=at)
    record(
        kind="agreement.kept",
        subject=agreement,
        by=by,
        at=at,
        also=[agreement.dispute],
    )


def remind(obligation: Obligation, *, at: datetime) -> None:
    """Three days ahead, on the day, the day after, and two working days late the chief."""
    reminders.silence(subject=obligation, at=at)
    calendar, due_on = working_days.calendar(), obligation.due_on
    planned = {
        "obligation.soon": due_on - SOON,
        "obligation.due": due_on,
        "obligation.late": due_on + timedelta(days=1),
        "obligation.chief": calendar.add_days(due_on, 2),
    }
    moments = {
        kind: working_days.at_clock(day, MORNING) for kind, day in planned.items()
    }
    reminders.schedule_all(
        moments={kind: moment for kind, moment in moments.items() if moment > at},
        subject=obligation,
        edition=obligation.version,
    )


def note(
    kind: str,
    obligation: Obligation,
    *,
    by: User,
    at: datetime,
    changes: dict | None = None,
    words: str = "",
) -> None:
    """Write what happened to the timelines of the agreement and its dispute."""
    agreement = obligation.agreement
    record(
        kind=kind,
        subject=obligation,
        by=by,
        at=at,
        also=[agreement, agreement.dispute],
        changes=changes,
        note=words.strip(),
    )


def _settle(obligation: Obligation, status: str, *, on: date, by: User) -> None:
    obligation.status = status
    obligation.settled_on, obligation.settled_by = on, by
    save(obligation)


def _is_settled(obligation: Obligation) -> RuleError:
    return RuleError(
        _("This is settled: it is “%(status)s”.")
        % {"status": obligation.get_status_display()},
        code="settled",
    )
