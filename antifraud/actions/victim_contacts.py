"""Re-contact with a victim: a few times, by day, spaced out, and as the victim wishes.

Whoever was defrauded is ashamed and often defrauded again; a call of the police must be
neither pressure nor a flood. How often and how far apart the station sets (its limits).
"""

from datetime import datetime, time

from django.db import transaction
from django.utils.translation import gettext as _

from antifraud.actions import contact_rules as rules
from antifraud.models import FraudCase, VictimContact
from antifraud.workflow.contacts import (
    ContactResult,
    ContactStatus,
    Means,
)
from station import legal, working_days
from station.actions import reminders
from station.actions.events import record
from station.actions.locking import lock
from station.actions.uniqueness import refusing_twins
from station.errors import RuleError
from station.models import User

DUE, NEXT_DAY = "fraud_case.contact", "fraud_case.contact_late"
HOUR = time(10)
ONE_AHEAD = "antifraud_victimcontact_one_ahead"


@transaction.atomic
def plan(
    *,
    case: FraudCase,
    planned_at: datetime,
    means: str,
    version: int,
    by: User,
    at: datetime,
    owner: User | None = None,
) -> VictimContact:
    """Once more, at an hour of the day, and not too soon after the last time."""
    row = lock(case, version=version)
    owner = owner or row.owner or by
    rules.check_case(row, at=at)
    rules.check_owner(row, owner)
    rules.check_moment(row, planned_at, at=at)
    return _add(row, planned_at, means, owner, by=by, at=at)


def plan_first(case: FraudCase, *, by: User, at: datetime) -> VictimContact | None:
    """Some days after it was told, inside the action that writes the case down."""
    is_fresh = at - case.reported_at <= rules.SENSIBLE_AFTER
    if not (case.is_open and case.has_victim and case.owner and is_fresh):
        return None
    day = legal.limit(rules.FIRST, working_days.local_date(at), area=case.area).due_on
    moment = working_days.at_clock(day, HOUR)
    return _add(case, moment, Means.PHONE, case.owner, by=by, at=at)


@transaction.atomic
def move(
    *,
    contact: VictimContact,
    planned_at: datetime,
    means: str,
    version: int,
    by: User,
    at: datetime,
    owner: User | None = None,
) -> VictimContact:
    """Another day, another way, somebody else."""
    row = _lock_planned(contact, version)
    owner = owner or row.owner
    rules.check_owner(row.case, owner)
    rules.check_moment(row.case, planned_at, at=at)
    before, row.planned_at = row.planned_at, planned_at
    row.means, row.owner = _means(means), owner
    _save(row)
    _remind(row, at=at)
    changes = {"planned_at": [before.isoformat(), planned_at.isoformat()]}
    _note("fraud_case.contact_moved", row, by=by, at=at, changes=changes)
    return row


@transaction.atomic
def note_done(
    *,
    contact: VictimContact,
    result: str,
    version: int,
    by: User,
    at: datetime,
    note: str = "",
) -> VictimContact:
    """How it went; whoever wishes no more contact is never asked again."""
    row = _lock_planned(contact, version)
    if result not in ContactResult.values:
        raise RuleError(_("Say how it went."), code="no_result")
    row.status, row.result, row.note = ContactStatus.DONE, result, note.strip()
    row.done_at, row.done_by = at, by
    _save(row)
    reminders.silence(subject=row, at=at)
    if result == ContactResult.NO_MORE:
        _stop(row.case, by=by, at=at)
    _note("fraud_case.contacted", row, by=by, at=at, changes={"result": ["", result]})
    return row


@transaction.atomic
def call_off(
    *, contact: VictimContact, reason: str, version: int, by: User, at: datetime
) -> VictimContact:
    """It is not needed after all."""
    row = _lock_planned(contact, version)
    if not reason.strip():
        raise RuleError(_("Say why."), code="no_reason")
    _cancel(row, at=at)
    _note("fraud_case.contact_off", row, by=by, at=at, words=reason.strip())
    return row


@transaction.atomic
def wish(
    *, case: FraudCase, wants_none: bool, version: int, by: User, at: datetime
) -> FraudCase:
    """The victim wishes to be left alone, or agrees to be asked again."""
    row = lock(case, version=version)
    if wants_none == bool(row.no_contact_at):
        raise RuleError(_("That is noted already."), code="state")
    if wants_none:
        call_off_all(row, at=at)
        _stop(row, by=by, at=at)
        return row
    row.no_contact_at = None
    row.version += 1
    row.save()
    record(kind="fraud_case.contact_allowed", subject=row, by=by, at=at)
    return row


def give_to(case: FraudCase, owner: User, *, at: datetime) -> None:
    """What lies ahead goes to whoever sees to the case from now on."""
    for row in case.contacts.planned().select_for_update():
        row.owner = owner
        _save(row)
        _remind(row, at=at)


def call_off_all(case: FraudCase, *, at: datetime) -> None:
    """What lies ahead is not done; of a case that ends, or of a wish."""
    for row in case.contacts.planned().select_for_update():
        _cancel(row, at=at)


def _means(means: str) -> str:
    if means not in Means.values:
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    return means


def _add(case, planned_at, means, owner, *, by, at) -> VictimContact:
    row = VictimContact(
        case=case,
        area=case.area,
        planned_at=planned_at,
        means=_means(means),
        owner=owner,
    )
    with refusing_twins(**{ONE_AHEAD: _("One contact is planned already.")}):
        row.save()
    _remind(row, at=at)
    _note("fraud_case.contact_planned", row, by=by, at=at)
    return row


def _lock_planned(contact: VictimContact, version: int | None) -> VictimContact:
    """First the case, as whoever ends it does; then the contact."""
    case = lock(contact.case)
    row = lock(contact, version=version)
    row.case = case
    if not row.is_planned:
        raise RuleError(_("This contact is done or called off."), code="state")
    return row


def _cancel(row: VictimContact, *, at: datetime) -> None:
    row.status = ContactStatus.CANCELLED
    _save(row)
    reminders.silence(subject=row, at=at)


def _stop(case: FraudCase, *, by: User, at: datetime) -> None:
    """From now on nobody asks this victim again; the case is locked."""
    case.no_contact_at = at
    case.version += 1
    case.save()
    record(kind="fraud_case.no_contact", subject=case, by=by, at=at)


def _save(row: VictimContact) -> None:
    row.version += 1
    row.save()


def _remind(row: VictimContact, *, at: datetime) -> None:
    """At its hour, and the next working day in the morning."""
    reminders.silence(subject=row, at=at)
    next_day = working_days.add_working_days(working_days.local_date(row.planned_at), 1)
    moments = {DUE: row.planned_at, NEXT_DAY: working_days.at_clock(next_day, HOUR)}
    reminders.schedule_all(moments=moments, subject=row, edition=row.version)


def _note(kind: str, row: VictimContact, *, by, at, changes=None, words="") -> None:
    record(kind=kind, subject=row.case, by=by, at=at, changes=changes or {}, note=words)
