"""The events of the calendar's month."""

from collections.abc import Iterator
from datetime import datetime

from django.utils import timezone

from antifraud.calendars import Entry
from antifraud.models import OutreachEvent
from antifraud.workflow.outreach import ICONS, OutreachStatus
from station import policy

TONES = {
    OutreachStatus.PLANNED: "blue",
    OutreachStatus.DONE: "green",
    OutreachStatus.CANCELLED: "grey",
}


def entries(user, start: datetime, end: datetime) -> Iterator[Entry]:
    """What this person may see of these days."""
    if not policy.can(user, "outreach.view"):
        return
    rows = OutreachEvent.objects.visible_to(user).between(start, end).for_list()
    for row in rows.order_by("starts_at", "pk"):
        owed = row.is_planned and row.ends_at < timezone.now()
        yield Entry(
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            title=row.title,
            url=row.get_absolute_url(),
            icon=ICONS[row.kind],
            kind_label=row.get_kind_display(),
            place=row.place,
            tone="amber" if owed else TONES[row.status],
            is_off=row.is_called_off,
        )
