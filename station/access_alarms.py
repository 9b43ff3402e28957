"""The chief hears when somebody shows unusually many whole numbers."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from station.actions.reveal import ALARM
from station.alarms import chief_or_admin
from station.models import Reminder, User
from station.registry import Notice, ReminderKind


def reveals_words(reminders: list[Reminder], user) -> dict[int, Notice]:
    """Who it was, with the way to the list of looks."""
    keys = {r.pk: int(r.subject.rpartition(":")[2]) for r in reminders}
    people = User.objects.in_bulk(set(keys.values()))
    return {
        pk: Notice(
            recipient=user,
            title=_("%(name)s shows many whole numbers") % {"name": people[key].name},
            detail=_("Look into what for."),
            url=f"{reverse('station:access_list')}?actor={key}&act=reveal",
            outside=_("Somebody shows unusually many whole numbers."),
        )
        for pk, key in keys.items()
        if key in people
    }


REVEALS = ReminderKind(
    ALARM,
    gettext_lazy("Many whole numbers shown"),
    chief_or_admin,
    reveals_words,
    icon="eye",
)
