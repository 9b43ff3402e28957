"""Rounds and jobs of the register; each starts from the rows, none from its message."""

import structlog
from celery import shared_task
from django.utils import timezone
from kombu.exceptions import OperationalError

from households import visit_plan_tasks  # noqa: F401
from households.actions import import_jobs, register_imports

log = structlog.get_logger(__name__)


@shared_task
def run_register_import(pk: int) -> None:
    """Check or commit one workbook; a second call finds the lease taken."""
    import_jobs.run(pk=pk, at=timezone.now())


@shared_task
def sweep_register_imports() -> None:
    """Ring again for every import that waits or whose worker died."""
    due = import_jobs.due(at=timezone.now())
    for pk in due.values_list("pk", flat=True):
        run_register_import.delay(pk)


@shared_task
def purge_register_imports() -> None:
    """Every night: files and quoted values older than seven days go."""
    register_imports.purge(at=timezone.now())


def ring_for(pk: int) -> None:
    """Start the job soon; with the broker away the next sweep does."""
    try:
        run_register_import.delay_on_commit(pk)
    except OperationalError:
        log.warning("register_import.bell_unheard", pk=pk)
