"""What imports tell their owner, and what they leave to be decided."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from households.actions.import_jobs import FINISHED
from households.models import MatchSuggestion, RegisterImport
from station import phrasing
from station.models import Reminder
from station.registry import Notice, WorkItem

__all__ = ["EVENT_LABELS", "FINISHED", "LABEL", "notices", "owed"]
LABEL = gettext_lazy("Import checked, done or failed")
EVENT_LABELS = {
    "register__imported": gettext_lazy("Register imported by command"),
    "register_import__uploaded": gettext_lazy("Workbook uploaded"),
    "register_import__approved": gettext_lazy("Import approved"),
    "register_import__committed": gettext_lazy("Workbook imported"),
    "register_import__failed": gettext_lazy("Import failed"),
    "register_import__discarded": gettext_lazy("Workbook discarded"),
    "register_import__retried": gettext_lazy("Import tried again"),
    "household__imported": gettext_lazy("Household entered by import"),
    "household__moved": gettext_lazy("Household moved by import"),
    "resident__imported": gettext_lazy("Resident entered by import"),
    "resident__changed": gettext_lazy("Resident changed by import"),
    "match__accepted": gettext_lazy("Suggestion accepted"),
    "match__rejected": gettext_lazy("Suggestion rejected"),
    "resident__merged": gettext_lazy("Two entries of one person merged"),
}


def notices(reminder: Reminder):
    """Tell the owner how the work on a workbook ended."""
    pk = int(reminder.subject.rpartition(":")[2])
    job = RegisterImport.objects.select_related("owner").filter(pk=pk).first()
    if job is not None:
        yield Notice(
            recipient=job.owner,
            title=_title(job),
            url=job.get_absolute_url(),
            detail=job.error if job.state == RegisterImport.State.FAILED else "",
        )


def _title(job: RegisterImport) -> str:
    if job.state == RegisterImport.State.FAILED:
        return _("The import of %s failed") % job.original_name
    if job.step == RegisterImport.Step.COMMITTED:
        return _("%s was imported") % job.original_name
    return _("%s was checked: look at the preview") % job.original_name


def owed(user, now: datetime):
    """Checked workbooks nobody has decided on, and suggestions to decide."""
    waiting = RegisterImport.objects.filter(
        owner=user, step=RegisterImport.Step.PREVIEW, purged_at__isnull=True
    )
    for job in waiting.order_by("pk"):
        yield WorkItem(
            title=job.original_name,
            url=job.get_absolute_url(),
            due_at=None,
            kind_label=_("Import to look at"),
            icon="upload",
            detail=_("%(new)s new, %(changed)s changed, %(refused)s refused")
            % {
                "new": phrasing.number(job.new_count),
                "changed": phrasing.number(job.changed_count),
                "refused": phrasing.number(job.refused_count),
            },
        )
    open_ones = MatchSuggestion.objects.visible_to(user, "decide").open()
    found = len(open_ones.order_by()[:100].values_list("pk"))
    if found:
        yield WorkItem(
            title=ngettext("%(n)s suggestion", "%(n)s suggestions", found)
            % {"n": phrasing.number(found)},
            url=reverse("households:match_list"),
            due_at=None,
            kind_label=_("Moved or entered twice"),
            icon="users",
        )
