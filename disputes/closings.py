"""What keeps a dispute from being closed in good conscience."""

from django.urls import reverse
from django.utils.translation import gettext as _

from disputes.models import Dispute
from households.workflow import FollowUpStatus
from station.closings import MOST
from station.registry import WorkItem, registry

KEY = "disputes.dispute"


def owed(dispute: Dispute, *, user) -> list[WorkItem]:
    """What must be done before what was mediated can be closed."""
    return [item for source in registry.closings[KEY] for item in source(dispute, user)]


def named(items: list[WorkItem]) -> str:
    """The first few, in words."""
    return _(", ").join(str(item.title) for item in items[:3])


def follow_ups(dispute: Dispute, _user) -> list[WorkItem]:
    """Somebody promised to go back, or nobody has gone back at all."""
    rows = dispute.follow_ups.select_related("follow_up__assigned_to").order_by("pk")
    rows = list(rows[:MOST])
    still_open = [
        _promise(row) for row in rows if row.follow_up.status == FollowUpStatus.OPEN
    ]
    since = dispute.mediated_at
    went = any(row.recorded_at and row.recorded_at >= since for row in rows if since)
    if since is None or went or still_open:
        return still_open
    url = reverse("disputes:follow_up_plan", args=[dispute.pk])
    title = _("Nobody has gone back to the parties")
    return [WorkItem(title, url, None, _("Follow-up"), "calendar-event")]


def _promise(row) -> WorkItem:
    return WorkItem(
        title=_("Go back to the parties: %(when)s")
        % {"when": row.get_occasion_display()},
        url=row.follow_up.get_absolute_url(),
        due_at=row.follow_up.due_at,
        kind_label=_("Follow-up"),
        icon="calendar-event",
        detail=row.follow_up.assigned_to.name,
    )
