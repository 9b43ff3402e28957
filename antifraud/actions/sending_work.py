"""The worker's part: what is due is judged once more, taken in hand and sent.

A worker takes a few sendings at a time for a minute; another may have them after. The
moment it begins with one is written down before anything leaves the house. A worker
that dies on the way leaves that mark: where the other side drops a second message with
the same key, it is simply sent again; where it does not, a person looks whether it
arrived. So no group gets an alert twice, and none is forgotten.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta

import structlog
from django.db import connection, transaction
from django.utils import timezone

from antifraud import dispatch
from antifraud.actions.sending_ends import close_finished, tell_of
from antifraud.actions.sendings import place
from antifraud.judging import Judge
from antifraud.models import AlertSending
from antifraud.workflow.alerts import PUBLISHED
from antifraud.workflow.sendings import INTERRUPTED, SendingStatus
from station.actions.events import record, record_each
from station.actions.reminders import TRIES, delay_after
from station.channels import ChannelError, NotReached

log = structlog.get_logger(__name__)

BATCH = 10
LEASE = timedelta(minutes=1)
# Judging counts what others have in hand: one worker at a time judges.
JUDGING = 0x66616C72
PLACED = [
    "status", "due_at", "held_by", "held_figures", "lease_until", "last_error",
    "version", "updated_at",
]  # fmt: skip
EVENTS = {
    SendingStatus.HELD: "sending.held",
    SendingStatus.TO_HAND: "sending.to_hand",
    SendingStatus.UNSURE: "sending.unsure",
    SendingStatus.FAILED: "sending.not_taken",
}
# What a broken address or an adapter may raise beside its own: never twice the cause
# that nobody else is sent to.
FAULTS = (ValueError, TypeError, LookupError, AttributeError)


def send_due(*, until: datetime) -> int:
    """Send what is due, a few at a time, until the time is up; how many went out."""
    sent = 0
    while timezone.now() < until:
        rows = claim(at=timezone.now())
        if rows is None:
            break
        sent += sum(send(row) for row in rows)
    close_finished(at=timezone.now())
    return sent


@transaction.atomic
def claim(*, at: datetime) -> list[AlertSending] | None:
    """Take hold of the next few; None when nothing is due.

    What a cap holds, what waits for its hour and what a person hands over is put where
    it belongs and not among them.
    """
    due = AlertSending.objects.due(at=at).select_for_update(
        skip_locked=True, of=("self",)
    )
    rows = list(
        due.select_related("alert", "audience__area", "audience__owner").order_by(
            "due_at", "pk"
        )[:BATCH]
    )
    if not rows:
        return None
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [JUDGING])
    begun = [row for row in rows if row.began_at]
    fresh = [row for row in rows if not row.began_at]
    mine = [*_taken_up(begun), *_judged(fresh, at=at)]
    for row in mine:
        row.lease_until = at + LEASE
    _keep(rows, at=at)
    return mine


def _keep(rows: list[AlertSending], *, at: datetime) -> None:
    """Write where they stand now, and tell whoever it is up to from here."""
    for row in rows:
        row.version += row.status != SendingStatus.PLANNED
        row.updated_at = at
    AlertSending.objects.bulk_update(rows, PLACED)
    for status, kind in EVENTS.items():
        found = [row for row in rows if row.status == status]
        record_each(kind=kind, subjects=found, by=None, at=at)
    tell_of(rows, at=at)


def _taken_up(rows: Iterable[AlertSending]) -> Iterable[AlertSending]:
    """A worker died over these: sent again where that is safe, else a person looks."""
    for row in rows:
        safe = dispatch.way_to(row.audience).drops_repeats and row.attempts < TRIES
        if safe and row.alert.status in PUBLISHED:
            yield row
        else:
            row.status, row.lease_until = SendingStatus.UNSURE, None
            row.last_error = INTERRUPTED


def _judged(rows: list[AlertSending], *, at: datetime) -> Iterable[AlertSending]:
    """Those that go now; the others are put where they belong."""
    judge = Judge(rows, at=at) if rows else None
    for row in rows:
        if row.alert.status not in PUBLISHED:
            row.status = SendingStatus.CANCELLED
            continue
        place(row, judge.judge(row, at=at), at=at)
        if row.status == SendingStatus.PLANNED and row.due_at <= at:
            yield row


def send(row: AlertSending) -> bool:
    """Send one in hand; False when it was called off, lost to another, or not taken."""
    if not _begin(row, at=timezone.now()):
        return False
    try:
        dispatch.send(row)
    except (ChannelError, *FAULTS) as error:
        _set_back(row, error, at=timezone.now())
        return False
    return _settle(row, at=timezone.now())


def _held(row: AlertSending):
    """The row, as long as it is this worker that holds it."""
    return AlertSending.objects.filter(
        pk=row.pk, status=SendingStatus.PLANNED, lease_until=row.lease_until
    )


def _begin(row: AlertSending, *, at: datetime) -> bool:
    """Write down that it begins, unless somebody called it off or the lease is over."""
    attempts, lease_until = row.attempts + 1, at + LEASE
    begun = _held(row).filter(lease_until__gt=at)
    if not begun.update(
        began_at=at, attempts=attempts, lease_until=lease_until, updated_at=at
    ):
        return False
    row.began_at, row.attempts, row.lease_until = at, attempts, lease_until
    return True


@transaction.atomic
def _settle(row: AlertSending, *, at: datetime) -> bool:
    """It is there: marked, counted and written down."""
    if not _held(row).update(
        status=SendingStatus.SENT,
        sent_at=at,
        people=row.audience.size,
        lease_until=None,
        last_error="",
        version=row.version + 1,
        updated_at=at,
    ):
        return False
    record(kind="sending.sent", subject=row, also=[row.audience], by=None, at=at)
    return True


@transaction.atomic
def _set_back(row: AlertSending, error: Exception, *, at: datetime) -> None:
    """Not taken: later once more where that is safe, else a person decides."""
    surely = isinstance(error, NotReached)
    may_repeat = surely or dispatch.way_to(row.audience).drops_repeats
    cause = str(error) if isinstance(error, ChannelError) else type(error).__name__
    log.warning("alert not taken", sending=row.pk, cause=cause)
    changes = {"last_error": cause[:200], "lease_until": None, "updated_at": at}
    if surely:
        changes["began_at"] = None
    if not may_repeat:
        changes["status"] = SendingStatus.UNSURE
    elif row.attempts >= TRIES:
        changes["status"] = SendingStatus.FAILED
    else:
        changes["lease_until"] = at + delay_after(row.attempts)
    if "status" in changes:
        changes["version"] = row.version + 1
    if _held(row).update(**changes) and "status" in changes:
        row.status = changes["status"]
        record(kind=EVENTS[row.status], subject=row, by=None, at=at)
        tell_of([row], at=at)
