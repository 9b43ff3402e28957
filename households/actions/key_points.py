"""Key points: their equipment, its tests, and when the next one is due."""

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.db.models import Min
from django.utils.translation import gettext as _

from households.models import Equipment, EquipmentKind, EquipmentTest, KeyPoint, Unit
from station import working_days
from station.actions import attachments, events, reminders
from station.actions.attachments import StoredFile
from station.actions.events import record
from station.actions.locking import lock
from station.actions.uniqueness import refusing_twins
from station.errors import RuleError
from station.models import Area, Attachment, User

MORNING = time(9)
NO_DAY = date(9999, 12, 31)
TWIN = "households_keypoint_name_once"


@dataclass(frozen=True)
class Facts:
    """What and where a key point is."""

    name: str
    kind: str
    area: Area
    unit: Unit | None = None
    remark: str = ""


FIELDS = ("name", "kind", "area", "unit", "remark")


@transaction.atomic
def create(*, facts: Facts, by: User, at: datetime) -> KeyPoint:
    """A place that must be safe at any hour."""
    point = KeyPoint(due_on=NO_DAY)
    _write(point, facts)
    _save_point(point)
    record(kind="key_point.created", subject=point, by=by, at=at, also=_of(point))
    return point


@transaction.atomic
def edit(
    *, key_point: KeyPoint, facts: Facts, version: int, by: User, at: datetime
) -> KeyPoint:
    """Set right what it is and where."""
    point = _kept(key_point, version)
    before = copy.copy(point)
    _write(point, facts)
    point.version += 1
    _save_point(point)
    if before.area_id != point.area_id:
        point.equipment.update(area=point.area)
    events.record(
        kind="key_point.edited",
        subject=point,
        by=by,
        at=at,
        changes=events.differences(before, point, FIELDS),
    )
    return point


@transaction.atomic
def close(
    *, key_point: KeyPoint, by: User, at: datetime, version: int | None = None
) -> KeyPoint:
    """It is no key point any more; nothing there is tested again."""
    point = _kept(key_point, version)
    point.closed_on, point.due_on = working_days.local_date(at), NO_DAY
    point.version += 1
    point.save()
    for found in point.equipment.all():
        reminders.silence(subject=found, at=at)
    record(kind="key_point.closed", subject=point, by=by, at=at)
    return point


@transaction.atomic
def add_equipment(
    *,
    key_point: KeyPoint,
    kind: EquipmentKind,
    since_on: date,
    by: User,
    at: datetime,
    camera_count: int | None = None,
    covers: str = "",
) -> Equipment:
    """There is an alarm or there are cameras; the first test is due within its cycle."""
    point = _kept(key_point, None)
    today = working_days.local_date(at)
    if since_on > today:
        raise RuleError(_("The day cannot lie in the future."), code="future")
    if kind.has_cameras and not camera_count:
        raise RuleError(_("Say how many cameras there are."), code="no_cameras")
    found = Equipment.objects.create(
        key_point=point,
        area=point.area,
        kind=kind,
        since_on=since_on,
        camera_count=camera_count if kind.has_cameras else None,
        covers=covers.strip(),
        due_on=today + timedelta(days=kind.retest_days),
    )
    _settle(found, at=at)
    _record("equipment_added", found, by=by, at=at)
    return found


@transaction.atomic
def remove_equipment(
    *, equipment: Equipment, by: User, at: datetime, version: int | None = None
) -> Equipment:
    """It is no longer there."""
    found = _in_place(equipment, version)
    found.removed_on = working_days.local_date(at)
    found.version += 1
    found.save()
    _settle(found, at=at)
    _record("equipment_removed", found, by=by, at=at)
    return found


@transaction.atomic
def record_test(
    *,
    equipment: Equipment,
    works: bool,
    by: User,
    at: datetime,
    tested_on: date | None = None,
    note: str = "",
    files: Sequence[StoredFile] = (),
    version: int | None = None,
) -> EquipmentTest:
    """It was tried out; what failed is due again soon, and the chief hears of it."""
    found = _in_place(equipment, version)
    today = working_days.local_date(at)
    day = tested_on or today
    if day > today:
        raise RuleError(_("The day cannot lie in the future."), code="future")
    if found.tested_on and day < found.tested_on:
        raise RuleError(_("There is a later test already."), code="older")
    if not works and not note.strip():
        raise RuleError(_("Say what was found."), code="no_note")
    made = EquipmentTest.objects.create(
        equipment=found,
        area=found.area,
        tested_on=day,
        tested_by=by,
        works=works,
        note=note.strip(),
    )
    _write_state(found, made)
    _settle(found, at=at, told="" if works else "failed")
    attachments.attach(
        files=files, kind=Attachment.Kind.PHOTO, subject=made, by=by, at=at
    )
    changes = {"due_on": [None, found.due_on.isoformat()]}
    _record("tested", found, by=by, at=at, changes=changes, note=note)
    return made


def _write_state(found: Equipment, made: EquipmentTest) -> None:
    days = found.kind.cycle_days if made.works else found.kind.retest_days
    found.state = Equipment.State.WORKING if made.works else Equipment.State.FAILED
    found.tested_on = made.tested_on
    found.due_on = made.tested_on + timedelta(days=days)
    found.version += 1
    found.save()


def _settle(found: Equipment, *, at: datetime, told: str = "") -> None:
    """The place's own date and the reminders follow its equipment."""
    rows = KeyPoint.objects.filter(pk=found.key_point_id)
    [_held] = rows.select_for_update().values_list("pk")  # one test after the other
    placed = Equipment.objects.in_place().filter(key_point=found.key_point_id)
    earliest = placed.aggregate(due=Min("due_on"))["due"]
    rows.update(due_on=earliest or NO_DAY, updated_at=at)
    reminders.silence(subject=found, at=at)
    if found.removed_on is not None:
        return
    after = found.due_on + timedelta(days=1)
    planned = {
        "equipment.due": working_days.at_clock(found.due_on, MORNING),
        "equipment.late": working_days.at_clock(after, MORNING),
    }
    planned = {kind: moment for kind, moment in planned.items() if moment > at}
    if told:
        planned[f"equipment.{told}"] = at
    reminders.schedule_all(moments=planned, subject=found, edition=found.version)


def _record(verb: str, found: Equipment, *, by, at, changes=None, note="") -> None:
    record(
        kind=f"key_point.{verb}",
        subject=found.key_point,
        by=by,
        at=at,
        also=[found],
        changes=changes,
        note=note.strip()[:500],
    )


def _write(point: KeyPoint, facts: Facts) -> None:
    if not facts.name.strip():
        raise RuleError(_("A name is needed."), code="no_name")
    if facts.kind not in KeyPoint.Kind.values:
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    point.write_name(facts.name)
    point.kind, point.area, point.unit = facts.kind, facts.area, facts.unit
    point.remark = facts.remark.strip()


def _save_point(point: KeyPoint) -> None:
    twins = {TWIN: _("There is a key point of this name already.")}
    with refusing_twins(**twins):
        point.save()


def _of(point: KeyPoint) -> list[Unit]:
    return [point.unit] if point.unit else []


def _kept(point: KeyPoint, version: int | None) -> KeyPoint:
    current = lock(point, version=version)
    if current.closed_on is not None:
        raise RuleError(_("This is no key point any more."), code="closed")
    return current


def _in_place(equipment: Equipment, version: int | None) -> Equipment:
    current = lock(equipment, version=version)
    if current.removed_on is not None or current.key_point.closed_on is not None:
        raise RuleError(_("It is no longer there."), code="removed")
    return current
