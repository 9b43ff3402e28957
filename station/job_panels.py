"""What long jobs tell their owner, and where they are found."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from station.actions import jobs
from station.models import Job, Reminder
from station.registry import Notice, ReminderKind, registry


def _key(reminder: Reminder) -> int:
    return int(reminder.subject.rpartition(":")[2])


def recipients(reminders: list[Reminder], at: datetime) -> dict[int, list[int]]:
    """The owner; of a job tried again meanwhile nothing is said yet."""
    ended = Job.objects.filter(state__in=[Job.State.DONE, Job.State.FAILED])
    rows = ended.filter(pk__in={_key(reminder) for reminder in reminders})
    owners = dict(rows.values_list("pk", "owner_id"))
    return {
        reminder.pk: [owners[_key(reminder)]]
        for reminder in reminders
        if _key(reminder) in owners
    }


def words(reminders: list[Reminder], user) -> dict[int, Notice]:
    """How the work ended."""
    rows = Job.objects.visible_to(user).select_related("owner", "area")
    found = rows.in_bulk({_key(reminder) for reminder in reminders})
    return {
        reminder.pk: _notice(found[_key(reminder)])
        for reminder in reminders
        if _key(reminder) in found
    }


def _notice(job: Job) -> Notice:
    is_failed = job.state == Job.State.FAILED
    pattern = _("Failed: %(job)s") if is_failed else _("Done: %(job)s")
    return Notice(
        recipient=job.owner,
        title=pattern % {"job": jobs.title_of(job)},
        url=job.get_absolute_url(),
        detail=job.error,
    )


registry.add_reminder_kinds(
    ReminderKind(
        jobs.FINISHED,
        gettext_lazy("Long job done or failed"),
        recipients,
        words,
        icon="hourglass",
    )
)
registry.add_event_labels(
    job__queued=gettext_lazy("Job started"),
    job__done=gettext_lazy("Job done"),
    job__failed=gettext_lazy("Job failed"),
    job__retried=gettext_lazy("Job tried again"),
)
