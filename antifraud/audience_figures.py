"""What reached a group lately: sent, held back, read."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Q, Sum

from antifraud.models import AlertReading, AlertSending, Audience
from antifraud.workflow.sendings import SendingStatus

LATELY = timedelta(days=90)


@dataclass(frozen=True)
class Lately:
    """The figures of the last ninety days."""

    sent: int = 0
    held: int = 0
    readers: int = 0
    last_at: datetime | None = None


def lately(audience: Audience, *, at: datetime) -> Lately:
    """How many alerts the group got, how many were held back, how many readers."""
    since = at - LATELY
    rows = AlertSending.objects.filter(audience=audience)
    found = rows.aggregate(
        sent=Count("pk", filter=Q(status=SendingStatus.SENT, sent_at__gte=since)),
        held=Count("pk", filter=Q(status=SendingStatus.HELD, due_at__gte=since)),
        last_at=Max("sent_at"),
    )
    read = AlertReading.objects.filter(
        sending__audience=audience, day__gte=since.date()
    ).aggregate(readers=Sum("readers"))
    return Lately(**found, readers=read["readers"] or 0)
