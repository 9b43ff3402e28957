"""Bulk actions on more rows than a page waits for."""

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from station import policy
from station.actions import bulk, jobs
from station.errors import RuleError
from station.jobs import JobKind, JobResult
from station.models import Job
from station.registry import registry
from station.sheets import workbook

KIND = "list.bulk"


def run(job: Job, progress) -> JobResult:
    """Read the form once more in the owner's name, then go row by row."""
    kind = registry.lists[job.params["list"]]
    action = registry.bulk[kind.key][job.params["action"]]
    pks = job.params["ids"]
    rows = kind.visible(job.owner, action.permission).filter(pk__in=pks)
    form = action.form_class(
        QueryDict(jobs.asked_of(job).get("form", "")), user=job.owner, rows=rows
    )
    if not form.is_valid():
        raise RuleError(_("What was entered no longer fits."), code="invalid")
    progress(0, len(pks))
    outcome = bulk.run(
        kind=kind,
        action=action,
        pks=pks,
        data=form.cleaned_data,
        key=job.params["key"],
        by=job.owner,
        at=timezone.now(),
        progress=progress,
        is_again=job.attempts > 1,
    )
    progress(len(pks))
    return JobResult(
        failed=len(pks) - len(outcome.done),
        failures=_told(outcome.refused),
    )


def _told(refused: list[bulk.Refused]) -> bytes:
    """The rows that refused, and why."""
    if not refused:
        return b""
    rows = [(found.row, found.why) for found in refused]
    return workbook(_("Not done"), [_("Entry"), _("Why")], rows)


def title(job: Job) -> str:
    """What is done to what."""
    kind, action = registry.lists.get(job.params.get("list")), _action(job)
    if action is None:
        return str(registry.jobs[KIND].label)
    return _("%(list)s: %(action)s") % {"list": kind.label, "action": action.label}


def _action(job: Job):
    """The action the job does, if there is such a one."""
    known = registry.bulk.get(job.params.get("list"), {})
    return known.get(job.params.get("action"))


def may(job: Job) -> bool:
    """May the owner still do it?"""
    action = _action(job)
    return action is not None and policy.can(job.owner, action.permission)


registry.add_job(
    JobKind(
        KIND,
        gettext_lazy("Action on many rows"),
        "checks",
        run,
        title=title,
        may=may,
    )
)
