"""Alliances: founded, joined, and what they do together."""

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from households.actions.residents import read_phone
from households.models import Alliance, AllianceMember, JointAction, Unit
from station import working_days
from station.actions import attachments, events, reminders
from station.actions.attachments import StoredFile
from station.actions.events import record
from station.actions.locking import lock
from station.actions.uniqueness import refusing_twins
from station.errors import RuleError
from station.models import Area, Attachment, User

MORNING = time(9)
TWIN = "households_alliance_name_once"
MEMBER_TWIN = "households_alliancemember_once"


@dataclass(frozen=True)
class Facts:
    """What an alliance is."""

    name: str
    kind: str
    area: Area
    lead: User
    purpose: str = ""
    since_on: date | None = None


@dataclass(frozen=True)
class Result:
    """What a joint action brought."""

    result: str
    done_on: date
    people_count: int | None = None
    found_count: int | None = None
    reached_count: int | None = None


FIELDS = ("name", "kind", "area", "lead", "purpose", "since_on")


@transaction.atomic
def create(*, facts: Facts, by: User, at: datetime) -> Alliance:
    """The station founds an alliance with others."""
    alliance = Alliance(since_on=working_days.local_date(at))
    _write(alliance, facts, at=at)
    _save_alliance(alliance)
    record(kind="alliance.created", subject=alliance, by=by, at=at)
    return alliance


@transaction.atomic
def edit(
    *, alliance: Alliance, facts: Facts, version: int, by: User, at: datetime
) -> Alliance:
    """Set right what it is and who leads it."""
    alliance = _kept(alliance, version)
    before = copy.copy(alliance)
    _write(alliance, facts, at=at)
    alliance.version += 1
    _save_alliance(alliance)
    if before.area_id != alliance.area_id:
        alliance.members.update(area=alliance.area)
        alliance.actions.update(area=alliance.area)
    events.record(
        kind="alliance.edited",
        subject=alliance,
        by=by,
        at=at,
        changes=events.differences(before, alliance, FIELDS),
    )
    return alliance


@transaction.atomic
def end(
    *,
    alliance: Alliance,
    reason: str,
    by: User,
    at: datetime,
    version: int | None = None,
) -> Alliance:
    """It is over; what it did stays."""
    alliance = _kept(alliance, version)
    if not reason.strip():
        raise RuleError(_("Say why."), code="no_reason")
    if alliance.actions.open().exists():
        raise RuleError(
            _("A joint action is still planned: settle it first."), code="action_open"
        )
    alliance.ended_on = working_days.local_date(at)
    alliance.end_reason = reason.strip()[:200]
    alliance.version += 1
    alliance.save()
    record(kind="alliance.ended", subject=alliance, by=by, at=at, note=reason)
    return alliance


@transaction.atomic
def add_member(
    *,
    alliance: Alliance,
    by: User,
    at: datetime,
    organisation: str = "",
    unit: Unit | None = None,
    contact_name: str = "",
    phone: str = "",
) -> AllianceMember:
    """An organisation joins; a unit of the register brings its name and contact."""
    alliance = _kept(alliance, None)
    name = organisation.strip() or (unit.name if unit else "")
    if not name:
        raise RuleError(_("Name the organisation or choose a unit."), code="no_name")
    member = AllianceMember(
        alliance=alliance,
        area=alliance.area,
        organisation=name[:120],
        unit=unit,
        contact_name=contact_name.strip() or (unit.contact_name if unit else ""),
        joined_on=working_days.local_date(at),
    )
    number = read_phone(phone) or (unit.contact_phone if unit else "")
    member.write_phone(number)
    twins = {MEMBER_TWIN: _("This organisation is a member already.")}
    with refusing_twins(**twins):
        member.save()
    record(
        kind="alliance.joined",
        subject=alliance,
        by=by,
        at=at,
        also=[unit] if unit else [],
        note=name,
    )
    return member


@transaction.atomic
def remove_member(*, member: AllianceMember, by: User, at: datetime) -> AllianceMember:
    """An organisation leaves; where it took part it still stands."""
    member = lock(member)
    if member.left_on is not None:
        raise RuleError(_("This organisation has left already."), code="left")
    member.left_on = working_days.local_date(at)
    member.save()
    record(
        kind="alliance.left",
        subject=member.alliance,
        by=by,
        at=at,
        note=member.organisation,
    )
    return member


@transaction.atomic
def plan(
    *,
    alliance: Alliance,
    title: str,
    planned_at: datetime,
    lead: User,
    by: User,
    at: datetime,
    members: Sequence[AllianceMember] = (),
) -> JointAction:
    """Something is done together on that day."""
    alliance = _kept(alliance, None)
    if not title.strip():
        raise RuleError(_("Say what is done."), code="no_title")
    if planned_at <= at:
        raise RuleError(_("The time must lie ahead."), code="past")
    if any(m.alliance_id != alliance.pk or m.left_on for m in members):
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    action = JointAction.objects.create(
        alliance=alliance,
        area=alliance.area,
        title=title.strip(),
        planned_at=planned_at,
        lead=lead,
    )
    action.members.set(members)
    _remind(action, at=at)
    record(kind="joint_action.planned", subject=action, by=by, at=at, also=[alliance])
    return action


@transaction.atomic
def finish(
    *,
    action: JointAction,
    result: Result,
    by: User,
    at: datetime,
    version: int | None = None,
    files: Sequence[StoredFile] = (),
) -> JointAction:
    """It took place; what came of it, in words, figures and photos."""
    action = _planned(action, version)
    if not result.result.strip():
        raise RuleError(_("Say what came of it."), code="no_result")
    if result.done_on > working_days.local_date(at):
        raise RuleError(_("The day cannot lie in the future."), code="future")
    action.result, action.done_on = result.result.strip(), result.done_on
    action.people_count = result.people_count
    action.found_count = result.found_count
    action.reached_count = result.reached_count
    _settle(action, JointAction.Status.DONE, by=by, at=at)
    attachments.attach(
        files=files, kind=Attachment.Kind.PHOTO, subject=action, by=by, at=at
    )
    return action


@transaction.atomic
def drop(
    *,
    action: JointAction,
    reason: str,
    by: User,
    at: datetime,
    version: int | None = None,
) -> JointAction:
    """It does not take place."""
    action = _planned(action, version)
    if not reason.strip():
        raise RuleError(_("Say why."), code="no_reason")
    _settle(action, JointAction.Status.DROPPED, by=by, at=at, note=reason)
    return action


def _settle(action: JointAction, status, *, by: User, at: datetime, note="") -> None:
    action.status = status
    action.version += 1
    action.save()
    reminders.silence(subject=action, at=at)
    record(
        kind=f"joint_action.{status.value}",
        subject=action,
        by=by,
        at=at,
        also=[action.alliance],
        note=note.strip()[:500],
    )


def _remind(action: JointAction, *, at: datetime) -> None:
    day = working_days.local_date(action.planned_at)
    after = working_days.add_working_days(day, 1)
    planned = {
        "joint_action.soon": working_days.at_clock(day - timedelta(days=1), MORNING),
        "joint_action.result": working_days.at_clock(after, MORNING),
    }
    planned = {kind: moment for kind, moment in planned.items() if moment > at}
    reminders.schedule_all(moments=planned, subject=action, edition=action.version)


def _write(alliance: Alliance, facts: Facts, *, at: datetime) -> None:
    if not facts.name.strip():
        raise RuleError(_("A name is needed."), code="no_name")
    if facts.kind not in Alliance.Kind.values:
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    since_on = facts.since_on or alliance.since_on
    if since_on > working_days.local_date(at):
        raise RuleError(_("The day cannot lie in the future."), code="future")
    alliance.write_name(facts.name)
    alliance.kind, alliance.area, alliance.lead = facts.kind, facts.area, facts.lead
    alliance.purpose, alliance.since_on = facts.purpose.strip(), since_on


def _save_alliance(alliance: Alliance) -> None:
    twins = {TWIN: _("There is an alliance of this name already.")}
    with refusing_twins(**twins):
        alliance.save()


def _kept(alliance: Alliance, version: int | None) -> Alliance:
    current = lock(alliance, version=version)
    if current.ended_on is not None:
        raise RuleError(_("This alliance has ended."), code="ended")
    return current


def _planned(action: JointAction, version: int | None) -> JointAction:
    current = lock(action, version=version)
    if current.status != JointAction.Status.PLANNED:
        raise RuleError(
            _("This is settled already: %(status)s.")
            % {"status": current.get_status_display()},
            code="settled",
        )
    return current
