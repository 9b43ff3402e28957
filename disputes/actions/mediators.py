"""The register of mediators: taken on, set right, trained, away, bound, leaving."""

import copy
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from disputes.models import (
    DisputeField,
    Mediator,
    MediatorAbsence,
    MediatorTie,
    MediatorTraining,
)
from disputes.workflow.mediation import MediatorType
from disputes.workflow.mediators import Background, TieKind
from households.actions.residents import read_phone
from households.models import Household, Resident, Unit
from station import legal, working_days
from station.actions import events, reminders
from station.actions.events import record
from station.actions.locking import lock
from station.actions.uniqueness import refusing_twins
from station.errors import RuleError
from station.models import Area, User
from station.roles import Role

MORNING = time(9)
TERM_WARNED = "mediator.term_warned"  # days before a term ends
TERM_ENDS = "mediator.term_ends"
TWIN_ACCOUNT = "disputes_mediator_user_id_key"
FIELDS = (
    "name", "user", "area", "type", "background", "occupation", "is_full_time",
    "is_volunteer", "skills", "fields", "dialects", "resident", "from_on", "until_on",
)  # fmt: skip


@dataclass(frozen=True)
class Facts:
    """Who mediates, what for, and how long."""

    name: str
    area: Area
    type: str
    from_on: date
    until_on: date | None = None
    phone: str = ""
    background: str = Background.OTHER
    occupation: str = ""
    is_full_time: bool = False
    is_volunteer: bool = False
    skills: str = ""
    fields: tuple[str, ...] = ()
    dialects: tuple[str, ...] = ()
    areas: tuple[Area, ...] = ()
    user: User | None = None
    resident: Resident | None = None


@transaction.atomic
def create(*, facts: Facts, by: User, at: datetime) -> Mediator:
    """Somebody is taken on as a mediator."""
    mediator = Mediator()
    _write(mediator, facts, at=at)
    _save(mediator)
    mediator.areas.set(facts.areas)
    remind(mediator, at=at)
    record(kind="mediator.created", subject=mediator, by=by, at=at)
    return mediator


@transaction.atomic
def edit(
    *, mediator: Mediator, facts: Facts, version: int, by: User, at: datetime
) -> Mediator:
    """Set right, or take on for another term."""
    mediator = lock(mediator, version=version)
    before = copy.copy(mediator)
    _write(mediator, facts, at=at)
    mediator.version += 1
    _save(mediator)
    mediator.areas.set(facts.areas)
    remind(mediator, at=at)
    changes = events.differences(before, mediator, FIELDS)
    record(kind="mediator.edited", subject=mediator, by=by, at=at, changes=changes)
    return mediator


@transaction.atomic
def end_term(
    *, mediator: Mediator, on: date, reason: str, version: int, by: User, at: datetime
) -> Mediator:
    """The term ends; what is still open is handed over first."""
    mediator = lock(mediator, version=version)
    if not reason.strip():
        raise RuleError(_("Say why."), code="no_reason")
    if on < mediator.from_on:
        raise RuleError(_("It cannot end before it begins."), code="order")
    open_ = mediator.disputes.open().count()
    if open_ and on <= working_days.local_date(at):
        raise RuleError(
            _("Disputes still in these hands: %(n)d. Give them to others first.")
            % {"n": open_},
            code="has_open",
        )
    mediator.until_on, mediator.end_reason = on, reason.strip()[:200]
    mediator.version += 1
    mediator.save()
    remind(mediator, at=at)
    record(kind="mediator.ended", subject=mediator, by=by, at=at, note=reason.strip())
    return mediator


@transaction.atomic
def add_training(
    *,
    mediator: Mediator,
    held_on: date,
    topic: str,
    hours: Decimal,
    by: User,
    at: datetime,
) -> MediatorTraining:
    """A course was attended."""
    mediator = lock(mediator)
    if not topic.strip():
        raise RuleError(_("Say what it was about."), code="no_topic")
    if held_on > working_days.local_date(at):
        raise RuleError(_("This day has not come yet."), code="in_future")
    if not 0 < hours <= 200:
        raise RuleError(_("Between half an hour and 200 hours."), code="hours")
    made = mediator.trainings.create(held_on=held_on, topic=topic.strip(), hours=hours)
    record(kind="mediator.trained", subject=mediator, by=by, at=at, note=made.topic)
    return made


@transaction.atomic
def add_absence(
    *,
    mediator: Mediator,
    from_on: date,
    until_on: date,
    by: User,
    at: datetime,
    reason: str = "",
) -> MediatorAbsence:
    """On these days nobody proposes them."""
    mediator = lock(mediator)
    if until_on < from_on:
        raise RuleError(_("It cannot end before it begins."), code="order")
    if until_on < working_days.local_date(at):
        raise RuleError(_("These days are over."), code="past")
    made = mediator.absences.create(
        from_on=from_on, until_on=until_on, reason=reason.strip()[:120]
    )
    record(kind="mediator.absent", subject=mediator, by=by, at=at)
    return made


@transaction.atomic
def cancel_absence(*, absence: MediatorAbsence, by: User, at: datetime) -> Mediator:
    """They are there after all."""
    mediator = lock(absence.mediator)
    mediator.absences.filter(pk=absence.pk).delete()
    record(kind="mediator.back", subject=mediator, by=by, at=at)
    return mediator


@transaction.atomic
def add_tie(
    *,
    mediator: Mediator,
    kind: str,
    by: User,
    at: datetime,
    resident: Resident | None = None,
    household: Household | None = None,
    unit: Unit | None = None,
    name: str = "",
    note: str = "",
) -> MediatorTie:
    """Whom they cannot mediate for, where the register does not tell it."""
    mediator = lock(mediator)
    if kind not in TieKind.values:
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    name = name.strip()[:120]
    if sum(bool(other) for other in (resident, household, unit, name)) != 1:
        raise RuleError(_("Name one person, household or unit."), code="no_name")
    made = mediator.ties.create(
        kind=kind,
        resident=resident,
        household=household,
        unit=unit,
        name=name,
        note=note.strip()[:200],
    )
    record(kind="mediator.tied", subject=mediator, by=by, at=at)
    return made


@transaction.atomic
def remove_tie(*, tie: MediatorTie, by: User, at: datetime) -> Mediator:
    """Written down by mistake, or over."""
    mediator = lock(tie.mediator)
    mediator.ties.filter(pk=tie.pk).delete()
    record(kind="mediator.untied", subject=mediator, by=by, at=at)
    return mediator


def remind(mediator: Mediator, *, at: datetime) -> None:
    """Before the term ends, and on the day."""
    reminders.silence(subject=mediator, at=at, kinds=(TERM_WARNED, TERM_ENDS))
    if mediator.until_on is None:
        return
    ahead = legal.rule(TERM_WARNED, on=mediator.until_on).value
    days = {
        TERM_WARNED: mediator.until_on - timedelta(days=ahead),
        TERM_ENDS: mediator.until_on,
    }
    moments = {kind: working_days.at_clock(on, MORNING) for kind, on in days.items()}
    reminders.schedule_all(
        moments={kind: moment for kind, moment in moments.items() if moment > at},
        subject=mediator,
        edition=mediator.version,
    )


def _write(mediator: Mediator, facts: Facts, *, at: datetime) -> None:
    if not facts.name.strip():
        raise RuleError(_("A mediator needs a name."), code="no_name")
    if facts.type not in MediatorType.values or (
        facts.background not in Background.values
    ):
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    if set(facts.fields) - DisputeField.objects.labels().keys():
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    if facts.until_on is not None and facts.until_on < facts.from_on:
        raise RuleError(_("It cannot end before it begins."), code="order")
    if facts.user is not None and facts.user.pk != mediator.user_id:
        _check_account(facts.user, at=at)
    for name in FIELDS:
        setattr(mediator, name, getattr(facts, name))
    mediator.fields = sorted(set(facts.fields))
    mediator.dialects = [word.strip()[:20] for word in facts.dialects if word.strip()]
    mediator.write_name(facts.name)
    mediator.write_phone(read_phone(facts.phone))


def _check_account(user: User, *, at: datetime) -> None:
    """An account serves a mediator when it holds the post of one."""
    posts = user.posts.valid(on=working_days.local_date(at))
    if not posts.for_role(Role.MEDIATOR).exists():
        raise RuleError(
            _("This account holds no post as mediator."), code="not_mediator"
        )


def _save(mediator: Mediator) -> None:
    twins = {TWIN_ACCOUNT: _("This account belongs to another mediator.")}
    with refusing_twins(**twins):
        mediator.save()
