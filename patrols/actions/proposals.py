"""Proposed rosters: asked for, worked out by the worker, taken over in one step."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from time import monotonic

from django.db import transaction
from django.utils.translation import gettext as _

from patrols import limits
from patrols.actions import places
from patrols.models import RosterPeriod, RosterProposal, Shift, SignUp
from patrols.proposing import facts, reasons
from patrols.workflow.rosters import ProposalStatus, ShiftStatus, SignUpStatus, Source
from station.actions import jobs
from station.actions.events import record
from station.actions.locking import lock
from station.errors import RuleError
from station.models import User

KIND = "roster.proposal"
OPEN = (ProposalStatus.ASKED, ProposalStatus.READY)


@dataclass(frozen=True)
class Accepted:
    """How many were put down, and how many could not any more."""

    put: int
    skipped: int


@transaction.atomic
def ask(*, period: RosterPeriod, by: User, at: datetime) -> RosterProposal:
    """A proposal for the places nobody holds; it replaces one not taken over."""
    period = lock(period)
    ahead = period.shifts.filter(starts_at__gt=at)
    if not ahead.exclude(status=ShiftStatus.CANCELLED).exists():
        raise RuleError(_("There is no shift to come in this roster."), code="empty")
    for old in period.proposals.filter(status__in=OPEN).select_for_update():
        _settle(old, ProposalStatus.DROPPED, by=by, at=at)
    proposal = RosterProposal.objects.create(period=period, asked_at=at, asked_by=by)
    proposal.job = jobs.enqueue(
        kind=KIND, owner=by, at=at, params={"proposal": proposal.pk}, total=2
    )
    proposal.save(update_fields=["job"])
    _note("roster.proposal_asked", proposal, by=by, at=at)
    return proposal


def work_out(*, proposal: RosterProposal, at: datetime, progress=None) -> None:
    """Gather the facts, solve, keep the result; a dropped proposal is left alone."""
    # The solver takes 80 MB: only the process that works one out loads it.
    from patrols.proposing.solve import solve  # noqa: PLC0415

    begun = monotonic()
    problem = facts.gather(proposal.period, at=at)
    if progress is not None:
        progress(1, 2)
    solution = solve(problem)
    kept = reasons.told(problem, solution)
    with transaction.atomic():
        current = lock(proposal)
        if current.status != ProposalStatus.ASKED:
            return
        current.status, current.ready_at = ProposalStatus.READY, at
        current.needed, current.covered = problem.needed, solution.covered
        current.bound, current.is_optimal = solution.bound, solution.is_optimal
        current.seconds, current.result = round(monotonic() - begun, 2), kept
        current.version += 1
        current.save()
        _note("roster.proposed", current, by=None, at=at)


@transaction.atomic
def accept(
    *, proposal: RosterProposal, version: int, by: User, at: datetime
) -> Accepted:
    """Everybody it names is put down, as far as the limits still allow it."""
    proposal = lock(proposal, version=version)
    _expect_ready(proposal)
    pairs = [
        (slot["shift"], person)
        for slot in proposal.result["slots"]
        for person, _why in slot["taken"]
    ]
    if not pairs:
        raise RuleError(_("It names nobody. Drop it."), code="names_nobody")
    found = places.lock_shifts(shift for shift, _person in pairs)
    people = places.lock_volunteers(person for _shift, person in pairs)
    known = _Known(proposal.period, found, people)
    put = sum(
        _put(found.get(shift), people.get(person), known, by=by, at=at)
        for shift, person in pairs
    )
    _settle(proposal, ProposalStatus.ACCEPTED, by=by, at=at)
    _note("roster.proposal_accepted", proposal, by=by, at=at)
    return Accepted(put, len(pairs) - put)


@transaction.atomic
def drop(
    *, proposal: RosterProposal, version: int, by: User, at: datetime
) -> RosterProposal:
    """Nobody is put down."""
    proposal = lock(proposal, version=version)
    _expect_ready(proposal)
    _settle(proposal, ProposalStatus.DROPPED, by=by, at=at)
    _note("roster.proposal_dropped", proposal, by=by, at=at)
    return proposal


class _Known:
    """What is known of all of them at once; grows as they are put down."""

    def __init__(self, period: RosterPeriod, shifts: dict, people: dict) -> None:
        ids = list(people)
        moments = [m for s in shifts.values() for m in (s.starts_at, s.ends_at)]
        around = (min(moments) - limits.AROUND, max(moments) + limits.AROUND)
        self.held = limits.held_by(ids, around)
        self.walked = limits.walked_by(ids, around)
        self.insured = limits.insured_days(ids)
        self.of_team = limits.members_of(period.team, ids)
        self.rules = {s.area_id: limits.rules_of(s.area) for s in shifts.values()}
        self.taken: dict[int, set] = defaultdict(set)
        running = _running(shifts)
        for shift, person, status in running:
            self.taken[shift].add((person, status != SignUpStatus.WAITING))

    def may(self, shift: Shift, volunteer) -> bool:
        on_it = self.taken[shift.pk]
        if any(person == volunteer.pk for person, _holds in on_it):
            return False
        if sum(holds for _person, holds in on_it) >= shift.needed:
            return False
        standing = limits.Standing(
            volunteer,
            volunteer.pk in self.of_team,
            self.insured.get(volunteer.pk, []),
            [span for _shift, span in self.held.get(volunteer.pk, [])],
            self.walked.get(volunteer.pk, []),
        )
        return not limits.bars_on(standing, shift, self.rules[shift.area_id])

    def add(self, shift: Shift, volunteer) -> None:
        self.taken[shift.pk].add((volunteer.pk, True))
        span = (shift.starts_at, shift.ends_at)
        self.held.setdefault(volunteer.pk, []).append((shift.pk, span))


def _running(shifts: dict):
    rows = SignUp.objects.running().filter(shift__in=list(shifts))
    return rows.values_list("shift", "volunteer", "status")


def _put(shift: Shift | None, volunteer, known: _Known, *, by, at) -> bool:
    """One of them, if it can still be."""
    if shift is None or volunteer is None or shift.starts_at <= at:
        return False
    if shift.status == ShiftStatus.CANCELLED or not known.may(shift, volunteer):
        return False
    places.put(shift, volunteer, SignUpStatus.PROPOSED, Source.ROSTER, by=by, at=at)
    known.add(shift, volunteer)
    return True


def _expect_ready(proposal: RosterProposal) -> None:
    if proposal.status != ProposalStatus.READY:
        raise RuleError(
            _("This proposal is %(status)s; that cannot be done now.")
            % {"status": proposal.get_status_display()},
            code="state",
        )


def _settle(proposal: RosterProposal, status: str, *, by: User, at: datetime) -> None:
    proposal.status, proposal.settled_at, proposal.settled_by = status, at, by
    proposal.version += 1
    proposal.save()


def _note(kind: str, proposal: RosterProposal, *, by: User | None, at) -> None:
    period = proposal.period
    record(kind=kind, subject=period, by=by, at=at, area=period.team.area)
