"""Committees: elected for a term, with members who come and go."""

import copy
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from disputes import committees
from disputes.models import Committee, CommitteeMember, Mediator
from disputes.workflow.mediators import CommitteeKind, Seat, Sex
from station import legal, working_days
from station.actions import events, reminders
from station.actions.events import record
from station.actions.locking import lock
from station.actions.uniqueness import refusing_twins
from station.errors import RuleError
from station.models import Area, User

MORNING = time(9)
TERM_WARNED = "committee.term_warned"
TERM_ENDS = "committee.term_ends"
TWIN = "disputes_committee_name_once_a_term"
TWIN_MEDIATOR = "disputes_committeemember_mediator_once"
TWIN_CHAIR = "disputes_committeemember_one_chair"
FIELDS = ("name", "kind", "area", "seal_name", "from_on", "until_on", "is_multi_ethnic")


@dataclass(frozen=True)
class Facts:
    """What a committee is; without an end its term lasts as long as the law lets it."""

    name: str
    kind: str
    area: Area
    from_on: date
    until_on: date | None = None
    seal_name: str = ""
    is_multi_ethnic: bool = False


@dataclass(frozen=True)
class MemberFacts:
    """Who sits on it, and for whom."""

    seat: str
    sex: str
    name: str = ""
    mediator: Mediator | None = None
    is_minority: bool = False
    is_chair: bool = False
    from_on: date | None = None


@transaction.atomic
def create(*, facts: Facts, by: User, at: datetime) -> Committee:
    """A committee was elected or appointed."""
    committee = Committee()
    _write(committee, facts)
    _save(committee)
    remind(committee, at=at)
    record(kind="committee.created", subject=committee, by=by, at=at)
    return committee


@transaction.atomic
def edit(
    *, committee: Committee, facts: Facts, version: int, by: User, at: datetime
) -> Committee:
    """Set right, or end its term."""
    committee = lock(committee, version=version)
    before = copy.copy(committee)
    _write(committee, facts)
    committee.version += 1
    _save(committee)
    remind(committee, at=at)
    changes = events.differences(before, committee, FIELDS)
    record(kind="committee.edited", subject=committee, by=by, at=at, changes=changes)
    return committee


@transaction.atomic
def add_member(
    *, committee: Committee, facts: MemberFacts, by: User, at: datetime
) -> CommitteeMember:
    """Somebody takes a seat; what the law still misses stands on the page."""
    committee = lock(committee)
    if facts.seat not in Seat.values or facts.sex not in Sex.values:
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    name = facts.name.strip() or (facts.mediator.name if facts.mediator else "")
    if not name:
        raise RuleError(_("A member needs a name."), code="no_name")
    member = CommitteeMember(
        committee=committee,
        mediator=facts.mediator,
        name=name[:60],
        seat=facts.seat,
        sex=facts.sex,
        is_minority=facts.is_minority,
        is_chair=facts.is_chair,
        from_on=facts.from_on or working_days.local_date(at),
    )
    twins = {
        TWIN_MEDIATOR: _("This mediator sits on it already."),
        TWIN_CHAIR: _("Somebody else is in the chair."),
    }
    with refusing_twins(**twins):
        member.save()
    _touch(committee)
    record(kind="committee.joined", subject=committee, by=by, at=at, note=name)
    return member


@transaction.atomic
def remove_member(
    *, member: CommitteeMember, by: User, at: datetime
) -> CommitteeMember:
    """Somebody leaves the committee; that they sat on it stays."""
    committee = lock(member.committee)
    member = lock(member)
    if member.until_on is not None:
        raise RuleError(_("This member has left already."), code="left")
    member.until_on = max(working_days.local_date(at), member.from_on)
    member.save()
    _touch(committee)
    record(kind="committee.left", subject=committee, by=by, at=at, note=member.name)
    return member


def remind(committee: Committee, *, at: datetime) -> None:
    """Before its term ends, so that an election can be prepared."""
    reminders.silence(subject=committee, at=at)
    ahead = legal.rule(TERM_WARNED, on=committee.until_on).value
    days = {
        TERM_WARNED: committee.until_on - timedelta(days=ahead),
        TERM_ENDS: committee.until_on,
    }
    moments = {kind: working_days.at_clock(on, MORNING) for kind, on in days.items()}
    reminders.schedule_all(
        moments={kind: moment for kind, moment in moments.items() if moment > at},
        subject=committee,
        edition=committee.version,
    )


def _write(committee: Committee, facts: Facts) -> None:
    if not facts.name.strip():
        raise RuleError(_("A committee needs a name."), code="no_name")
    if facts.kind not in CommitteeKind.values:
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    for name in FIELDS:
        setattr(committee, name, getattr(facts, name))
    committee.until_on = facts.until_on or committees.longest_term(facts.from_on)
    if committee.until_on < committee.from_on:
        raise RuleError(_("It cannot end before it begins."), code="order")
    committee.write_name(facts.name)
    committee.seal_name = facts.seal_name.strip() or committee.name


def _touch(committee: Committee) -> None:
    committee.version += 1
    committee.save()


def _save(committee: Committee) -> None:
    twins = {TWIN: _("This committee is on file for this term already.")}
    with refusing_twins(**twins):
        committee.save()
