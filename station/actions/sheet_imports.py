"""Workbooks for any list: sent in, checked, approved, taken in once, forgotten."""

import json
import tempfile
from datetime import date, datetime, timedelta
from pathlib import Path

import structlog
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from station import policy, text_table, workbook
from station.actions import events, leases, reminders
from station.actions.leases import LeaseLost, State
from station.actions.locking import lock
from station.errors import RuleError
from station.models import Area, SheetImport, SheetRow, User
from station.private_files import PrivateFolder
from station.registry import registry
from station.sheet_kinds import RowPlan, RowRefused, SheetContext, SheetKind
from station.sheet_reading import ReadRow, Table, read
from station.sheet_writing import write_refused
from station.workbook import WorkbookRefused

log = structlog.get_logger(__name__)

FILES = PrivateFolder("sheets")
KEPT = timedelta(days=7)
FINISHED = "sheet_import.finished"
BATCH = 100  # rows of one transaction
Step = SheetImport.Step


# -- what a person does ---------------------------------------------------------------


def upload(
    *, kind: str, content: bytes, name: str, by: User, at: datetime
) -> SheetImport:
    """Take in a workbook; a hostile or unreadable one is refused at the door."""
    found = registry.sheets.get(kind)
    if found is None or not policy.can(by, found.permission):
        raise RuleError(_("You cannot send in such a workbook."), code="out_of_scope")
    _check_content(content, found)
    area = _station_of(by)
    file_name = FILES.keep(content)
    try:
        with transaction.atomic():
            made = SheetImport.objects.create(
                kind=kind,
                owner=by,
                area=area,
                original_name=Path(name).name[-120:] or "workbook.xlsx",
                file_name=file_name,
            )
            events.record(kind="sheet_import.uploaded", subject=made, by=by, at=at)
    except BaseException:
        FILES.drop(file_name)
        raise
    return made


def _check_content(content: bytes, kind: SheetKind) -> None:
    if kind.takes_text and text_table.is_table(content):
        if len(content) > workbook.MOST_BYTES:
            raise RuleError(str(workbook.MESSAGES["too_big"]), code="too_big")
        return
    with tempfile.NamedTemporaryFile(suffix=".xlsx") as file:
        file.write(content)
        file.flush()
        try:
            workbook.check(Path(file.name))
        except WorkbookRefused as error:
            raise RuleError(str(error), code=error.code) from error


def _station_of(by: User) -> Area:
    """The station whose chief may look at it."""
    home = by.home_area
    if home is None:
        raise RuleError(_("You cannot send in such a workbook."), code="out_of_scope")
    above = Area.objects.above(home).filter(kind=Area.Kind.STATION).first()
    return above or home


@transaction.atomic
def approve(*, sheet_import: SheetImport, by: User, at: datetime) -> SheetImport:
    """The preview was seen: take in the good rows."""
    job = lock(sheet_import)
    if job.step != Step.PREVIEW or job.state != State.DONE:
        raise RuleError(
            _("Only a checked workbook can be imported."), code="not_in_preview"
        )
    if not job.new_count and not job.changed_count:
        raise RuleError(_("There is nothing to import."), code="nothing_to_import")
    job.step = Step.COMMIT
    leases.queue_again(job)
    events.record(kind="sheet_import.approved", subject=job, by=by, at=at)
    return job


@transaction.atomic
def discard(*, sheet_import: SheetImport, by: User, at: datetime) -> SheetImport:
    """Throw a workbook away without importing it."""
    job = lock(sheet_import)
    is_open = job.step in {Step.CHECK, Step.PREVIEW}
    if not is_open or leases.is_running(job, at=at):
        raise RuleError(_("This import can no longer be discarded."), code="too_late")
    _forget(job, at=at)
    events.record(kind="sheet_import.discarded", subject=job, by=by, at=at)
    return job


@transaction.atomic
def retry(*, sheet_import: SheetImport, by: User, at: datetime) -> SheetImport:
    """Try a failed one once more."""
    job = lock(sheet_import)
    if job.state != State.FAILED or job.purged_at is not None:
        raise RuleError(
            _("Only a failed import can be tried again."), code="not_failed"
        )
    leases.queue_again(job)
    events.record(kind="sheet_import.retried", subject=job, by=by, at=at)
    return job


# -- what the worker does -------------------------------------------------------------


def working():
    """Workbooks at a step that a worker does."""
    rows = SheetImport.objects.filter(step__in=[Step.CHECK, Step.COMMIT])
    return rows.select_related("owner", "area")


def due(*, at: datetime):
    """Those that wait, or whose worker seems to have died."""
    return leases.due(working(), at=at)


def run(*, pk: int, at: datetime) -> None:
    """Check or take in; a failure is told, not tried for ever."""
    job = leases.claim(working(), pk=pk, at=at)
    if job is None:
        return
    kind = registry.sheets.get(job.kind)
    if job.attempts > leases.MOST_ATTEMPTS:
        fail(job=job, message=_("The import was interrupted too often."), at=at)
        return
    if kind is None or not policy.can(job.owner, kind.permission):
        fail(job=job, message=_("You may no longer do this."), at=at)
        return
    with translation.override(job.owner.language or translation.get_language()):
        _run(job, kind, at=at)


def _run(job: SheetImport, kind: SheetKind, *, at: datetime) -> None:
    try:
        do = _check if job.step == Step.CHECK else _commit
        do(job, kind, at=at)
    except LeaseLost:
        log.warning("workbook taken over", job=job.pk)
    except (WorkbookRefused, RuleError) as error:
        fail(job=job, message=str(error), at=at)
    except FileNotFoundError:
        fail(job=job, message=_("The uploaded file is no longer there."), at=at)


@transaction.atomic
def fail(*, job: SheetImport, message: str, at: datetime) -> None:
    """It cannot be done; say why."""
    leases.give_up(job, message=message, at=at)
    events.record(kind="sheet_import.failed", subject=job, by=None, at=at)
    _tell_owner(job, at=at)


def _tell_owner(job: SheetImport, *, at: datetime) -> None:
    reminders.schedule(
        kind=FINISHED,
        subject=job,
        due_at=at,
        recipient=job.owner,
        edition=f"{job.step}-{at.timestamp():.0f}",
    )


def _context(job: SheetImport, *, at: datetime) -> SheetContext:
    return SheetContext(job.owner, job.area, timezone.localdate(at), job)


def _check(job: SheetImport, kind: SheetKind, *, at: datetime) -> None:
    """Read and judge every row; nothing of the register is written."""
    context = _context(job, at=at)
    with FILES.opened(job.file_name) as path:
        table = read(path, kind, context)
    progress = leases.keeper(job)
    progress(0, len(table.rows))
    if kind.prepare:
        kind.prepare([row.values for row in table.rows if not row.faults], context)
    plans = _plans(kind, table, context, progress)
    refused = [row for row in table.rows if row.faults]
    refused_file = FILES.keep(write_refused(table, refused)) if refused else ""
    with transaction.atomic():
        SheetRow.objects.filter(sheet_import=job).delete()
        SheetRow.objects.bulk_create(
            [_kept(job, row, plans.get(row.number)) for row in table.rows],
            batch_size=500,
        )
        states = [plan.state for plan in plans.values()]
        is_mine = leases.finish(
            job,
            at=at,
            step=Step.PREVIEW,
            done=len(table.rows),
            row_count=len(table.rows),
            new_count=states.count("new"),
            changed_count=states.count("changed"),
            unchanged_count=states.count("unchanged"),
            refused_count=len(refused),
            refused_file=refused_file,
        )
        if not is_mine:
            raise LeaseLost
        _tell_owner(job, at=at)


def _plans(kind: SheetKind, table: Table, context, progress) -> dict[int, RowPlan]:
    """What each good row would become; a fault found here goes to its row."""
    heads = {column.key: str(column.header) for column in kind.columns}
    plans: dict[int, RowPlan] = {}
    seen: dict[str, int] = {}
    for done, row in enumerate(table.rows, start=1):
        if done % 200 == 0:
            progress(done)
        if row.faults:
            continue
        try:
            plan = kind.check_row(row.values, context)
            if plan.key and plan.key in seen:
                raise RowRefused(
                    _("The same as row %(row)s.") % {"row": seen[plan.key]}
                )
        except RuleError as error:
            column = getattr(error, "column", "")
            row.faults.append((heads.get(column, ""), str(error)))
            continue
        seen.setdefault(plan.key, row.number)
        plans[row.number] = plan
    return plans


def _kept(job: SheetImport, row: ReadRow, plan: RowPlan | None) -> SheetRow:
    """A row as the preview and the commit need it, sealed."""
    details = {"line": row.line, "faults": row.faults}
    if plan is not None:
        details = {
            "title": plan.title,
            "changes": plan.changes,
            "values": {key: _plain(value) for key, value in row.values.items()},
        }
    return SheetRow(
        sheet_import=job,
        row=row.number,
        state=plan.state if plan else SheetRow.State.REFUSED,
        details=json.dumps(details, ensure_ascii=False),
    )


def _plain(value):
    if isinstance(value, datetime):
        return {"m": value.isoformat()}
    return {"d": value.isoformat()} if isinstance(value, date) else value


def _value(kept):
    """A cell as it was before it was kept as JSON."""
    if not isinstance(kept, dict):
        return kept
    if "m" in kept:
        return datetime.fromisoformat(kept["m"])
    return date.fromisoformat(kept["d"])


def values_of(row: SheetRow) -> dict:
    """The cells of a kept row as the kind takes them."""
    values = json.loads(row.details)["values"]
    return {key: _value(value) for key, value in values.items()}


def _commit(job: SheetImport, kind: SheetKind, *, at: datetime) -> None:
    """Batch by batch; what a dead worker had done already is not done again."""
    context, progress = _context(job, at=at), leases.keeper(job)
    wanted = SheetRow.objects.filter(sheet_import=job, state__in=["new", "changed"])
    total = wanted.count()
    progress(total - wanted.filter(committed_at__isnull=True).count(), total)
    while batch := list(wanted.filter(committed_at=None).order_by("row")[:BATCH]):
        values = {row.pk: values_of(row) for row in batch}
        if kind.prepare:
            kind.prepare(list(values.values()), context)
        for row in batch:
            with transaction.atomic():
                _commit_row(kind, row, values[row.pk], context, by=job.owner, at=at)
        progress(wanted.exclude(committed_at=None).count())
    with transaction.atomic():
        counts = _counts(job)
        if leases.finish(job, at=at, step=Step.COMMITTED, committed_at=at, **counts):
            changes = {name: [None, count] for name, count in counts.items()}
            events.record(
                kind="sheet_import.committed",
                subject=job,
                by=job.owner,
                at=at,
                changes=changes,
            )
            _tell_owner(job, at=at)


def _commit_row(kind: SheetKind, row: SheetRow, values, context, *, by, at) -> None:
    """One row with its mark in one transaction; a refusal is kept with the row."""
    try:
        with transaction.atomic():
            row.state = kind.commit_row(values, context, by=by, at=at)
    except RuleError as error:
        details = json.loads(row.details)
        details["faults"] = [["", str(error)]]
        row.details = json.dumps(details, ensure_ascii=False)
        row.state = SheetRow.State.REFUSED
    row.committed_at = at
    row.save(update_fields=["state", "details", "committed_at"])


def _counts(job: SheetImport) -> dict[str, int]:
    states = list(
        SheetRow.objects.filter(sheet_import=job).values_list("state", flat=True)
    )
    return {
        f"{state}_count": states.count(state)
        for state in ("new", "changed", "unchanged", "refused")
    }


# -- afterwards -----------------------------------------------------------------------


def purge(*, at: datetime) -> int:
    """Drop files and quoted cells seven days after they came in."""
    old = SheetImport.objects.filter(
        purged_at__isnull=True, created_at__lt=at - KEPT
    ).exclude(state=State.RUNNING, lease_until__gt=at)
    count = 0
    for job in old.iterator():
        with transaction.atomic():
            _forget(lock(job), at=at)
        count += 1
    FILES.sweep(before=at - KEPT - timedelta(days=1))
    return count


def _forget(job: SheetImport, *, at: datetime) -> None:
    """What was quoted goes; the counts stay."""
    names = (job.file_name, job.refused_file)
    SheetRow.objects.filter(sheet_import=job).update(details="")
    job.purged_at, job.file_name, job.refused_file = at, "", ""
    if job.step in {Step.CHECK, Step.PREVIEW}:
        job.step, job.state, job.finished_at = Step.DISCARDED, State.DONE, at
    job.save()
    transaction.on_commit(lambda: FILES.drop(*names))
