"""Who is told of what waits for a person, and when an alert is done."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from antifraud.models import Alert, AlertSending
from antifraud.workflow.alerts import AlertStatus
from antifraud.workflow.sendings import SendingStatus
from station import working_days
from station.actions import reminders
from station.actions.events import record

HAND_OVER = "sending.hand_over"
TROUBLE = "sending.trouble"
KINDS = (HAND_OVER, TROUBLE)
TOLD_OF = {
    SendingStatus.TO_HAND: HAND_OVER,
    SendingStatus.FAILED: TROUBLE,
    SendingStatus.UNSURE: TROUBLE,
}


def tell_of(rows: Iterable[AlertSending], *, at: datetime) -> None:
    """Whoever keeps the groups hears of it: once an alert and day, not once a group."""
    told = {
        (TOLD_OF[row.status], row.alert, row.audience.owner)
        for row in rows
        if row.status in TOLD_OF
    }
    day = working_days.local_date(at)
    for kind, alert, owner in told:
        reminders.schedule(
            kind=kind,
            subject=alert,
            recipient=owner,
            due_at=at,
            edition=f"{owner.pk}:{day}",
        )


def close(alert: Alert, *, at: datetime) -> bool:
    """The locked alert is done when nothing of it is on its way any more."""
    if alert.status != AlertStatus.APPROVED or alert.sendings.unsettled().exists():
        return False
    alert.status, alert.done_at = AlertStatus.DONE, at
    alert.version += 1
    alert.save(update_fields=["status", "done_at", "version", "updated_at"])
    reminders.silence(subject=alert, at=at, kinds=KINDS)
    record(kind="alert.done", subject=alert, by=None, at=at)
    return True


def close_finished(*, at: datetime) -> int:
    """Every alert on its way of which nothing is on its way any more."""
    open_ = AlertSending.objects.unsettled().values("alert")
    rows = Alert.objects.filter(status=AlertStatus.APPROVED).exclude(pk__in=open_)
    return sum(_close_one(pk, at=at) for pk in rows.values_list("pk", flat=True))


@transaction.atomic
def _close_one(pk: int, *, at: datetime) -> bool:
    return close(Alert.objects.select_for_update(of=("self",)).get(pk=pk), at=at)
