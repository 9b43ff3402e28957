"""Work in rows: leased by one worker, taken over when that one dies, never for ever."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from station.models import JobModel

LEASE = timedelta(seconds=110)
MOST_ATTEMPTS = 3
State = JobModel.State
J = TypeVar("J", bound=JobModel)


class LeaseLost(RuntimeError):
    """Another worker has the job by now; what this one did does not count."""


def due(rows: QuerySet, *, at: datetime) -> QuerySet:
    """Jobs that wait, or whose worker seems to have died."""
    return rows.filter(
        Q(state=State.QUEUED) | Q(state=State.RUNNING, lease_until__lt=at)
    )


def claim(rows: QuerySet[J], *, pk: int, at: datetime) -> J | None:
    """Take the job for as long as the lease; None when another worker has it."""
    taken = (
        due(rows, at=at)
        .filter(pk=pk)
        .update(
            state=State.RUNNING,
            lease_until=at + LEASE,
            attempts=F("attempts") + 1,
            done=0,
            updated_at=at,
        )
    )
    return rows.get(pk=pk) if taken else None


def held(job: J) -> QuerySet[J]:
    """The row, as long as it is this worker that holds it."""
    rows = type(job)._default_manager.filter(pk=job.pk)
    return rows.filter(state=State.RUNNING, attempts=job.attempts)


def keeper(job: JobModel) -> Callable:
    """``progress(done, total)``: shows how far the work is, and keeps the lease.

    Raises LeaseLost in a worker that was thought dead.
    """

    def progress(done: int, total: int | None = None) -> None:
        changes = {"done": done, "lease_until": timezone.now() + LEASE}
        if total is not None:
            changes["total"] = total
        if not held(job).update(**changes):
            raise LeaseLost

    return progress


def put_back(job: JobModel, *, at: datetime) -> None:
    """It failed for a reason that may pass: once more a little later."""
    wait = timedelta(seconds=15 * job.attempts)
    held(job).update(lease_until=at + wait, updated_at=at)


def finish(job: JobModel, *, at: datetime, **changes) -> bool:
    """The work is done; False when another worker has it by now."""
    return bool(
        held(job).update(
            state=State.DONE,
            lease_until=None,
            error="",
            finished_at=at,
            updated_at=at,
            **changes,
        )
    )


def give_up(job: JobModel, *, message: str, at: datetime) -> None:
    """The work cannot be done; the row says why."""
    type(job)._default_manager.filter(pk=job.pk).update(
        state=State.FAILED,
        error=message[:300],
        lease_until=None,
        finished_at=at,
        updated_at=at,
    )


def queue_again(job: JobModel) -> None:
    """Set a locked row back to its start."""
    job.state, job.attempts, job.done = State.QUEUED, 0, 0
    job.error, job.finished_at, job.lease_until = "", None, None
    job.save()


def is_running(job: JobModel, *, at: datetime) -> bool:
    """Is a worker at it?"""
    return (
        job.state == State.RUNNING
        and job.lease_until is not None
        and job.lease_until > at
    )
