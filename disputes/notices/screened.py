"""Whoever answers for what screening found is told at once."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from disputes.actions.screened import SCREENED
from disputes.models import Dispute
from station import working_days
from station.duty import Roster
from station.models import Reminder
from station.registry import Notice, ReminderKind

LABEL = gettext_lazy("Dispute found in the day's calls")


def _key(reminder: Reminder) -> int:
    return int(reminder.subject.rpartition(":")[2])


def recipients(reminders: list[Reminder], at: datetime) -> dict[int, list[int]]:
    """Who answers for it, and the mediator where one is named already."""
    rows = Dispute.objects.open().filter(pk__in={_key(r) for r in reminders})
    found = {
        row[0]: row[1:]
        for row in rows.values_list(
            "pk", "assigned_to_id", "mediator__user_id", "area__path"
        )
    }
    paths = {path for _person, _mediator, path in found.values()}
    roster = Roster(paths, on=working_days.local_date(at))
    told = {}
    for reminder in reminders:
        if _key(reminder) not in found:
            continue
        person, mediator, path = found[_key(reminder)]
        serves = person is not None and roster.serves(person, path)
        officers = [person] if serves else roster.successor(path)
        told[reminder.pk] = [*officers, *([mediator] if mediator else [])]
    return told


def words(reminders: list[Reminder], user) -> dict[int, Notice]:
    """What it is about and where, as far as the dispute is in scope."""
    rows = Dispute.objects.visible_to(user).select_related("area")
    rows = rows.filter(pk__in={_key(r) for r in reminders}).defer("summary", "result")
    found = {row.pk: row for row in rows}
    return {
        reminder.pk: Notice(
            recipient=user,
            title=_("%(what)s · %(who)s")
            % {"what": LABEL, "who": found[_key(reminder)].title},
            url=found[_key(reminder)].get_absolute_url(),
            detail=found[_key(reminder)].area.name,
            outside=str(LABEL),
        )
        for reminder in reminders
        if _key(reminder) in found
    }


KIND = ReminderKind(SCREENED, LABEL, recipients, words, icon="phone-call")
