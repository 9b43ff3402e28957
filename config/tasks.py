"""Signs of life: beat and worker say that they did their round."""

from celery import shared_task
from celery.signals import beat_init, before_task_publish, worker_ready
from django.db import DatabaseError, close_old_connections

from station import health


@shared_task
def heartbeat() -> None:
    """A worker took a message, so broker and worker are alive."""
    health.note("worker")


@beat_init.connect
def listen(**kwargs) -> None:
    """In the beat process each tick is a sign of life, broker or not."""
    before_task_publish.connect(note_tick)
    _note("beat")


@worker_ready.connect
def take_up_work(**kwargs) -> None:
    _note("worker")


def note_tick(sender=None, **kwargs) -> None:
    if sender == heartbeat.name:
        _note("beat")


def _note(name: str) -> None:
    """These processes outlive a database that is away."""
    try:
        close_old_connections()
        health.note(name)
    except DatabaseError:
        close_old_connections()
