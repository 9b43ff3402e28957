"""Counting a report: group by group, all figures of one moment, kept at once."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from station import working_days
from station.actions import reminders
from station.actions.events import record
from station.actions.locking import lock
from station.actions.reports import LATE, SIGN_WITHIN, WAITING
from station.errors import RuleError
from station.jobs import JobResult
from station.models import Job, Report
from station.reports import frozen, wording
from station.reports.frozen import Progress, Reading
from station.reports.moment import one_moment

NINE = timedelta(hours=9)
Status = Report.Status


def run(job: Job, progress: Progress) -> JobResult:
    """The job's work; run twice it counts once."""
    at = timezone.now()
    report = _begin(job, at=at)
    if report.status == Status.MAKING:
        keep(report, count(report, progress, at=at), at=at)
    return JobResult(url=report.get_absolute_url())


@transaction.atomic
def _begin(job: Job, *, at: datetime) -> Report:
    """The report this job counts; one that failed is taken up again."""
    found = Report.objects.select_for_update(of=("self",)).filter(job=job.pk).first()
    if found is None or found.status == Status.DROPPED:
        raise RuleError(_("The report was dropped or counted anew."), code="overtaken")
    if found.status == Status.FAILED:
        found.status = Status.MAKING
        found.save()
        record(kind="report.asked_again", subject=found, by=job.owner, at=at)
    return found


def count(report: Report, progress: Progress, *, at: datetime) -> dict:
    """All groups as they stand at this moment."""
    groups = frozen.groups()
    with one_moment() as moment:
        with moment.reading():
            reading = Reading.of(report, at=at)
            kept = frozen.head(reading)
        for done, (key, metrics) in enumerate(groups):
            progress(done, len(groups))
            with moment.reading():
                kept["groups"].append(frozen.group(reading, key, metrics))
    progress(len(groups), len(groups))
    return kept


@transaction.atomic
def keep(report: Report, figures: dict, *, at: datetime) -> None:
    """The figures and the words they suggest; who comes second changes nothing."""
    found = lock(report)
    if found.job_id != report.job_id or found.status != Status.MAKING:
        return
    today = working_days.local_date(at)
    found.figures, found.figures_at = figures, at
    found.suggested = wording.suggested(found)
    found.due_on = found.due_on or working_days.add_working_days(today, SIGN_WITHIN)
    found.status = Status.DRAFT
    found.version += 1
    found.save()
    record(kind="report.counted", subject=found, by=None, at=at)
    _remind(found, at=at)


def _remind(report: Report, *, at: datetime) -> None:
    """Once now, and once more when nobody signed it in time."""
    next_day = working_days.at_clock(
        report.due_on + timedelta(days=1), datetime.min.time()
    )
    moments = {WAITING: at, LATE: next_day + NINE}
    reminders.schedule_all(moments=moments, subject=report)


@transaction.atomic
def fail(job: Job, *, at: datetime) -> None:
    """The work ended without figures; a draft counted again stays as it was."""
    found = Report.objects.select_for_update(of=("self",)).filter(job=job.pk).first()
    if found is None or found.status != Status.MAKING:
        return
    found.status = Status.FAILED
    if found.figures_at is not None:
        found.status, found.job = Status.DRAFT, None
    found.version += 1
    found.save()
    record(kind="report.failed", subject=found, by=None, at=at)
