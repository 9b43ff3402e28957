"""Whom the clocks of the law concern at this moment, and what to say to them."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from disputes.actions.deadlines import EVENING
from disputes.models import Clock
from disputes.workflow.law import ClockState
from station import phrasing, working_days
from station.duty import Roster
from station.models import Reminder
from station.registry import Notice, ReminderKind, WorkItem, registry

AHEAD = timedelta(days=7)
LABELS = {
    "clock.soon": gettext_lazy("Legal time ends soon"),
    "clock.due": gettext_lazy("Legal time ends today"),
    "clock.late": gettext_lazy("Legal time has passed"),
    "clock.chief": gettext_lazy("Legal time passed two working days ago"),
}


def _key(reminder: Reminder) -> int:
    return int(reminder.subject.rpartition(":")[2])


def running():
    """The clocks that go, of disputes still open."""
    return Clock.objects.filter(state=ClockState.RUNNING)


def recipients(reminders: list[Reminder], at: datetime) -> dict[int, list[int]]:
    """Who answers for the dispute; at last the chief."""
    keys = {_key(reminder) for reminder in reminders}
    rows = running().filter(pk__in=keys)
    found = {
        pk: (person, path)
        for pk, person, path in rows.values_list(
            "pk", "dispute__assigned_to_id", "dispute__area__path"
        )
    }
    today = working_days.local_date(at)
    roster = Roster({path for _person, path in found.values()}, on=today)
    return {
        reminder.pk: _line(reminder.kind, roster, *found[_key(reminder)])
        for reminder in reminders
        if _key(reminder) in found
    }


def _line(kind: str, roster: Roster, person: int | None, path: str) -> list[int]:
    if kind == "clock.chief":
        return roster.leaders(path)
    if person is not None and roster.serves(person, path):
        return [person]
    return roster.successor(path)


def words(reminders: list[Reminder], user) -> dict[int, Notice]:
    """What each says to this person, as far as the dispute is in scope."""
    keys = {_key(reminder) for reminder in reminders}
    rows = Clock.objects.visible_to(user).filter(pk__in=keys)
    rows = rows.select_related("dispute__area")
    found = {row.pk: row for row in rows.defer("dispute__summary", "dispute__result")}
    return {
        reminder.pk: _notice(LABELS[reminder.kind], found[_key(reminder)], user)
        for reminder in reminders
        if _key(reminder) in found
    }


def _notice(label, clock: Clock, user) -> Notice:
    dispute = clock.dispute
    due = phrasing.date_in_full(clock.due_on)
    said = {"what": label, "limit": title(clock), "due": due}
    return Notice(
        recipient=user,
        title=_("%(what)s · %(who)s") % {"what": label, "who": dispute.title},
        url=dispute.get_absolute_url(),
        detail=_("%(limit)s · %(due)s") % said,
        outside=_("%(what)s · %(limit)s · %(due)s") % said,
    )


def title(clock: Clock) -> str:
    """What the limit is called."""
    return registry.legal[clock.code][-1].title


KINDS = [
    ReminderKind(key, label, recipients, words, icon="hourglass")
    for key, label in LABELS.items()
]


def owed(user, now: datetime):
    """The clocks of this person's disputes that end within a week."""
    rows = Clock.objects.visible_to(user, "edit").filter(
        state=ClockState.RUNNING,
        dispute__assigned_to=user,
        due_on__lte=working_days.local_date(now + AHEAD),
    )
    rows = rows.select_related("dispute__area")
    rows = rows.defer("dispute__summary", "dispute__result")
    for clock in rows.order_by("due_on", "pk"):
        yield WorkItem(
            title=clock.dispute.title,
            url=clock.dispute.get_absolute_url(),
            due_at=working_days.at_clock(clock.due_on, EVENING),
            kind_label=title(clock),
            icon="hourglass",
            area_name=clock.dispute.area.name,
            detail=clock.dispute.number,
            sort_key=clock.dispute.place,
        )
