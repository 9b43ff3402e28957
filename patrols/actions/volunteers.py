"""The life of a volunteer: applied, vetted, resting, back, left."""

import copy
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from households.actions.residents import read_phone
from households.models import Resident
from patrols import limits
from patrols.actions import accounts, guardians, releases
from patrols.models import Volunteer
from patrols.workflow.people import Skill, Trade, VolunteerStatus, allows
from station import working_days
from station.actions import events, reminders
from station.actions.events import record
from station.actions.locking import lock
from station.actions.uniqueness import refusing_twins
from station.errors import RuleError
from station.models import Area, User

APPLIED = "volunteer.applied"  # somebody waits to be vetted
TWIN = "patrols_volunteer_person_once"
OLDEST = 80
MOST_HOURS = 40
FIELDS = (
    "name", "area", "born_on", "trade", "employer", "skills", "motive", "hours_a_week",
    "resident",
)  # fmt: skip


@dataclass(frozen=True)
class Facts:
    """Who wants to patrol, or does."""

    name: str
    area: Area
    born_on: date
    phone: str
    trade: str
    employer: str = ""
    skills: tuple[str, ...] = ()
    motive: str = ""
    hours_a_week: int = 8
    resident: Resident | None = None


@transaction.atomic
def apply(*, facts: Facts, by: User | None, at: datetime) -> Volunteer:
    """Somebody wants to join: in person without ``by``, else entered for them."""
    volunteer = Volunteer(applied_at=at, is_own_application=by is None)
    _write(volunteer, facts, at=at)
    _save(volunteer)
    reminders.schedule(
        kind=APPLIED, subject=volunteer, due_at=at, edition=volunteer.version
    )
    record(kind=APPLIED, subject=volunteer, by=by, at=at)
    return volunteer


@transaction.atomic
def edit(
    *, volunteer: Volunteer, facts: Facts, version: int, by: User, at: datetime
) -> Volunteer:
    """Set right what is kept of somebody."""
    volunteer = lock(volunteer, version=version)
    before = copy.copy(volunteer)
    _write(volunteer, facts, at=at)
    volunteer.version += 1
    _save(volunteer)
    if before.area_id != volunteer.area_id and volunteer.user_id:
        accounts.move(volunteer, by=by, at=at)
    if before.name != volunteer.name:
        accounts.rename(volunteer, by=by, at=at)
    changes = events.differences(before, volunteer, (*FIELDS, "phone"))
    record(kind="volunteer.edited", subject=volunteer, by=by, at=at, changes=changes)
    return volunteer


@dataclass(frozen=True)
class Vetting:
    """What the officer found: fit for what, and with which consents."""

    is_fit: bool = True
    note: str = ""
    guardian: guardians.Guardian = field(default_factory=guardians.Guardian)
    with_account: bool = True


@transaction.atomic
def accept(
    *, volunteer: Volunteer, vetting: Vetting, version: int, by: User, at: datetime
) -> tuple[Volunteer, str]:
    """Vetted and taken on; the one-time password of a new account is told once."""
    volunteer = lock(volunteer, version=version)
    _check(volunteer, VolunteerStatus.ACTIVE, only=VolunteerStatus.APPLIED)
    if volunteer.is_minor_on(working_days.local_date(at)):
        guardians.write(volunteer, vetting.guardian, at=at)
    volunteer.is_fit, volunteer.vetting_note = vetting.is_fit, vetting.note.strip()
    volunteer.vetted_at, volunteer.vetted_by = at, by
    volunteer.end_reason = ""
    _set(volunteer, VolunteerStatus.ACTIVE)
    password = ""
    if vetting.with_account:
        password = accounts.open_for(volunteer, by=by, at=at)
    volunteer.save()
    reminders.silence(subject=volunteer, at=at, kinds=(APPLIED,))
    changes: dict[str, Any] = {"is_fit": [None, vetting.is_fit]}
    record(kind="volunteer.accepted", subject=volunteer, by=by, at=at, changes=changes)
    return volunteer, password


@transaction.atomic
def refuse(
    *, volunteer: Volunteer, reason: str, version: int, by: User, at: datetime
) -> Volunteer:
    """Not taken on; why is written down for whoever asks later."""
    volunteer = lock(volunteer, version=version)
    _check(volunteer, VolunteerStatus.REFUSED)
    volunteer.end_reason = _said(reason)
    volunteer.vetted_at, volunteer.vetted_by = at, by
    _set(volunteer, VolunteerStatus.REFUSED)
    volunteer.save()
    reminders.silence(subject=volunteer, at=at, kinds=(APPLIED,))
    record(kind="volunteer.refused", subject=volunteer, by=by, at=at)
    return volunteer


@transaction.atomic
def rest(
    *,
    volunteer: Volunteer,
    version: int,
    by: User,
    at: datetime,
    until_on: date | None = None,
) -> Volunteer:
    """Pauses; nobody rosters them until they are back, others take their places."""
    releases.release(volunteer=volunteer, reason=_("rests"), by=by, at=at)
    volunteer = lock(volunteer, version=version)
    _check(volunteer, VolunteerStatus.RESTING)
    if until_on is not None and until_on <= working_days.local_date(at):
        raise RuleError(_("These days are over."), code="past")
    volunteer.resting_until_on = until_on
    _set(volunteer, VolunteerStatus.RESTING)
    volunteer.save()
    record(kind="volunteer.resting", subject=volunteer, by=by, at=at)
    return volunteer


@transaction.atomic
def resume(
    *, volunteer: Volunteer, version: int, by: User | None, at: datetime
) -> Volunteer:
    """Back from a rest."""
    volunteer = lock(volunteer, version=version)
    _check(volunteer, VolunteerStatus.ACTIVE, only=VolunteerStatus.RESTING)
    volunteer.resting_until_on = None
    _set(volunteer, VolunteerStatus.ACTIVE)
    volunteer.save()
    record(kind="volunteer.returned", subject=volunteer, by=by, at=at)
    return volunteer


@transaction.atomic
def leave(
    *, volunteer: Volunteer, reason: str, version: int, by: User, at: datetime
) -> Volunteer:
    """Leaves for good: out of the teams, the account ends, what was lent is back."""
    releases.release(volunteer=volunteer, reason=_("has left"), by=by, at=at)
    volunteer = lock(volunteer, version=version)
    _check(volunteer, VolunteerStatus.LEFT)
    held = volunteer.equipment.filter(returned_on__isnull=True).count()
    if held:
        raise RuleError(
            _("Things still in these hands: %(n)d. Take them back first.")
            % {"n": held},
            code="holds_equipment",
        )
    today = working_days.local_date(at)
    volunteer.end_reason, volunteer.left_on = _said(reason), today
    volunteer.resting_until_on = None
    _set(volunteer, VolunteerStatus.LEFT)
    volunteer.save()
    for row in volunteer.memberships.current():
        row.until_on = max(today, row.from_on)
        row.version += 1
        row.save()
    accounts.close(volunteer, by=by, at=at)
    reminders.silence(subject=volunteer, at=at)
    record(kind="volunteer.left", subject=volunteer, by=by, at=at)
    return volunteer


@transaction.atomic
def reapply(*, volunteer: Volunteer, version: int, by: User, at: datetime) -> Volunteer:
    """Wants to join again, and is vetted anew."""
    volunteer = lock(volunteer, version=version)
    _check(volunteer, VolunteerStatus.APPLIED)
    volunteer.vetted_at = volunteer.vetted_by = volunteer.left_on = None
    volunteer.applied_at = at
    _set(volunteer, VolunteerStatus.APPLIED)
    _save(volunteer)
    reminders.schedule(
        kind=APPLIED, subject=volunteer, due_at=at, edition=volunteer.version
    )
    record(kind="volunteer.reapplied", subject=volunteer, by=by, at=at)
    return volunteer


def _write(volunteer: Volunteer, facts: Facts, *, at: datetime) -> None:
    if not facts.name.strip():
        raise RuleError(_("A volunteer needs a name."), code="no_name")
    phone = read_phone(facts.phone)
    if not phone:
        raise RuleError(_("Without a phone nobody can be reached."), code="no_phone")
    if facts.trade not in Trade.values or set(facts.skills) - set(Skill.values):
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    if not 1 <= facts.hours_a_week <= MOST_HOURS:
        raise RuleError(_("Between one and forty hours a week."), code="hours")
    for name in FIELDS:
        setattr(volunteer, name, getattr(facts, name))
    volunteer.employer = facts.employer.strip()
    volunteer.motive = facts.motive.strip()[:300]
    volunteer.skills = sorted(set(facts.skills))
    volunteer.write_name(facts.name)
    volunteer.write_phone(phone)
    _check_age(volunteer, at=at)


def _check_age(volunteer: Volunteer, *, at: datetime) -> None:
    age = volunteer.age_on(working_days.local_date(at))
    youngest = limits.rules_of(volunteer.area).youngest
    if age < youngest:
        raise RuleError(
            _("Volunteers here are %(n)d at least.") % {"n": youngest}, code="too_young"
        )
    if age > OLDEST:
        raise RuleError(
            _("Is the date of birth right? Patrols end at %(n)d.") % {"n": OLDEST},
            code="too_old",
        )


def _check(volunteer: Volunteer, target: VolunteerStatus, *, only=None) -> None:
    """The move stands in the table of the workflow, else it is refused."""
    if not allows(volunteer.status, target) or only not in {None, volunteer.status}:
        raise RuleError(
            _("A volunteer who is “%(status)s” cannot become “%(target)s”.")
            % {"status": volunteer.get_status_display(), "target": target.label},
            code="state",
        )


def _set(volunteer: Volunteer, status: VolunteerStatus) -> None:
    volunteer.status = status
    volunteer.version += 1


def _said(reason: str) -> str:
    if not reason.strip():
        raise RuleError(_("Say why."), code="no_reason")
    return reason.strip()[:200]


def _save(volunteer: Volunteer) -> None:
    twin = _("Somebody of this name and phone is on the register already.")
    with refusing_twins(**{TWIN: twin}):
        volunteer.save()
