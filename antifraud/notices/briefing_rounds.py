"""What officers still owe of their rounds of briefings."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from antifraud.models import BriefingRound
from antifraud.reach.asking import morning_of
from station.registry import WorkItem

ICON = "route"


def owed(user, now: datetime):
    """One's own rounds that have begun, with how many doors are left."""
    rows = BriefingRound.objects.visible_to(user).open()
    rows = rows.filter(officer=user, first_on__lte=timezone.localdate(now))
    for row in rows.for_list().order_by("last_on", "pk"):
        evening = morning_of(row.last_on + timedelta(days=1)) - timedelta(minutes=1)
        yield WorkItem(
            title=_("Round of briefings · %(area)s") % {"area": row.area.name},
            url=row.get_absolute_url(),
            due_at=evening,
            kind_label=gettext_lazy("Round of briefings"),
            icon=ICON,
            area_name=row.area.name,
            detail=_("%(told)s of %(doors)s told")
            % {"told": row.told, "doors": row.doors},
        )
