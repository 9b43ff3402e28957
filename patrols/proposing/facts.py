"""What a roster is proposed from: free places, who could come, who cannot and why."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property

from django.utils import timezone

from patrols import limits
from patrols.limits import Rules, Span, Standing
from patrols.models import RosterPeriod, Shift, SignUp, Volunteer, Wish
from patrols.workflow.limits import Pass
from patrols.workflow.rosters import ShiftStatus
from station import working_days

BEFORE = timedelta(days=28)
HOUR = 3600


@dataclass(frozen=True)
class Slot:
    """A shift with places nobody holds."""

    pk: int
    span: Span
    free: int
    is_empty: bool  # nobody is on it yet
    skills: frozenset[str]  # asked for, and brought by nobody on it yet

    @property
    def minutes(self) -> int:
        return round((self.span[1] - self.span[0]).total_seconds() / 60)


@dataclass(frozen=True)
class Person:
    """Somebody who may be on the team's shifts."""

    pk: int
    skills: frozenset[str]
    held: tuple[Span, ...]
    walked: tuple[Span, ...]  # of their own accord
    hours_a_week: int  # what they want at most
    before: float  # hours of the four weeks before

    @cached_property
    def served(self) -> list[Span]:
        """Every hour of duty, each of them once."""
        return limits.merged([*self.held, *self.walked])


@dataclass
class Problem:
    """Everything the solver knows; ``no`` says why somebody cannot, ``likes`` who would."""

    slots: list[Slot]
    people: list[Person]
    rules: Rules
    no: dict[tuple[int, int], str] = field(default_factory=dict)
    likes: set[tuple[int, int]] = field(default_factory=set)

    @property
    def needed(self) -> int:
        return sum(slot.free for slot in self.slots)


@dataclass(frozen=True)
class Solution:
    """Who goes where, and how good that is."""

    taken: frozenset[tuple[int, int]]  # shift and volunteer
    covered: int
    bound: int  # more places cannot be filled, as far as is proven
    is_optimal: bool  # in places and in fairness
    gap: float | None  # how far the fairness may be from the best, in percent


def gather(period: RosterPeriod, *, at: datetime) -> Problem:
    """The facts of a roster as they stand, in a few queries however large it is."""
    shifts = _shifts(period, at=at)
    people = _volunteers(period)
    if not shifts or not people:
        return Problem([], [], Rules())
    ids = [one.pk for one in people]
    around = (shifts[0].starts_at - BEFORE, shifts[-1].ends_at + limits.AROUND)
    held, walked = limits.held_by(ids, around), limits.walked_by(ids, around)
    insured, wishes = limits.insured_days(ids), _wishes(ids)
    rules = {
        shift.area_id: limits.rules_of(shift.area) for shift in _one_an_area(shifts)
    }
    problem = Problem(
        [_slot(shift) for shift in shifts],
        [
            _person(one, held.get(one.pk, []), walked.get(one.pk, []), shifts[0])
            for one in people
        ],
        strictest(rules.values()),
    )
    told = {one.pk: one for one in problem.people}
    for shift in shifts:
        for one in people:
            known = told[one.pk]
            standing = Standing(
                one, True, insured.get(one.pk, []), [*known.held], [*known.walked]
            )
            _judge(problem, shift, standing, rules[shift.area_id], wishes[one.pk])
    return problem


def strictest(all_rules) -> Rules:
    """Where areas differ, what satisfies them all."""
    rows = list(all_rules)
    return Rules(
        hours_a_day=min(row.hours_a_day for row in rows),
        hours_a_week=min(row.hours_a_week for row in rows),
        rest_hours=max(row.rest_hours for row in rows),
    )


def _shifts(period: RosterPeriod, *, at: datetime) -> list[Shift]:
    rows = period.shifts.filter(starts_at__gt=at).exclude(status=ShiftStatus.CANCELLED)
    on_it = SignUp.objects.holding().filter(shift__period=period)
    found = defaultdict(list)
    for shift, skills in on_it.values_list("shift", "volunteer__skills"):
        found[shift].append(skills)
    shifts = list(rows.for_list().order_by("starts_at", "pk"))
    for shift in shifts:
        shift.brought = found[shift.pk]
    return [shift for shift in shifts if shift.needed > len(shift.brought)]


def _volunteers(period: RosterPeriod) -> list[Volunteer]:
    rows = limits.candidates(period.team).active()
    return list(rows.defer("phone", "vetting_note").order_by("pk"))


def _one_an_area(shifts: list[Shift]) -> list[Shift]:
    return list({shift.area_id: shift for shift in shifts}.values())


def _slot(shift: Shift) -> Slot:
    brought = {skill for skills in shift.brought for skill in skills}
    asked = {*shift.skills, *shift.kind.skills}
    return Slot(
        shift.pk,
        (shift.starts_at, shift.ends_at),
        shift.needed - len(shift.brought),
        not shift.brought,
        frozenset(asked - brought),
    )


def _person(one: Volunteer, held: list, walked: list, first: Shift) -> Person:
    spans, start = tuple(span for _pk, span in held), first.starts_at
    before = limits.seconds_within([*spans, *walked], (start - BEFORE, start)) / HOUR
    skills = frozenset(one.skills)
    return Person(one.pk, skills, spans, tuple(walked), one.hours_a_week, before)


def _wishes(ids: list[int]) -> dict[int, list[Wish]]:
    found = defaultdict(list)
    for wish in Wish.objects.filter(volunteer__in=ids):
        found[wish.volunteer_id].append(wish)
    return found


def _judge(problem: Problem, shift: Shift, standing: Standing, rules, wishes) -> None:
    """May this one come, and do they like to?"""
    pair = (shift.pk, standing.volunteer.pk)
    span = (shift.starts_at, shift.ends_at)
    barred = limits.bars_on(standing, shift, rules)
    if barred:
        problem.no[pair] = barred[0].value
    elif any(not w.is_possible and touches(w, span) for w in wishes):
        problem.no[pair] = Pass.WISH.value
    elif any(w.is_possible and covers(w, span) for w in wishes):
        problem.likes.add(pair)


def _on(wish: Wish, day: date) -> Span:
    return (
        working_days.at_clock(day, wish.from_time),
        working_days.at_clock(day, wish.until_time),
    )


def touches(wish: Wish, span: Span) -> bool:
    """Does any of the shift lie in the hours of the wish?"""
    days = {timezone.localdate(moment) for moment in span}
    return any(
        limits.seconds_within([_on(wish, day)], span) > 0
        for day in days
        if day.weekday() == wish.weekday
    )


def covers(wish: Wish, span: Span) -> bool:
    """Does the whole shift lie in the hours of the wish?"""
    day = timezone.localdate(span[0])
    since, until = _on(wish, day)
    return day.weekday() == wish.weekday and since <= span[0] and span[1] <= until
