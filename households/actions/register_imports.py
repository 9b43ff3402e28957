"""Imports of the office's workbooks: uploaded, approved, discarded, forgotten."""

import tempfile
from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from households.actions.import_jobs import PERMISSION
from households.importing import storage
from households.models import ImportChange, ImportFinding, RegisterImport
from station import policy, workbook
from station.actions import events, leases
from station.actions.locking import lock
from station.errors import RuleError
from station.models import Area, User
from station.workbook import WorkbookRefused

KEPT = timedelta(days=7)

Step = RegisterImport.Step
State = RegisterImport.State


def upload(
    *, content: bytes, name: str, station: Area, by: User, at: datetime
) -> RegisterImport:
    """Take in a workbook; a hostile or unreadable one is refused at the door.

    Raises RuleError.
    """
    check_content(content)
    if not any(policy.covers(by, PERMISSION, area) for area in _communities(station)):
        raise RuleError(_("You cannot import for this station."), code="out_of_scope")
    file_name = storage.keep(content)
    try:
        with transaction.atomic():
            made = RegisterImport.objects.create(
                owner=by,
                area=station,
                original_name=Path(name).name[-120:] or "workbook.xlsx",
                file_name=file_name,
            )
            events.record(kind="register_import.uploaded", subject=made, by=by, at=at)
    except BaseException:
        storage.drop(file_name)
        raise
    return made


def check_content(content: bytes) -> None:
    """The gate, before anything is kept."""
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
        file.write(content)
        file.flush()
        try:
            workbook.check(Path(file.name))
        except WorkbookRefused as error:
            raise RuleError(str(error), code=error.code) from error


@transaction.atomic
def approve(
    *, register_import: RegisterImport, by: User, at: datetime
) -> RegisterImport:
    """The officer has seen the preview: import the good rows."""
    job = lock(register_import)
    if job.step != Step.PREVIEW:
        raise RuleError(
            _("Only a checked workbook can be imported."), code="not_in_preview"
        )
    if not job.new_count and not job.changed_count:
        raise RuleError(_("There is nothing to import."), code="nothing_to_import")
    job.step, job.state, job.attempts, job.done = Step.COMMIT, State.QUEUED, 0, 0
    job.error, job.finished_at = "", None
    job.save()
    events.record(kind="register_import.approved", subject=job, by=by, at=at)
    return job


@transaction.atomic
def discard(
    *, register_import: RegisterImport, by: User, at: datetime
) -> RegisterImport:
    """Throw a workbook away without importing it."""
    job = lock(register_import)
    if job.step not in {Step.CHECK, Step.PREVIEW} or leases.is_running(job, at=at):
        raise RuleError(_("This import can no longer be discarded."), code="too_late")
    job.step, job.state, job.finished_at = Step.DISCARDED, State.DONE, at
    job.save()
    _forget(job, at=at)
    events.record(kind="register_import.discarded", subject=job, by=by, at=at)
    return job


@transaction.atomic
def retry(*, register_import: RegisterImport, by: User, at: datetime) -> RegisterImport:
    """Try a failed job once more."""
    job = lock(register_import)
    if job.state != State.FAILED or job.purged_at is not None:
        raise RuleError(
            _("Only a failed import can be tried again."), code="not_failed"
        )
    leases.queue_again(job)
    events.record(kind="register_import.retried", subject=job, by=by, at=at)
    return job


# -- afterwards -----------------------------------------------------------------------


def purge(*, at: datetime) -> int:
    """Drop files and quoted values seven days after the work ended."""
    old = RegisterImport.objects.filter(
        purged_at__isnull=True, created_at__lt=at - KEPT
    ).exclude(state=State.RUNNING, lease_until__gt=at)
    count = 0
    for job in old.iterator():
        with transaction.atomic():
            _forget(lock(job), at=at)
        count += 1
    return count


def _forget(job: RegisterImport, *, at: datetime) -> None:
    """What was quoted from the workbook goes; counts and codes stay."""
    ImportFinding.objects.filter(register_import=job).update(details="")
    ImportChange.objects.filter(register_import=job).delete()
    changes = {"purged_at": at, "file_name": "", "updated_at": at}
    if job.step in {Step.CHECK, Step.PREVIEW}:
        changes |= {"step": Step.DISCARDED, "state": State.DONE}
    RegisterImport.objects.filter(pk=job.pk).update(**changes)
    name = job.file_name
    if name:
        transaction.on_commit(lambda: storage.drop(name))


def _communities(station: Area):
    return Area.objects.below(station).filter(kind=Area.Kind.COMMUNITY)
