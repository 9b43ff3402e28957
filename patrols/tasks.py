"""Rounds of patrols; each starts from the rows, so a lost one is harmless."""

from celery import shared_task
from django.utils import timezone

from patrols.actions import alarms, attendance, duty, tallies
from station.tasks import sweep


@shared_task
def fold_tallies() -> None:
    """Now and then: one row for each place and hour of the tallies."""
    tallies.fold()


@shared_task
def end_forgotten() -> None:
    """Every few minutes: who forgot to go off duty goes with the shift."""
    duty.end_forgotten(at=timezone.now())


@shared_task
def note_absent() -> None:
    """Every hour: whoever was on a shift a day ago and never went on duty."""
    attendance.note_absent(at=timezone.now())


@shared_task
def climb_alarms() -> None:
    """Calls for help that nobody has answered reach further each minute."""
    if alarms.climb(at=timezone.now()):
        sweep()
