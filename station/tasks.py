"""Rounds of the ground floor; each starts from the rows, so a lost one is harmless."""

from datetime import timedelta

from celery import shared_task
from django.core.management import call_command
from django.utils import timezone

from station.actions import (
    attachments,
    deliveries,
    export_requests,
    idempotency,
    jobs,
    limits,
    reminders,
    report_schedule,
    rollups,
    searches,
    sessions,
    sheet_imports,
    sign_ins,
    webhook_drain,
)

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


@shared_task
def send_webhooks() -> None:
    """Tell machines of changes."""
    webhook_drain.drain(until=timezone.now() + LONGEST_SENDING)


def ring_webhooks() -> None:
    """Send soon; with the broker away the next sweep does."""
    send_webhooks.delay_on_commit()


@shared_task
def purge_webhooks() -> None:
    """Every night: old calls of webhooks go from the log."""
    webhook_drain.purge(at=timezone.now())


@shared_task
def keep_audit_heads() -> None:
    """Every hour: where the access records end, signed, outside the database."""
    call_command("export_audit_heads", verbosity=0)


@shared_task
def tidy() -> None:
    """Every hour: old limits, keys, sessions and searches, files without a row."""
    limits.purge(at=timezone.now())
    idempotency.forget(at=timezone.now())
    sessions.tidy(at=timezone.now())
    attachments.sweep_orphans(at=timezone.now())
    searches.forget_old(at=timezone.now())


@shared_task
def purge_sign_ins() -> None:
    """Every night: sign-ins older than they must be kept go."""
    sign_ins.purge(at=timezone.now())


@shared_task
def fold_rollups() -> None:
    """Every minute: what changed since goes into the rollups of the dashboards."""
    rollups.fold()


@shared_task
def make_reports() -> None:
    """Every quarter of an hour: the reports of weeks and months that are over."""
    for pk in report_schedule.make_due(at=timezone.now()):
        run_job.delay(pk)


# Longer than other tasks may take: the lease, not the broker, keeps twins apart.
@shared_task(acks_late=False, soft_time_limit=1500, time_limit=1560)
def run_job(pk: int) -> None:
    """Do one long piece of work; a second call finds the lease taken."""
    jobs.run(pk=pk, at=timezone.now())


@shared_task
def sweep_jobs() -> None:
    """Ring again for every job and workbook that waits or whose worker died."""
    for pk in jobs.due(at=timezone.now()).values_list("pk", flat=True)[:200]:
        run_job.delay(pk)
    for pk in sheet_imports.due(at=timezone.now()).values_list("pk", flat=True)[:200]:
        run_sheet.delay(pk)


@shared_task
def purge_jobs() -> None:
    """Every hour: what came of jobs older than seven days goes, and late requests."""
    jobs.purge(at=timezone.now())
    export_requests.expire(at=timezone.now())
    sheet_imports.purge(at=timezone.now())


def ring_job(pk: int) -> None:
    """Start the job soon; with the broker away the next sweep does."""
    run_job.delay_on_commit(pk)


@shared_task(acks_late=False, soft_time_limit=1500, time_limit=1560)
def run_sheet(pk: int) -> None:
    """Check or take in one workbook; a second call finds the lease taken."""
    sheet_imports.run(pk=pk, at=timezone.now())


def ring_sheet(pk: int) -> None:
    """Start on a workbook soon; with the broker away the next sweep does."""
    run_sheet.delay_on_commit(pk)
