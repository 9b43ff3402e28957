"""Rounds of anti-fraud work; each starts from the rows, so a lost one is harmless."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from antifraud.actions import dissuasions, sending_work, waves
from station.tasks import sweep

# With one more batch, of which every other side is slow, below the time limit.
LONGEST_SENDING = timedelta(seconds=12)


@shared_task
def send_alerts() -> None:
    """Send the alerts whose hour has come."""
    sending_work.send_due(until=timezone.now() + LONGEST_SENDING)


@shared_task
def climb_dissuasions() -> None:
    """While nobody goes to somebody who is being defrauded, it rings further."""
    if dissuasions.climb(at=timezone.now()):
        sweep()


@shared_task
def find_waves() -> None:
    """Every morning: what is beyond chance in the cases until yesterday."""
    if waves.find(at=timezone.now()):
        sweep()
