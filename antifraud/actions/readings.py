"""Readers of an alert: counted by day and link, and nobody is followed."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from antifraud.models import Alert, AlertReading, AlertSending
from station import working_days


def found(link: str) -> tuple[Alert, AlertSending | None] | None:
    """The alert behind a link: one group's own, or that of the poster."""
    sendings = AlertSending.objects.select_related(
        "alert", "alert__area", "alert__scam_type", "alert__picture"
    )
    sending = sendings.filter(link=link).first()
    if sending is not None:
        return sending.alert, sending
    rows = Alert.objects.select_related("area", "scam_type", "picture")
    alert = rows.filter(link=link).first()
    return (alert, None) if alert else None


@transaction.atomic
def opened(*, link: str, at: datetime) -> AlertReading | None:
    """One reader more on this day through this link; None where there is nothing."""
    behind = found(link)
    if behind is None or not behind[0].is_public:
        return None
    alert, sending = behind
    reading, _is_new = AlertReading.objects.get_or_create(
        alert=alert, sending=sending, day=working_days.local_date(at)
    )
    AlertReading.objects.filter(pk=reading.pk).update(
        readers=F("readers") + 1, updated_at=at
    )
    reading.refresh_from_db(fields=["readers"])
    return reading
