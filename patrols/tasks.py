"""Rounds of patrols; each starts from the rows, so a lost one is harmless."""

from celery import shared_task

from patrols.actions import tallies


@shared_task
def fold_tallies() -> None:
    """Now and then: one row for each place and hour of the tallies."""
    tallies.fold()
