"""Rounds of disputes; each starts from the rows, so a lost one is harmless."""

from celery import shared_task
from django.utils import timezone

from disputes.actions import morning_warnings


@shared_task
def read_warnings() -> None:
    """Every morning: what the clock moved, and the chiefs hear what waits."""
    morning_warnings.run(at=timezone.now())
