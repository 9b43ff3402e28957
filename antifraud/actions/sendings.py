"""Sending an alert to its groups: planned once for each, called off, put right by hand."""

import secrets
from datetime import datetime

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from antifraud.actions import sending_ends
from antifraud.judging import Judge, Verdict
from antifraud.models import Alert, AlertSending
from antifraud.workflow.alerts import PUBLISHED
from antifraud.workflow.sendings import SendingStatus
from station.actions import reminders
from station.actions.events import record, record_each
from station.actions.locking import lock
from station.errors import RuleError
from station.models import User

LINK_BYTES = 6


@transaction.atomic
def plan(*, alert: Alert, by: User, at: datetime) -> list[AlertSending]:
    """One sending for each group in use that has none yet; the largest goes first.

    Limits are judged now, so that the officer sees what is held back, and again when
    its hour has come.
    """
    rows = _rows(alert, at=at)
    judge = Judge(rows, at=at)
    for row in rows:
        place(row, judge.judge(row, at=at), at=at)
    AlertSending.objects.bulk_create(rows)
    record_each(kind="sending.planned", subjects=rows, by=by, at=at)
    sending_ends.tell_of(rows, at=at)
    return rows


def forecast(*, alert: Alert, at: datetime) -> list[tuple[AlertSending, Verdict]]:
    """What would become of each group if it were let go at this moment."""
    rows = _rows(alert, at=at)
    judge = Judge(rows, at=at)
    return [(row, judge.judge(row, at=at)) for row in rows]


def _rows(alert: Alert, *, at: datetime) -> list[AlertSending]:
    """A sending for each group in use that has none yet, not kept so far."""
    groups = alert.audiences.active().exclude(sendings__alert=alert)
    groups = (
        groups.select_related("area", "owner").defer("address").order_by("-size", "pk")
    )
    due_at = max(alert.send_at or at, at)
    return [
        AlertSending(
            alert=alert,
            audience=group,
            link=secrets.token_urlsafe(LINK_BYTES),
            due_at=due_at,
        )
        for group in groups
    ]


def place(row: AlertSending, verdict: Verdict, *, at: datetime) -> None:
    """Where a verdict puts a planned sending: held, waiting, or in somebody's hands."""
    row.held_by, row.held_figures = verdict.held_by, verdict.figures
    row.due_at = verdict.due_at
    if verdict.is_held:
        row.status = SendingStatus.HELD
    elif row.due_at <= at and not row.audience.is_by_machine:
        row.status = SendingStatus.TO_HAND


@transaction.atomic
def call_off(*, alert: Alert, by: User, at: datetime) -> int:
    """The alert is withdrawn: nothing more goes out; what went out is sent.

    One that a worker is sending at this moment cannot be called back.
    """
    rows = AlertSending.objects.select_for_update(of=("self",)).filter(alert=alert)
    waiting = [SendingStatus.TO_HAND, SendingStatus.HELD, SendingStatus.FAILED]
    planned = Q(status=SendingStatus.PLANNED, began_at=None)
    found = list(rows.filter(Q(status__in=waiting) | planned).for_list())
    AlertSending.objects.filter(pk__in=[row.pk for row in found]).update(
        status=SendingStatus.CANCELLED,
        lease_until=None,
        version=F("version") + 1,
        updated_at=at,
    )
    record_each(kind="sending.called_off", subjects=found, by=by, at=at)
    reminders.silence(subject=alert, at=at, kinds=sending_ends.KINDS)
    return len(found)


@transaction.atomic
def hand_over(
    *, sending: AlertSending, version: int | None = None, by: User, at: datetime
) -> AlertSending:
    """Somebody put the text into the group, or hung up the poster."""
    row = _locked(sending, version)
    if row.status != SendingStatus.TO_HAND:
        raise _refused(row)
    row.handed_by = by
    return _move(row, SendingStatus.SENT, "sending.handed_over", by=by, at=at)


@transaction.atomic
def override(
    *,
    sending: AlertSending,
    reason: str,
    version: int | None = None,
    by: User,
    at: datetime,
) -> AlertSending:
    """It goes all the same, past caps and quiet hours, and why."""
    row = _locked(sending, version)
    if not row.is_held:
        raise RuleError(_("This one is not held back."), code="not_held")
    if not reason.strip():
        raise RuleError(_("Say why it cannot wait."), code="no_reason")
    row.override_reason = reason.strip()
    return _send_again(row, "sending.overridden", by=by, at=at, note=reason.strip())


@transaction.atomic
def try_again(
    *, sending: AlertSending, version: int | None = None, by: User, at: datetime
) -> AlertSending:
    """It did not arrive: once more."""
    row = _locked(sending, version)
    if row.status not in {SendingStatus.FAILED, SendingStatus.UNSURE}:
        raise _refused(row)
    return _send_again(row, "sending.tried_again", by=by, at=at)


@transaction.atomic
def arrived(
    *, sending: AlertSending, version: int | None = None, by: User, at: datetime
) -> AlertSending:
    """Somebody looked into the group: it is there."""
    row = _locked(sending, version)
    if row.status != SendingStatus.UNSURE:
        raise _refused(row)
    row.handed_by, row.last_error = by, ""
    return _move(
        row,
        SendingStatus.SENT,
        "sending.arrived",
        by=by,
        at=at,
        sent_at=row.began_at or at,
    )


@transaction.atomic
def cancel(
    *, sending: AlertSending, version: int | None = None, by: User, at: datetime
) -> AlertSending:
    """This group does not get it; the others do."""
    row = _locked(sending, version)
    if row.began_at and row.status == SendingStatus.PLANNED:
        raise RuleError(_("It is being sent at this moment."), code="being_sent")
    return _move(row, SendingStatus.CANCELLED, "sending.called_off", by=by, at=at)


def _locked(sending: AlertSending, version: int | None) -> AlertSending:
    """The alert first, then its sending: as the withdrawal takes them."""
    alert = lock(sending.alert)
    row = lock(sending, version=version)
    row.alert = alert
    return row


def _send_again(row: AlertSending, kind: str, *, by, at, note="") -> AlertSending:
    if row.alert.status not in PUBLISHED:
        raise RuleError(
            _("The alert was withdrawn; nothing more goes out."), code="withdrawn"
        )
    row.attempts, row.last_error, row.began_at, row.lease_until = 0, "", None, None
    row.due_at, row.held_by, row.held_figures = at, "", {}
    target = SendingStatus.PLANNED
    if not row.audience.is_by_machine:
        target = SendingStatus.TO_HAND
    return _move(row, target, kind, by=by, at=at, note=note)


def _move(
    row: AlertSending,
    target: SendingStatus,
    kind: str,
    *,
    by,
    at,
    note="",
    sent_at=None,
) -> AlertSending:
    """Set the locked row and write it down; the last one settles the alert."""
    if not row.may_become(target):
        raise _refused(row)
    before, row.status = row.status, target
    if target == SendingStatus.SENT:
        row.sent_at, row.people = sent_at or at, row.audience.size
    row.version += 1
    row.save()
    record(
        kind=kind,
        subject=row,
        also=[row.alert, row.audience] if note else [row.audience],
        by=by,
        at=at,
        changes={"status": [before, row.status]},
        note=note,
    )
    sending_ends.close(row.alert, at=at)
    return row


def _refused(row: AlertSending) -> RuleError:
    return RuleError(
        _("It is “%(state)s” by now; this cannot be done any more.")
        % {"state": row.get_status_display()},
        code="wrong_state",
    )
