"""Long work of any kind: queued as a row, done by one worker, forgotten after a week."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta

import structlog
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from station import policy
from station.actions import events, leases, reminders
from station.actions.access import record_access
from station.actions.leases import LeaseLost, State
from station.actions.locking import lock
from station.errors import RuleError
from station.jobs import JobKind, JobResult
from station.models import AccessRecord, Area, Job, User
from station.private_files import PrivateFolder
from station.registry import registry

log = structlog.get_logger(__name__)

FILES = PrivateFolder("jobs")
KEPT = timedelta(days=7)
FINISHED = "job.finished"  # the notice to the owner


@transaction.atomic
def enqueue(
    *,
    kind: str,
    owner: User,
    at: datetime,
    params: dict | None = None,
    asked: dict | None = None,
    area: Area | None = None,
    total: int = 0,
) -> Job:
    """Leave work for the worker; ring with ``station.tasks.ring_job`` afterwards.

    ``params`` are ids and codes; what a person typed (a search, a reason) goes into
    ``asked`` and is sealed.
    """
    if kind not in registry.jobs:
        raise LookupError(kind)
    job = Job.objects.create(
        kind=kind,
        params=params or {},
        asked=json.dumps(asked, ensure_ascii=False) if asked else "",
        owner=owner,
        area=area,
        total=total,
    )
    events.record(kind="job.queued", subject=job, by=owner, at=at)
    return job


def asked_of(job: Job) -> dict:
    """What was typed when the job was made."""
    return json.loads(job.asked) if job.asked else {}


def title_of(job: Job) -> str:
    """What the job is, in words."""
    kind = registry.jobs.get(job.kind)
    if kind is None:
        return job.kind
    return str(kind.title(job) if kind.title else kind.label)


def is_permitted(job: Job) -> bool:
    """May the owner still have this done, and have what came of it?"""
    kind = registry.jobs.get(job.kind)
    if kind is None or not job.owner.is_active:
        return False
    if kind.may is not None and not kind.may(job):
        return False
    if not kind.permission:
        return True
    if job.area is not None:
        return policy.covers(job.owner, kind.permission, job.area)
    return policy.can(job.owner, kind.permission)


def due(*, at: datetime):
    """Jobs that wait, or whose worker seems to have died."""
    return leases.due(Job.objects, at=at)


def claim(*, pk: int, at: datetime) -> Job | None:
    """Take the job for as long as the lease; None when another worker has it."""
    return leases.claim(Job.objects.select_related("owner", "area"), pk=pk, at=at)


def run(*, pk: int, at: datetime) -> None:
    """Do the work in the owner's name; a failure is told, not tried for ever."""
    job = claim(pk=pk, at=at)
    if job is None:
        return
    with translation.override(job.owner.language or translation.get_language()):
        refusal = _refusal(job)
        if refusal:
            fail(job=job, message=refusal, at=at)
            return
        _run(job, registry.jobs[job.kind], at=at)


def _refusal(job: Job) -> str:
    if job.attempts > leases.MOST_ATTEMPTS:
        return _("The work was interrupted too often.")
    if not is_permitted(job):
        return _("You may no longer do this.")
    return ""


def _run(job: Job, kind: JobKind, *, at: datetime) -> None:
    try:
        result = kind.run(job, leases.keeper(job))
    except LeaseLost:
        log.warning("job taken over", job=job.pk)
    except RuleError as error:
        fail(job=job, message=str(error), at=at)
    except Exception as error:
        log.exception("job broke", job=job.pk, kind=job.kind, why=type(error).__name__)
        if job.attempts >= leases.MOST_ATTEMPTS:
            fail(job=job, message=_("The work could not be done."), at=at)
        else:
            leases.put_back(job, at=at)
    else:
        _finish(job, result or JobResult(), at=at)


def _finish(job: Job, result: JobResult, *, at: datetime) -> None:
    """Files first, then the row that names them; who lost the lease leaves none."""
    names = {
        "result_file": _kept(result),
        "failures_file": FILES.keep(result.failures) if result.failures else "",
    }
    with transaction.atomic():
        is_mine = leases.finish(
            job,
            at=at,
            result_title=result.name[:120],
            result_type=result.content_type if names["result_file"] else "",
            result_url=result.url,
            failed_count=result.failed,
            **names,
        )
        if is_mine:
            events.record(kind="job.done", subject=job, by=job.owner, at=at)
            kind = registry.jobs[job.kind]
            if not (kind.is_quiet and kind.is_quiet(job)):
                _tell_owner(job, at=at)
    if not is_mine:
        FILES.drop(*names.values())


def _kept(result: JobResult) -> str:
    if result.file is None:
        return FILES.keep(result.content) if result.content else ""
    try:
        return FILES.keep_file(result.file)
    finally:
        result.file.unlink(missing_ok=True)


@transaction.atomic
def fail(*, job: Job, message: str, at: datetime) -> None:
    """The job cannot be done; say why."""
    leases.give_up(job, message=message, at=at)
    events.record(kind="job.failed", subject=job, by=None, at=at)
    kind = registry.jobs.get(job.kind)
    if kind is not None and kind.failed is not None:
        kind.failed(job, at=at)
    _tell_owner(job, at=at)


def _tell_owner(job: Job, *, at: datetime) -> None:
    """The owner may have left the page long ago."""
    reminders.schedule(
        kind=FINISHED,
        subject=job,
        due_at=at,
        recipient=job.owner,
        edition=f"{at.timestamp():.0f}",
    )


@transaction.atomic
def retry(*, job: Job, by: User, at: datetime) -> Job:
    """Try a failed job once more."""
    current = lock(job)
    if current.state != State.FAILED or current.purged_at is not None:
        raise RuleError(_("Only a failed job can be tried again."), code="not_failed")
    leases.queue_again(current)
    events.record(kind="job.retried", subject=current, by=by, at=at)
    return current


def kept_until(job: Job) -> datetime | None:
    """Until when what came of it can be fetched."""
    if job.finished_at is None:
        return None
    kind = registry.jobs.get(job.kind)
    return kind.until(job) if kind and kind.until else job.finished_at + KEPT


@transaction.atomic
def fetch(
    *,
    job: Job,
    by: User,
    at: datetime,
    is_failures: bool = False,
    is_once: bool = False,
) -> Iterator[bytes]:
    """The file a job left, for its owner while still permitted; written down first.

    What leaves only once is asked for as such (``is_once``), never by following a link.
    Raises FileNotFoundError where there is none, or no longer.
    """
    kind = registry.jobs.get(job.kind)
    until = kept_until(job)
    is_here = until is not None and at < until
    if kind is None or not is_here or job.owner_id != by.pk or not is_permitted(job):
        raise FileNotFoundError(job.kind)
    told = {"subject": job, "fields": job.kind}
    if not is_failures:
        told = kind.leaves(job) if kind.leaves else told
        _note_fetched(kind, job, by=by, at=at, is_once=is_once)
    area = job.area or by.home_area
    record_access(by=by, act=AccessRecord.Act.EXPORT, at=at, area=area, **told)
    return FILES.pieces(job.failures_file if is_failures else job.result_file)


def _note_fetched(kind: JobKind, job: Job, *, by, at, is_once: bool) -> None:
    if kind.fetched is None:
        return
    if not is_once:
        raise RuleError(_("This file leaves only once."), code="once")
    kind.fetched(job, by=by, at=at)


def purge(*, at: datetime) -> int:
    """Drop files and what was typed, seven days after the work ended."""
    old = Job.objects.filter(
        purged_at__isnull=True,
        state__in=[State.DONE, State.FAILED],
        finished_at__lt=at - KEPT,
    )
    count = 0
    for job in old.iterator():
        Job.objects.filter(pk=job.pk).update(
            purged_at=at, result_file="", failures_file="", asked="", updated_at=at
        )
        FILES.drop(job.result_file, job.failures_file)
        count += 1
    FILES.sweep(before=at - KEPT - timedelta(days=1))
    return count
