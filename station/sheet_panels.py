"""What workbooks sent in tell their owner, and where they are found."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from station.actions import sheet_imports
from station.models import Reminder, SheetImport
from station.registry import Notice, ReminderKind, WorkItem, registry

Step, State = SheetImport.Step, SheetImport.State


def _key(reminder: Reminder) -> int:
    return int(reminder.subject.rpartition(":")[2])


def recipients(reminders: list[Reminder], at: datetime) -> dict[int, list[int]]:
    """Whoever sent it in."""
    ended = SheetImport.objects.filter(state__in=[State.DONE, State.FAILED])
    rows = ended.filter(pk__in={_key(reminder) for reminder in reminders})
    owners = dict(rows.values_list("pk", "owner_id"))
    return {
        reminder.pk: [owners[_key(reminder)]]
        for reminder in reminders
        if _key(reminder) in owners
    }


def words(reminders: list[Reminder], user) -> dict[int, Notice]:
    """How the work ended."""
    rows = SheetImport.objects.visible_to(user).select_related("owner")
    found = rows.in_bulk({_key(reminder) for reminder in reminders})
    return {
        reminder.pk: _notice(found[_key(reminder)])
        for reminder in reminders
        if _key(reminder) in found
    }


def _notice(job: SheetImport) -> Notice:
    if job.state == State.FAILED:
        pattern = _("The import of %s failed")
    elif job.step == Step.COMMITTED:
        pattern = _("%s was imported")
    else:
        pattern = _("%s was checked: look at the preview")
    return Notice(
        recipient=job.owner,
        title=pattern % job.original_name,
        url=job.get_absolute_url(),
        detail=job.error,
    )


def owed(user, now: datetime):
    """Checked workbooks nobody has decided on."""
    rows = SheetImport.objects.filter(
        owner=user, step=Step.PREVIEW, purged_at__isnull=True
    )
    for job in rows.order_by("pk")[:20]:
        yield WorkItem(
            title=job.original_name,
            url=job.get_absolute_url(),
            due_at=None,
            kind_label=_("Import to look at"),
            icon="upload",
        )


registry.add_reminder_kinds(
    ReminderKind(
        sheet_imports.FINISHED,
        gettext_lazy("Workbook checked, imported or failed"),
        recipients,
        words,
        icon="upload",
    )
)
registry.add_worklist("sheet_imports", owed)
registry.add_event_labels(
    sheet_import__uploaded=gettext_lazy("Workbook uploaded"),
    sheet_import__approved=gettext_lazy("Import approved"),
    sheet_import__committed=gettext_lazy("Workbook imported"),
    sheet_import__failed=gettext_lazy("Import failed"),
    sheet_import__discarded=gettext_lazy("Workbook discarded"),
    sheet_import__retried=gettext_lazy("Import tried again"),
)
