"""Whom waves concern at this moment: the officers of the places, and the chief."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from antifraud.actions import wave_reminders as kinds
from antifraud.models import Wave
from antifraud.waves import picture
from households.dues import Dues
from station import working_days
from station.duty import Roster
from station.models import Reminder
from station.registry import WorkItem

ICON = "trending-up"


@dataclass(frozen=True)
class WaveDues(Dues):
    """Told to whoever is in charge where its cases are, and to who leads."""

    def recipients(self, reminders: list[Reminder], at: datetime) -> dict:
        keys = {_key(reminder) for reminder in reminders}
        rows = self.still(Wave.objects.filter(pk__in=keys)).select_related("area")
        places = {wave.pk: _places(wave) for wave in rows}
        roster = Roster(set().union(*places.values()), on=working_days.local_date(at))
        told = {pk: _told(roster, paths) for pk, paths in places.items()}
        return {r.pk: told[pk] for r in reminders if (pk := _key(r)) in told}


def _key(reminder: Reminder) -> int:
    return int(reminder.subject.rpartition(":")[2])


def _places(wave: Wave) -> set[str]:
    """Where it is, and the villages of its cases."""
    paths = picture.of_wave(wave).values_list("area__path", flat=True)
    return {wave.area.path, *paths}


def _told(roster: Roster, paths: set[str]) -> list[int]:
    people = [user for path in sorted(paths) for user in roster.successor(path)]
    leaders = [user for path in sorted(paths) for user in roster.leaders(path)]
    return list(dict.fromkeys([*people, *leaders]))


DUES = WaveDues(
    model=Wave,
    labels={
        kinds.NEW: _("A wave in the fraud cases"),
        kinds.LATE: _("A wave nobody has judged"),
    },
    still=lambda rows: rows.undecided(),
    title=lambda row: f"{row.scam_type} · {row.group_label}",
    joins=("scam_type",),
    icon=ICON,
)
KINDS = DUES.kinds()


def owed(user, now: datetime):
    """Waves this person may judge and nobody has."""
    rows = Wave.objects.visible_to(user, "decide").undecided()
    waves = list(rows.for_list().order_by("raised_at", "pk"))
    calendar = working_days.calendar() if waves else None
    for row in waves:
        yield WorkItem(
            title=f"{row.scam_type} · {row.group_label}",
            url=row.get_absolute_url(),
            due_at=kinds.due_at(row, calendar),
            kind_label=_("Judge a wave"),
            icon=ICON,
            area_name=row.area.short_name,
            detail=_("%(n)s cases, %(expected)s expected")
            % {"n": row.observed, "expected": f"{row.expected:.1f}"},
        )
