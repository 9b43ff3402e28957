"""Rounds of the ground floor; each starts from the rows, so a lost one is harmless."""

from datetime import timedelta

from celery import shared_task
from django.utils import timezone

from station.actions import deliveries, reminders

# Well below the task's time limit, and the next tick goes on.
LONGEST_SWEEP = timedelta(seconds=60)
LONGEST_SENDING = timedelta(seconds=12)


@shared_task
def sweep() -> None:
    """Tell everybody who is to be told by now."""
    reminders.drain(until=timezone.now() + LONGEST_SWEEP)


@shared_task
def send_notices() -> None:
    """Send what waits to leave the house."""
    deliveries.send_due(until=timezone.now() + LONGEST_SENDING)
