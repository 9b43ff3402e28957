"""Reports: how they are counted, who is told of a draft, and where it waits."""

from collections.abc import Callable
from datetime import datetime, time

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from station import working_days
from station.actions import report_counting, reports
from station.duty import Roster
from station.jobs import JobKind
from station.models import Job, Reminder, Report
from station.registry import Notice, ReminderKind, WorkItem, registry

ICON = "chart-bar"
MOST = 20


def name_of(report: Report) -> str:
    """What report it is, in words."""
    return _("%(kind)s %(from)s to %(until)s, %(area)s") % {
        "kind": report.get_kind_display(),
        "from": report.starts_on.isoformat(),
        "until": report.ends_on.isoformat(),
        "area": report.area.short_name,
    }


def title(job: Job) -> str:
    """The report the job counts."""
    rows = Report.objects.select_related("area").defer("figures", "suggested")
    found = rows.filter(pk=job.params.get("report")).first()
    return name_of(found) if found else pgettext("report", "Report")


def _drafts(reminders: list[Reminder]) -> dict[int, Report]:
    """By reminder: the draft it speaks of; signed and dropped ones are settled."""
    keys = {r.pk: int(r.subject.rpartition(":")[2]) for r in reminders}
    rows = Report.objects.filter(status=Report.Status.DRAFT)
    found = rows.for_list().in_bulk(set(keys.values()))
    return {pk: found[key] for pk, key in keys.items() if key in found}


def _leaders(reminders: list[Reminder], at: datetime) -> dict[int, list[int]]:
    """Who signs it: the chief, else the county."""
    drafts = _drafts(reminders)
    paths = {report.area.path for report in drafts.values()}
    roster = Roster(paths, on=working_days.local_date(at))
    return {pk: roster.leaders(report.area.path) for pk, report in drafts.items()}


def to_tell(reminders: list[Reminder], at: datetime) -> dict[int, list[int]]:
    """Who asked for it hears of it by the end of the work."""
    drafts, told = _drafts(reminders), _leaders(reminders, at)
    for pk, report in drafts.items():
        job = report.job
        others = [u for u in told[pk] if not _asked_by(job, u)]
        if others or not told[pk]:
            told[pk] = others
        else:
            del told[pk]
    return told


def _asked_by(job: Job | None, user_id: int) -> bool:
    return job is not None and not is_due(job) and job.owner_id == user_id


def is_due(job: Job) -> bool:
    """Nobody asked for it; a draft is told of as one to be signed."""
    return bool(job.params.get("is_due"))


def _words(pattern: str) -> Callable:
    def words(reminders: list[Reminder], user) -> dict[int, Notice]:
        visible = set(
            Report.objects.visible_to(user)
            .filter(pk__in={report.pk for report in _drafts(reminders).values()})
            .values_list("pk", flat=True)
        )
        return {
            pk: Notice(
                recipient=user,
                title=_(pattern) % {"report": name_of(report)},
                url=report.get_absolute_url(),
                outside=_("A report waits to be signed."),
            )
            for pk, report in _drafts(reminders).items()
            if report.pk in visible
        }

    return words


def owed(user, now: datetime):
    """Drafts that wait for this person's signature."""
    rows = Report.objects.to_sign(user).for_list().order_by("due_on", "pk")
    for report in rows[:MOST]:
        yield WorkItem(
            title=name_of(report),
            url=report.get_absolute_url(),
            due_at=working_days.at_clock(report.due_on, time.max),
            kind_label=_("Report to sign"),
            icon=ICON,
            area_name=report.area.name,
        )


waiting_words = _words(gettext_lazy("To read and sign: %(report)s"))
late_words = _words(gettext_lazy("Not signed in time: %(report)s"))
registry.add_job(
    JobKind(
        key=reports.JOB,
        label=pgettext_lazy("report", "Report"),
        icon=ICON,
        run=report_counting.run,
        permission="report.make",
        title=title,
        failed=report_counting.fail,
        is_quiet=is_due,
    )
)
registry.add_reminder_kinds(
    ReminderKind(
        reports.WAITING,
        gettext_lazy("Report waits to be signed"),
        to_tell,
        waiting_words,
        icon=ICON,
    ),
    ReminderKind(
        reports.LATE,
        gettext_lazy("Report not signed in time"),
        _leaders,
        late_words,
        icon=ICON,
    ),
)
registry.add_worklist("reports", owed)
registry.add_event_labels(
    report__asked=gettext_lazy("Report asked for"),
    report__asked_again=gettext_lazy("To be counted again"),
    report__counted=gettext_lazy("Figures counted"),
    report__failed=gettext_lazy("Figures could not be counted"),
    report__written=gettext_lazy("Words changed"),
    report__signed=pgettext_lazy("event", "Report signed"),
    report__replaced=gettext_lazy("Replaced by a correction"),
    report__dropped=gettext_lazy("Report dropped"),
)
