"""Whom groups concern: those whose keeper serves there no more."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from antifraud.keepers import unkept
from antifraud.models import Audience
from station import phrasing, policy, working_days
from station.registry import WorkItem
from station.roles import Role


def owed(user, now: datetime):
    """The chief gives groups that nobody keeps to somebody, in one go."""
    if Role.STATION_CHIEF not in policy.rights(user).roles:
        return
    rows = Audience.objects.visible_to(user, "edit").active()
    count = unkept(rows, on=working_days.local_date(now)).count()
    if not count:
        return
    title = ngettext("%(n)s group", "%(n)s groups", count)
    yield WorkItem(
        title=title % {"n": phrasing.number(count)},
        url=f"{reverse('antifraud:audience_list')}?state=unkept",
        due_at=None,
        kind_label=_("Nobody keeps it any more"),
        icon="users-group",
        detail=_("Hand them to another officer, else nobody passes alerts on."),
    )
