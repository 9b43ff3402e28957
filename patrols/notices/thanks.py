"""A volunteer reads the thanks that were said."""

from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy

from patrols.actions.thanks import THANKED
from patrols.models import Thanks
from station.models import Reminder
from station.registry import Notice, ReminderKind

LABEL = gettext_lazy("Words of thanks")


def _key(reminder: Reminder) -> int:
    return int(reminder.subject.rpartition(":")[2])


def recipients(reminders: list[Reminder], at: datetime) -> dict[int, list[int]]:
    """The person who was thanked, unless it was taken back."""
    rows = Thanks.objects.filter(pk__in=map(_key, reminders))
    found = dict(rows.values_list("pk", "volunteer__user_id"))
    return {r.pk: [user] for r in reminders if (user := found.get(_key(r))) is not None}


def words(reminders: list[Reminder], user) -> dict[int, Notice]:
    rows = Thanks.objects.visible_to(user).filter(pk__in=map(_key, reminders))
    found = rows.select_related("said_by").in_bulk()
    return {
        r.pk: Notice(
            recipient=user,
            title=found[_key(r)].text,
            url=reverse("patrols:mine"),
            detail=found[_key(r)].said_by.name,
            outside=str(LABEL),
        )
        for r in reminders
        if _key(r) in found
    }


KINDS = [ReminderKind(THANKED, LABEL, recipients, words, icon="heart-handshake")]
