"""What is still open about visits, households and units."""

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from households.models import FollowUp
from station.registry import WorkItem, registry


def follow_ups(user, **about) -> list[WorkItem]:
    """The open follow-ups a person may see, as things to do."""
    rows = FollowUp.objects.visible_to(user).open().filter(**about)
    rows = rows.select_related("assigned_to").order_by("due_at")
    return [
        WorkItem(
            title=Truncator(row.matter).chars(40),
            url=row.get_absolute_url(),
            due_at=row.due_at,
            kind_label=_("Follow-up"),
            icon="calendar-event",
            detail=row.assigned_to.name,
        )
        for row in rows[:20]
    ]


registry.add_closing(
    "households.visit", lambda visit, user: follow_ups(user, visit=visit)
)
registry.add_closing("households.unit", lambda unit, user: follow_ups(user, unit=unit))
