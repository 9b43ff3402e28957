"""Disputes: written down, taken up, ended; the clock goes with each step."""

from dataclasses import dataclass
from datetime import datetime, time

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from disputes import workflow
from disputes.models import Dispute, DisputeParty
from disputes.workflow import Field, Grade, Outcome, Side, Source, Status
from households.actions.residents import read_phone
from households.models import Household, Resident
from households.numbering import number_in
from station import legal, staffing, working_days
from station.actions import reminders
from station.actions.events import record
from station.actions.links import tie
from station.actions.locking import lock
from station.duty import Roster
from station.errors import RuleError
from station.models import Area, User

EVENING = time(18)
TAKE_UP = "dispute.take_up"  # working days until somebody answers for it
MEDIATE = "dispute.mediate"  # from taking up to the end
MOST_PARTIES = 20


@dataclass(frozen=True)
class PartyFacts:
    """One who quarrels: by name, or by the register."""

    side: str
    name: str = ""
    phone: str = ""
    resident: Resident | None = None


@dataclass(frozen=True)
class Intake:
    """What is known at the first hint."""

    source: str
    field: str
    summary: str
    grade: int = Grade.ONE
    place: str = ""
    call_number: str = ""
    parties: tuple[PartyFacts, ...] = ()


@transaction.atomic
def report(
    *,
    area: Area,
    intake: Intake,
    by: User,
    at: datetime,
    household: Household | None = None,
    origin: Model | None = None,
) -> Dispute:
    """Write a dispute down; whoever serves there answers for it from now on."""
    _check(intake)
    place = household.area if household is not None else area
    post = staffing.in_charge(place, on=working_days.local_date(at))
    dispute = Dispute.objects.create(
        number=number_in("JF", place, at=at),
        area=place,
        household=household,
        source=intake.source,
        field=intake.field,
        grade=intake.grade,
        place=intake.place.strip(),
        call_number=intake.call_number.strip(),
        summary=intake.summary.strip(),
        reported_at=at,
        reported_by=by,
        due_at=due_at(TAKE_UP, at=at),
        assigned_to=post.user if post is not None else None,
    )
    for facts in intake.parties:
        _add(dispute, facts)
    _name(dispute)
    _remind(dispute, at=at)
    also = [household] if household is not None else []
    record(kind="dispute.reported", subject=dispute, by=by, at=at, also=also)
    tie(origin=origin, made=dispute, by=by, at=at)
    return dispute


def due_at(code: str, *, at: datetime) -> datetime:
    """The evening of the last day the rule leaves."""
    limit = legal.limit(code, working_days.local_date(at))
    return working_days.at_clock(limit.due_on, EVENING)


def limit_of(dispute: Dispute) -> legal.Limit:
    """Which rule the due time follows from, in words."""
    if dispute.status == Status.REPORTED:
        return legal.limit(TAKE_UP, working_days.local_date(dispute.reported_at))
    began = dispute.taken_up_at or dispute.reported_at
    return legal.limit(MEDIATE, working_days.local_date(began))


@transaction.atomic
def add_party(
    *, dispute: Dispute, facts: PartyFacts, version: int, by: User, at: datetime
) -> DisputeParty:
    """Somebody else belongs to it."""
    dispute = _open(dispute, version)
    if dispute.parties.count() >= MOST_PARTIES:
        raise RuleError(_("A dispute has at most %(n)s parties.") % {"n": MOST_PARTIES})
    party = _add(dispute, facts)
    _name(dispute)
    _save(dispute)
    _note("dispute.party_added", dispute, by=by, at=at)
    return party


@transaction.atomic
def remove_party(
    *, dispute: Dispute, party: DisputeParty, version: int, by: User, at: datetime
) -> Dispute:
    """Written down by mistake."""
    dispute = _open(dispute, version)
    dispute.parties.filter(pk=party.pk).delete()
    _name(dispute)
    _save(dispute)
    _note("dispute.party_removed", dispute, by=by, at=at)
    return dispute


@transaction.atomic
def take_up(
    *,
    dispute: Dispute,
    assigned_to: User,
    version: int,
    by: User,
    at: datetime,
    grade: int | None = None,
) -> Dispute:
    """Somebody answers for it; the month of the mediation begins."""
    dispute = _open(dispute, version)
    _move(dispute, Status.TAKEN_UP, at=at)
    _check_person(assigned_to, dispute.area, at=at)
    before = dispute.assigned_to_id
    dispute.assigned_to = assigned_to
    dispute.grade = grade or dispute.grade
    dispute.taken_up_at = at
    dispute.due_at = due_at(MEDIATE, at=at)
    _save(dispute)
    _remind(dispute, at=at)
    changes = {"assigned_to": [before, assigned_to.pk]}
    _note("dispute.taken_up", dispute, by=by, at=at, changes=changes)
    return dispute


@transaction.atomic
def end(
    *,
    dispute: Dispute,
    outcome: str,
    result: str,
    version: int,
    by: User,
    at: datetime,
) -> Dispute:
    """How it ended; nothing is reminded of any more."""
    dispute = _open(dispute, version)
    if outcome not in Outcome.values:
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    if not result.strip():
        raise RuleError(_("Say how it ended."), code="no_result")
    _move(dispute, Status.ENDED, at=at)
    dispute.outcome, dispute.result = outcome, result.strip()
    dispute.ended_at, dispute.ended_by = at, by
    _save(dispute)
    reminders.silence(subject=dispute, at=at)
    changes = {"outcome": ["", outcome]}
    _note("dispute.ended", dispute, by=by, at=at, changes=changes)
    return dispute


@transaction.atomic
def reopen(
    *, dispute: Dispute, reason: str, version: int, by: User, at: datetime
) -> Dispute:
    """It broke out again, or the agreement was not kept."""
    dispute = lock(dispute, version=version)
    if dispute.is_open:
        raise RuleError(_("This dispute is open."), code="open")
    if not reason.strip():
        raise RuleError(_("Say why it is taken up again."), code="no_reason")
    _move(dispute, Status.TAKEN_UP, at=at)
    dispute.assigned_to = dispute.assigned_to or by
    dispute.outcome, dispute.result = "", ""
    dispute.ended_at = dispute.ended_by = None
    dispute.taken_up_at = at
    dispute.due_at = due_at(MEDIATE, at=at)
    _save(dispute)
    _remind(dispute, at=at)
    _note("dispute.reopened", dispute, by=by, at=at, note=reason.strip())
    return dispute


# -- the parts -------------------------------------------------------------------


def _check(intake: Intake) -> None:
    known = (
        (intake.source, Source.values),
        (intake.field, Field.values),
        (intake.grade, Grade.values),
    )
    if any(value not in values for value, values in known):
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    if not intake.summary.strip():
        raise RuleError(_("Say what it is about."), code="no_summary")
    if len(intake.parties) > MOST_PARTIES:
        raise RuleError(_("A dispute has at most %(n)s parties.") % {"n": MOST_PARTIES})


def _add(dispute: Dispute, facts: PartyFacts) -> DisputeParty:
    name = facts.resident.name if facts.resident else facts.name.strip()
    if not name:
        raise RuleError(_("A party needs a name."), code="no_name")
    if facts.side not in Side.values:
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    if facts.resident and dispute.parties.filter(resident=facts.resident).exists():
        raise RuleError(_("This person is a party already."), code="twice")
    party = DisputeParty(
        dispute=dispute, side=facts.side, name=name, resident=facts.resident
    )
    party.write_phone(read_phone(facts.phone))
    party.save()
    return party


def _name(dispute: Dispute) -> None:
    """The names as lists show them."""
    names = "、".join(dispute.parties.values_list("name", flat=True))
    dispute.party_names = names[:200]
    Dispute.objects.filter(pk=dispute.pk).update(party_names=dispute.party_names)


def _open(dispute: Dispute, version: int) -> Dispute:
    dispute = lock(dispute, version=version)
    if not dispute.is_open:
        raise RuleError(_("This dispute has ended."), code="ended")
    return dispute


def _move(dispute: Dispute, target: Status, *, at: datetime) -> None:
    """Check the move against the locked row and make it."""
    if not workflow.allows(dispute.status, target):
        raise RuleError(
            _("A dispute that is “%(status)s” cannot become “%(target)s”.")
            % {"status": dispute.get_status_display(), "target": target.label},
            code="state",
        )
    dispute.status = target


def _check_person(person: User, area: Area, *, at: datetime) -> None:
    roster = Roster({area.path}, on=working_days.local_date(at))
    if not roster.serves(person.pk, area.path):
        raise RuleError(_("This person does not serve there."), code="not_serving")


def _save(dispute: Dispute) -> None:
    dispute.version += 1
    dispute.save()


def _remind(dispute: Dispute, *, at: datetime) -> None:
    """One reminder a day ahead, one when it is late, one to the chief."""
    reminders.silence(subject=dispute, at=at)
    calendar = working_days.calendar()
    due_on = working_days.local_date(dispute.due_at)
    planned = {
        "dispute.due": working_days.at_clock(due_on, time(9)),
        "dispute.late": working_days.at_clock(calendar.add_days(due_on, 1), time(9)),
        "dispute.chief": working_days.at_clock(calendar.add_days(due_on, 2), time(9)),
    }
    reminders.schedule_all(
        moments={kind: moment for kind, moment in planned.items() if moment > at},
        subject=dispute,
        edition=dispute.version,
    )


def _note(
    kind: str,
    dispute: Dispute,
    *,
    by: User,
    at: datetime,
    changes: dict | None = None,
    note: str = "",
) -> None:
    also = [dispute.household] if dispute.household_id else []
    record(
        kind=kind,
        subject=dispute,
        by=by,
        at=at,
        also=also,
        changes=changes or {},
        note=note,
    )
