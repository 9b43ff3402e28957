"""The work on an uploaded workbook: leased, done by one worker, taken over when it dies.

A worker takes a job by its lease and renews it while it works. A commit is one
transaction: it happened whole, or not at all.
"""

import json
from collections.abc import Callable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from households.importing import commit as committing
from households.importing import storage
from households.importing.correction import write_correction
from households.importing.examine import Examined, examine, read_tables
from households.importing.layout import NoTable
from households.importing.plan import Entry
from households.models import ImportChange, ImportFinding, RegisterImport
from station import policy
from station.actions import events, leases, reminders
from station.actions.leases import LeaseLost
from station.actions.locking import lock
from station.copying import copy_in, give_ids
from station.errors import RuleError
from station.models import Event, User, reference
from station.workbook import WorkbookRefused

PERMISSION = "register_import.create"
FINISHED = "register_import.finished"  # the notice to the owner

Step = RegisterImport.Step
State = RegisterImport.State


def due(*, at: datetime):
    """Jobs that wait, or whose worker seems to have died."""
    return leases.due(_working(), at=at)


def claim(*, pk: int, at: datetime) -> RegisterImport | None:
    """Take the job for as long as the lease; None when another worker has it."""
    return leases.claim(_working(), pk=pk, at=at)


def _working():
    """Imports at a step that a worker does."""
    return RegisterImport.objects.filter(step__in=[Step.CHECK, Step.COMMIT])


def run(*, pk: int, at: datetime) -> None:
    """Do what the job's step asks; a failure is told, not tried for ever."""
    job = claim(pk=pk, at=at)
    if job is None:
        return
    if job.attempts > leases.MOST_ATTEMPTS:
        fail(job=job, message=_("The import was interrupted too often."), at=at)
        return
    try:
        if job.step == Step.CHECK:
            _check(job, at=at)
        else:
            _commit(job, at=at)
    except (WorkbookRefused, NoTable, RuleError) as error:
        fail(job=job, message=str(error), at=at)
    except LeaseLost:
        return
    except FileNotFoundError:
        fail(job=job, message=_("The uploaded file is no longer there."), at=at)


@transaction.atomic
def fail(*, job: RegisterImport, message: str, at: datetime) -> None:
    """The job cannot be done; say why."""
    leases.give_up(job, message=message, at=at)
    events.record(kind="register_import.failed", subject=job, by=None, at=at)
    _tell_owner(job, at=at)


def _tell_owner(job: RegisterImport, *, at: datetime) -> None:
    """The owner may have left the page long ago."""
    reminders.schedule(
        kind=FINISHED,
        subject=job,
        due_at=at,
        recipient=job.owner,
        edition=f"{job.step}-{at.timestamp():.0f}",
    )


def _examine(job: RegisterImport, *, at: datetime, show: bool) -> Examined:
    """Read and judge the file as it lies in the store."""
    with storage.opened(job.file_name) as path:
        tables, notes = read_tables(path)
    total = sum(len(table.rows) for table in tables)
    RegisterImport.objects.filter(pk=job.pk).update(total=total)
    return examine(
        tables,
        station=job.area,
        today=timezone.localdate(at),
        covers=_coverage(job.owner, PERMISSION),
        sees=_coverage(job.owner, "resident.view"),
        progress=leases.keeper(job) if show else None,
        notes=notes,
    )


def _coverage(owner: User, permission: str) -> Callable[[int], bool]:
    """Where the person who uploaded the file may do this, as of now."""
    scope = policy.scope(owner, permission)
    return lambda area_id: scope.everything or area_id in scope.area_ids


# -- the check ------------------------------------------------------------------------


def _check(job: RegisterImport, *, at: datetime) -> None:
    examined = _examine(job, at=at, show=True)
    correction = write_correction(examined.tables, examined.refused, examined.findings)
    storage.write(storage.correction_of(job.file_name), correction)
    with transaction.atomic():
        current = lock(job)
        if current.step != Step.CHECK:
            return
        _keep_findings(job, examined)
        _keep_changes(job, examined)
        _finish(job, examined, step=Step.PREVIEW, at=at)


def _finish(job: RegisterImport, examined: Examined, *, step: str, at) -> None:
    RegisterImport.objects.filter(pk=job.pk).update(
        step=step,
        state=State.DONE,
        done=examined.rows,
        lease_until=None,
        attempts=0,
        error="",
        notes=examined.notes,
        finished_at=at,
        updated_at=at,
        **examined.counts(),
    )
    _tell_owner(job, at=at)


def _keep_findings(job: RegisterImport, examined: Examined) -> None:
    """The findings, their values sealed."""
    ImportFinding.objects.filter(register_import=job).delete()
    rows = [
        ImportFinding(
            register_import=job,
            row=finding.row,
            column=finding.column[:40],
            code=finding.code,
            result=finding.result,
            details=_json(
                sheet=finding.sheet,
                value=finding.value[:500],
                says=finding.says,
                params=finding.params,
            ),
        )
        for finding in examined.findings
    ]
    give_ids(rows)
    copy_in(rows)


def _keep_changes(job: RegisterImport, examined: Examined) -> None:
    """Who is new and what changes, for the preview."""
    ImportChange.objects.filter(register_import=job).delete()
    plan = examined.plan
    rows = [_change(job, ImportChange.Kind.CHANGED, entry) for entry in plan.changed]
    rows += [_change(job, ImportChange.Kind.NEW, entry) for entry in plan.new]
    give_ids(rows)
    copy_in(rows)


def _change(job: RegisterImport, kind: str, entry: Entry) -> ImportChange:
    person = entry.person
    return ImportChange(
        register_import=job,
        kind=kind,
        row=person.row,
        details=_json(
            name=person.name,
            household=person.household,
            place=f"{person.group}{person.door}",
            community=person.community_id,
            fields=entry.changes,
        ),
    )


def _json(**details: object) -> str:
    return json.dumps(details, ensure_ascii=False)


# -- the commit -----------------------------------------------------------------------


def _commit(job: RegisterImport, *, at: datetime) -> None:
    """Compare once more under the station's lock, then write everything or nothing."""
    try:
        _commit_once(job, at=at)
    except IntegrityError:
        # Somebody entered one of these by hand between comparing and writing.
        _commit_once(job, at=at)


@transaction.atomic
def _commit_once(job: RegisterImport, *, at: datetime) -> None:
    committing.lock_register(job.area)
    current = lock(job)
    if current.step != Step.COMMIT:
        return
    examined = _examine(job, at=at, show=False)
    by = _approver(job)
    committing.write_plan(examined.plan, by=by, at=at, register_import=job)
    _finish(job, examined, step=Step.COMMITTED, at=at)
    RegisterImport.objects.filter(pk=job.pk).update(committed_at=at)
    events.record(
        kind="register_import.committed",
        subject=job,
        by=by,
        at=at,
        changes=examined.as_changes(),
    )


def _approver(job: RegisterImport) -> User:
    event = (
        Event.objects.filter(
            trail__contains=[reference(job)], kind="register_import.approved"
        )
        .order_by("-pk")
        .first()
    )
    return event.actor if event is not None else job.owner
