"""An alert on its way to each audience."""

import secrets
from datetime import datetime

from django.db import transaction

from antifraud.models import Alert, AlertSending
from antifraud.workflow.sendings import OPEN, SendingStatus
from station.models import User

LINK_BYTES = 6


@transaction.atomic
def plan(*, alert: Alert, by: User, at: datetime) -> list[AlertSending]:
    """One row for each audience, due when the alert is."""
    due_at = alert.send_at or at
    rows = [
        AlertSending(
            alert=alert,
            audience=audience,
            link=secrets.token_urlsafe(LINK_BYTES),
            due_at=due_at,
        )
        for audience in alert.audiences.active().order_by("pk")
    ]
    return AlertSending.objects.bulk_create(rows)


@transaction.atomic
def call_off(*, alert: Alert, by: User, at: datetime) -> int:
    """What was not sent yet is not sent; how many."""
    rows = AlertSending.objects.filter(alert=alert, status__in=OPEN)
    return rows.update(status=SendingStatus.CANCELLED, updated_at=at)
