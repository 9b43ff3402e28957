"""The alarm: pressed by a volunteer, climbing until an officer answers, settled."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from patrols.models import Alarm, Patrol, Volunteer
from station.actions import reminders
from station.actions.events import record
from station.actions.locking import lock
from station.errors import RuleError
from station.models import User

RINGS = "alarm.rings"
ANSWERED = "alarm.answered"
STEP = timedelta(minutes=1)
MOST = 10  # times it rings anew; by then everybody has been told again and again
OLDEST = timedelta(days=1)


@dataclass(frozen=True)
class Position:
    """Where the phone says it is."""

    latitude: Decimal
    longitude: Decimal
    accuracy_m: int | None = None

    @property
    def text(self) -> str:
        return f"{self.latitude:.6f},{self.longitude:.6f}"


@transaction.atomic
def press(
    *,
    volunteer: Volunteer,
    by: User,
    at: datetime,
    position: Position | None = None,
    client_key: uuid.UUID | None = None,
    pressed_at: datetime | None = None,
) -> Alarm:
    """Call for help, with or without a position; nothing stands in the way of it.

    While it rings, pressing again only tells the position anew.
    """
    if volunteer.user_id != by.pk:
        raise RuleError(_("Everybody calls for themselves."), code="not_own")
    volunteer = lock(volunteer)
    known = _known(volunteer, client_key)
    if known is not None:
        return _move(known, position, by=by, at=at)
    patrol = Patrol.objects.running().filter(volunteer=volunteer).first()
    alarm = Alarm(
        volunteer=volunteer,
        patrol=patrol,
        area=patrol.area if patrol else volunteer.area,
        pressed_at=max(at - OLDEST, min(pressed_at or at, at)),
        received_at=at,
    )
    if client_key and not Alarm.objects.filter(client_key=client_key).exists():
        alarm.client_key = client_key
    _locate(alarm, position)
    alarm.save()
    _note("alarm.pressed", alarm, by=by, at=at)
    _ring(alarm, at=at)
    return alarm


@transaction.atomic
def climb(*, at: datetime) -> int:
    """Every minute nobody answers it reaches further; how many went up."""
    rows = Alarm.objects.ringing().filter(level__lt=MOST, received_at__lte=at - STEP)
    rows = rows.select_for_update(skip_locked=True, of=("self",)).order_by("pk")
    return sum(_rise(alarm, at=at) for alarm in rows.select_related("area", "patrol"))


@transaction.atomic
def answer(*, alarm: Alarm, by: User, at: datetime) -> Alarm:
    """An officer sees to it from now on; the first who says so."""
    row = _lock_open(alarm)
    if row.acknowledged_by_id == by.pk:
        return row
    if row.acknowledged_by_id is not None:
        raise RuleError(
            _("%(name)s sees to it already.") % {"name": row.acknowledged_by.name},
            code="answered",
        )
    _acknowledge(row, by=by, at=at)
    _save(row)
    _note("alarm.answered", row, by=by, at=at)
    return row


@transaction.atomic
def settle(
    *,
    alarm: Alarm,
    result: str,
    by: User,
    at: datetime,
    is_false: bool = False,
    version: int | None = None,
) -> Alarm:
    """What it was and what was done; whoever settles it has answered it."""
    row = _lock_open(alarm, version)
    if not result.strip():
        raise RuleError(_("Say what came of it."), code="no_result")
    if row.acknowledged_at is None:
        _acknowledge(row, by=by, at=at)
    row.closed_at, row.closed_by = at, by
    row.is_false, row.result = is_false, result.strip()
    _save(row)
    reminders.silence(subject=row, at=at)
    _note("alarm.settled", row, by=by, at=at)
    return row


@transaction.atomic
def mistake(*, alarm: Alarm, by: User, at: datetime) -> Alarm:
    """The volunteer says it was pressed by mistake; an officer makes sure."""
    row = _lock_open(alarm)
    if row.volunteer.user_id != by.pk:
        raise RuleError(_("Everybody calls for themselves."), code="not_own")
    if row.is_false:
        return row
    row.is_false = True
    _save(row)
    _note("alarm.mistaken", row, by=by, at=at)
    return row


def _known(volunteer: Volunteer, client_key: uuid.UUID | None) -> Alarm | None:
    """The call that rings already, or the very one that was sent before."""
    ringing = volunteer.alarms.ringing().order_by("-pk").first()
    if ringing is not None or client_key is None:
        return ringing
    return volunteer.alarms.filter(client_key=client_key).first()


def _move(alarm: Alarm, position: Position | None, *, by, at) -> Alarm:
    """The same call again: only where they are now is new."""
    if position is None or alarm.closed_at is not None:
        return alarm
    _locate(alarm, position)
    _save(alarm)
    _note("alarm.located", alarm, by=by, at=at)
    return alarm


def _locate(alarm: Alarm, position: Position | None) -> None:
    if position is not None:
        alarm.position = position.text
        alarm.accuracy_m = position.accuracy_m


def _rise(alarm: Alarm, *, at: datetime) -> int:
    """As high as the minutes that went by; a lost tick is made up for."""
    level = min(MOST, (at - alarm.received_at) // STEP)
    if level <= alarm.level:
        return 0
    before, alarm.level = alarm.level, level
    alarm.save(update_fields=["level", "updated_at"])
    _note("alarm.climbed", alarm, by=None, at=at, changes={"level": [before, level]})
    _ring(alarm, at=at)
    return 1


def _ring(alarm: Alarm, *, at: datetime) -> None:
    reminders.schedule(kind=RINGS, subject=alarm, due_at=at, edition=alarm.level)


def _acknowledge(row: Alarm, *, by: User, at: datetime) -> None:
    """Nobody else need come running; the volunteer hears who comes."""
    row.acknowledged_at, row.acknowledged_by = at, by
    reminders.silence(subject=row, at=at, kinds=(RINGS,))
    reminders.schedule(
        kind=ANSWERED, subject=row, due_at=at, recipient=row.volunteer.user
    )


def _lock_open(alarm: Alarm, version: int | None = None) -> Alarm:
    row = lock(alarm, version=version)
    if row.closed_at is not None:
        raise RuleError(_("This call is settled already."), code="settled")
    return row


def _save(row: Alarm) -> None:
    row.version += 1
    row.save()


def _note(kind: str, alarm: Alarm, *, by, at, changes=None) -> None:
    also = [alarm.patrol] if alarm.patrol_id else []
    record(kind=kind, subject=alarm, by=by, at=at, also=also, changes=changes or {})
