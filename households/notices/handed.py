"""What lies with a partner's office, on My day."""

from datetime import datetime

from django.utils.translation import gettext as _

from households.models import HandedReferral
from station import policy
from station.registry import WorkItem

MOST = 50


def owed(user, now: datetime):
    """What the office owes an answer to, the next one first."""
    if policy.scope(user, "office_referral.view").is_empty:
        return
    rows = HandedReferral.objects.visible_to(user).waiting().for_list()
    for row in rows.defer("asked", "answer").order_by("due_at", "pk")[:MOST]:
        yield WorkItem(
            title=_("Answer the station about %(number)s") % {"number": row.message},
            url=row.get_absolute_url(),
            due_at=row.due_at,
            kind_label=_("Handed to our office"),
            icon="send",
            area_name=row.area.short_name,
            detail=str(row.office),
        )
