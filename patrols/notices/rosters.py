"""Who hears that a roster is published: once, everybody who can sign up."""

from collections import defaultdict
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from patrols.actions.rosters import PUBLISHED
from patrols.lists.rosters import days_of
from patrols.models import Membership, RosterPeriod
from patrols.notices.shifts import key_of
from patrols.workflow.people import VolunteerStatus
from patrols.workflow.rosters import PeriodStatus
from station.models import Reminder
from station.registry import Notice, ReminderKind

LABEL = gettext_lazy("New roster: sign up")


def team_mates(reminders: list[Reminder], at: datetime) -> dict[int, list[int]]:
    """The active people of the team who have an account; nobody is no fault."""
    keys = {key_of(reminder) for reminder in reminders}
    rows = RosterPeriod.objects.filter(pk__in=keys, status=PeriodStatus.PUBLISHED)
    teams = dict(rows.values_list("pk", "team"))
    users = accounts_of(set(teams.values()))
    return {
        reminder.pk: users[teams[key_of(reminder)]]
        for reminder in reminders
        if users.get(teams.get(key_of(reminder)))
    }


def accounts_of(teams: set[int]) -> dict[int, list[int]]:
    """The accounts of the active members of each team."""
    rows = Membership.objects.current().filter(
        team__in=teams,
        volunteer__status=VolunteerStatus.ACTIVE,
        volunteer__user__is_active=True,
    )
    found = defaultdict(list)
    for team, user in rows.order_by("pk").values_list("team", "volunteer__user"):
        found[team].append(user)
    return found


def words(reminders: list[Reminder], user) -> dict[int, Notice]:
    """Which team, which days."""
    keys = {key_of(reminder) for reminder in reminders}
    rows = RosterPeriod.objects.visible_to(user).filter(pk__in=keys)
    found = {row.pk: row for row in rows.select_related("team")}
    return {
        reminder.pk: _notice(found[key_of(reminder)], user)
        for reminder in reminders
        if key_of(reminder) in found
    }


def _notice(period: RosterPeriod, user) -> Notice:
    said = {"what": LABEL, "who": f"{period.team.name} {days_of(period)}"}
    text = _("%(what)s · %(who)s") % said
    url = period.get_absolute_url()
    return Notice(recipient=user, title=text, url=url, outside=text)


KINDS = [ReminderKind(PUBLISHED, LABEL, team_mates, words, "calendar-time")]
