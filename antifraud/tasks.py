"""Rounds of anti-fraud work; each starts from the rows, so a lost one is harmless."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from antifraud.actions import sending_work

# With one more batch, of which every other side is slow, below the time limit.
LONGEST_SENDING = timedelta(seconds=12)


@shared_task
def send_alerts() -> None:
    """Send the alerts whose hour has come."""
    sending_work.send_due(until=timezone.now() + LONGEST_SENDING)
