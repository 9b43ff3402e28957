"""Dissuasions: raised, climbing until somebody goes, tried, ended."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from antifraud.models import Dissuasion, DissuasionTry, ScamType
from antifraud.workflow.dissuasions import (
    HIGHEST,
    STEPS,
    WITH_LOST,
    WITH_SAVED,
    Ending,
    Risk,
    Way,
)
from households.models import Resident
from households.numbering import number_in
from station import phones, policy
from station.actions import reminders
from station.actions.events import record
from station.actions.links import tie
from station.actions.locking import lock
from station.errors import RuleError
from station.models import Area, User

SERIES = "QZ"
RINGS = "dissuasion.rings"
SAME = timedelta(hours=12)  # within which the same phone is the same matter


@dataclass(frozen=True)
class Danger:
    """Who is in danger, how near the money is, and what is known."""

    noticed_by: str
    risk: str
    person_name: str = ""
    phone: str = ""
    place: str = ""
    told: str = ""
    resident: Resident | None = None
    scam_type: ScamType | None = None


@transaction.atomic
def raise_(
    *, danger: Danger, area: Area, by: User, at: datetime, origin: Model | None = None
) -> Dissuasion:
    """Somebody is being defrauded now; told twice within hours it is one matter."""
    row = Dissuasion(area=area, raised_by=by, raised_at=at)
    _write(row, danger)
    known = _same(row, at=at)
    if known is not None:
        return _told_again(known, danger, by=by, at=at)
    row.number = number_in(SERIES, area, at=at)
    row.save()
    _note("dissuasion.raised", row, by=by, at=at)
    tie(origin=origin, made=row, by=by, at=at)
    _ring(row, at=at)
    return row


@transaction.atomic
def climb(*, at: datetime) -> int:
    """While nobody goes it reaches further; how many went up."""
    rows = Dissuasion.objects.ringing().filter(level__lt=HIGHEST)
    rows = rows.select_for_update(skip_locked=True, of=("self",)).order_by("pk")
    return sum(_rise(row, at=at) for row in rows.select_related("area"))


@transaction.atomic
def answer(*, dissuasion: Dissuasion, by: User, at: datetime) -> Dissuasion:
    """I go: the first who says so; from then on the number stands on the page."""
    row = _lock_open(dissuasion)
    if row.answered_by_id == by.pk:
        return row
    if row.answered_by_id is not None:
        raise RuleError(
            _("%(name)s sees to it already.") % {"name": row.answered_by.name},
            code="answered",
        )
    _take(row, by=by, at=at)
    _save(row)
    _note("dissuasion.answered", row, by=by, at=at)
    return row


@transaction.atomic
def hand_over(
    *, dissuasion: Dissuasion, to: User, version: int, by: User, at: datetime
) -> Dissuasion:
    """Somebody who is nearer goes instead."""
    row = _lock_open(dissuasion, version)
    if not policy.can(to, "dissuasion.answer", row) or not to.is_active:
        raise RuleError(_("This person does not serve here."), code="not_serving")
    row.answered_at, row.answered_by = at, to
    _save(row)
    reminders.silence(subject=row, at=at, kinds=(RINGS,))
    reminders.schedule(kind=RINGS, subject=row, due_at=at, recipient=to, edition=at)
    changes = {"answered_by": [None, to.pk]}
    _note("dissuasion.handed_over", row, by=by, at=at, changes=changes)
    return row


@transaction.atomic
def try_(
    *,
    dissuasion: Dissuasion,
    way: str,
    has_reached: bool,
    by: User,
    at: datetime,
    note: str = "",
) -> Dissuasion:
    """Write a try down; whoever tries has answered."""
    row = _lock_open(dissuasion)
    if way not in Way.values:
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    if row.answered_at is None:
        _take(row, by=by, at=at)
    _save(row)
    DissuasionTry.objects.create(
        dissuasion=row,
        way=way,
        has_reached=has_reached,
        note=note.strip(),
        by=by,
        at=at,
    )
    kind = "dissuasion.reached" if has_reached else "dissuasion.tried"
    _note(kind, row, by=by, at=at, words=str(Way(way).label))
    return row


@dataclass(frozen=True)
class End:
    """How it ended; money in yuan."""

    ending: str
    result: str
    saved: Decimal = Decimal(0)
    lost: Decimal = Decimal(0)


@transaction.atomic
def settle(
    *, dissuasion: Dissuasion, end: End, version: int, by: User, at: datetime
) -> Dissuasion:
    """What came of it; every one ends somewhere."""
    row = _lock_open(dissuasion, version)
    _check_end(end)
    if row.answered_at is None:
        _take(row, by=by, at=at)
    row.closed_at, row.closed_by = at, by
    row.ending, row.result = end.ending, end.result.strip()
    row.saved = end.saved if end.ending in WITH_SAVED else Decimal(0)
    row.lost = end.lost if end.ending in WITH_LOST else Decimal(0)
    _save(row)
    reminders.silence(subject=row, at=at)
    words = str(Ending(end.ending).label)
    _note("dissuasion.settled", row, by=by, at=at, words=words)
    return row


@transaction.atomic
def correct(
    *, dissuasion: Dissuasion, danger: Danger, version: int, by: User, at: datetime
) -> Dissuasion:
    """What was told in haste: another number, another place, another risk."""
    row = _lock_open(dissuasion, version)
    before = row.risk
    _write(row, danger, known=row.phone)
    _save(row)
    changes = {"risk": [before, row.risk]} if before != row.risk else {}
    _note("dissuasion.corrected", row, by=by, at=at, changes=changes)
    return row


def _write(row: Dissuasion, danger: Danger, *, known: str = "") -> None:
    """Without a number in it the one that is known stays, or the register's."""
    person = danger.resident
    phone = phones.normalise(danger.phone) or known or (person.phone if person else "")
    if phone and not phones.is_valid(phone):
        raise RuleError(_("This is not a phone number."), code="phone")
    name = danger.person_name.strip() or (person.name if person else "")
    if not (name or phone or danger.place.strip()):
        raise RuleError(_("Say who it is: a name, a phone or a place."), code="nobody")
    row.noticed_by, row.risk = danger.noticed_by, danger.risk
    row.person_name, row.resident = name, person
    row.place, row.told = danger.place.strip(), danger.told.strip()
    row.scam_type = danger.scam_type
    row.write_phone(phone)


def _same(row: Dissuasion, *, at: datetime) -> Dissuasion | None:
    """The open matter of this phone, raised a moment ago by somebody else."""
    if row.phone_index is None:
        return None
    rows = Dissuasion.objects.unsettled().filter(
        area__path__startswith=_station_path(row.area),
        phone_index=row.phone_index,
        raised_at__gt=at - SAME,
    )
    return rows.select_for_update(of=("self",)).order_by("-pk").first()


def _station_path(area: Area) -> str:
    rows = Area.objects.above(area).filter(kind=Area.Kind.STATION)
    station = rows.first()
    return station.path if station else area.path


def _told_again(row: Dissuasion, danger: Danger, *, by, at) -> Dissuasion:
    """The same person from another side: what is new is added, the risk only rises."""
    if danger.told.strip():
        row.told = "\n".join(filter(None, [row.told, danger.told.strip()]))
    order = list(Risk.values)
    if order.index(danger.risk) < order.index(row.risk):
        row.risk = danger.risk
    row.place = row.place or danger.place.strip()
    _save(row)
    _note("dissuasion.told_again", row, by=by, at=at)
    return row


def _rise(row: Dissuasion, *, at: datetime) -> int:
    """As far as the minutes that went by; a lost tick is made up for."""
    level = min(HIGHEST, (at - row.raised_at) // STEPS[Risk(row.risk)])
    if level <= row.level:
        return 0
    before, row.level = row.level, level
    row.save(update_fields=["level", "updated_at"])
    changes = {"level": [before, level]}
    _note("dissuasion.climbed", row, by=None, at=at, changes=changes)
    _ring(row, at=at)
    return 1


def _ring(row: Dissuasion, *, at: datetime) -> None:
    reminders.schedule(kind=RINGS, subject=row, due_at=at, edition=row.level)


def _take(row: Dissuasion, *, by: User, at: datetime) -> None:
    row.answered_at, row.answered_by = at, by
    reminders.silence(subject=row, at=at, kinds=(RINGS,))


def _check_end(end: End) -> None:
    if end.ending not in Ending.values:
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    if not end.result.strip():
        raise RuleError(_("Say what was done."), code="no_result")
    if end.ending in WITH_LOST and end.lost <= 0:
        raise RuleError(_("Say how much had been paid."), code="no_lost")


def _lock_open(dissuasion: Dissuasion, version: int | None = None) -> Dissuasion:
    row = lock(dissuasion, version=version)
    if row.closed_at is not None:
        raise RuleError(_("This dissuasion has ended already."), code="ended")
    return row


def _save(row: Dissuasion) -> None:
    row.version += 1
    row.save()


def _note(kind: str, row: Dissuasion, *, by, at, changes=None, words="") -> None:
    also = [row.resident] if row.resident_id else []
    record(
        kind=kind,
        subject=row,
        by=by,
        at=at,
        also=also,
        changes=changes or {},
        note=words,
    )
