"""Reminders of what somebody does in turn: whom to tell at that moment, and what.

Care, liaison, joint actions and tests of equipment are owed by one person, and by whoever has
taken over where that person no longer serves; some stages are the chief's.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from station import working_days
from station.duty import Roster
from station.models import Reminder
from station.registry import Notice, ReminderKind, Text


@dataclass(frozen=True)
class Dues:
    """One kind of record and its stages.

    ``still`` narrows to what is still owed; ``person`` is the look-up of the user id
    (none: whoever is in charge of the area). ``for_chief`` stages go to the chief,
    ``for_both`` to the person and the chief.
    """

    model: type[Model]
    labels: dict[str, Text]
    still: Callable[[QuerySet], QuerySet]
    title: Callable[[Model], str]
    person: str = ""
    area: str = "area"
    joins: tuple[str, ...] = ()
    for_chief: frozenset = frozenset()
    for_both: frozenset = frozenset()
    icon: str = "bell"
    defer: tuple[str, ...] = field(default=())

    def kinds(self) -> list[ReminderKind]:
        """To be registered."""
        return [
            ReminderKind(key, label, self.recipients, self.words, self.icon)
            for key, label in self.labels.items()
        ]

    def recipients(self, reminders: list[Reminder], at: datetime) -> dict:
        keys = {_key(reminder) for reminder in reminders}
        rows = self.still(self.model._default_manager.filter(pk__in=keys))
        person = [self.person] if self.person else []
        found = {
            pk: (path, *user)
            for pk, path, *user in rows.values_list("pk", f"{self.area}__path", *person)
        }
        paths = {row[0] for row in found.values()}
        roster = Roster(paths, on=working_days.local_date(at))
        return {
            reminder.pk: self._told(reminder.kind, roster, *found[_key(reminder)])
            for reminder in reminders
            if _key(reminder) in found
        }

    def _told(self, kind: str, roster: Roster, path: str, user_id=None) -> list[int]:
        if kind in self.for_chief:
            return roster.leaders(path)
        serves = user_id is not None and roster.serves(user_id, path)
        told = [user_id] if serves else roster.successor(path)
        if kind in self.for_both:
            told = [*told, *roster.leaders(path)]
        return list(dict.fromkeys(told))

    def words(self, reminders: list[Reminder], user) -> dict[int, Notice]:
        keys = {_key(reminder) for reminder in reminders}
        rows = self.model._default_manager.visible_to(user).filter(pk__in=keys)
        rows = rows.select_related(self.area, *self.joins).defer(*self.defer)
        found = {row.pk: row for row in rows}
        return {
            reminder.pk: self._notice(reminder.kind, found[_key(reminder)], user)
            for reminder in reminders
            if _key(reminder) in found
        }

    def _notice(self, kind: str, row: Model, user) -> Notice:
        area = getattr(row, self.area).name
        words = {"what": self.labels[kind], "who": self.title(row)}
        return Notice(
            recipient=user,
            title=_("%(what)s · %(who)s") % words,
            url=row.get_absolute_url(),
            detail=area,
            outside=_("%(what)s · %(who)s") % {**words, "who": area},
        )


def _key(reminder: Reminder) -> int:
    return int(reminder.subject.rpartition(":")[2])
