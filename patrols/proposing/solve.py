"""The best roster within the limits, by OR-Tools CP-SAT.

It begins with a roster as made by hand. First as many places as can be filled; then,
with that many, nobody alone where nobody is yet, the skills that are asked for, fair
hours, and what people like. Each step says whether it is proven to be the best, or how
far it may be from it.
"""

from collections import defaultdict
from datetime import timedelta
from functools import lru_cache

from ortools.sat.python import cp_model

from patrols import limits
from patrols.limits import Span
from patrols.proposing.by_hand import first_roster
from patrols.proposing.facts import Person, Problem, Solution

SEED = 20261122
WORKERS = 2
SECONDS = 4.0  # for filling; half as long again for spreading
DAY = timedelta(days=1)
MANNED, SKILLED, LIKED = 200, 100, 3


def solve(problem: Problem, *, seconds: float = SECONDS) -> Solution:
    """The proposal; always within the hard limits, whatever the time allows."""
    if not problem.slots or not problem.people:
        return Solution(frozenset(), 0, 0, True, 0.0)
    found = _Model(problem)
    filled, bound, proven = found.fill(seconds)
    gap, fair = found.spread(filled, seconds * 1.5)
    return Solution(found.taken(), filled, bound, proven and fair, gap)


def _days_around(spans) -> set[Span]:
    """The stretches of a day that begin or end with one of these."""
    begins = {(start, start + DAY) for start, _end in spans}
    return begins | {(end - DAY, end) for _start, end in spans}


@lru_cache(maxsize=50_000)
def _minutes(span: Span, window: Span) -> int:
    """How much of a shift lies in a window; asked for every person anew."""
    return round(limits.seconds_within([span], window) / 60)


class _Model:
    """One choice for each shift and each person who could be on it."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.model = cp_model.CpModel()
        self.x = {
            (slot.pk, one.pk): self.model.new_bool_var("")
            for slot in problem.slots
            for one in problem.people
            if (slot.pk, one.pk) not in problem.no
        }
        spans = [slot.span for slot in problem.slots]
        self.weeks = {week for span in spans for week in limits.weeks_of(span)}
        self.windows = _days_around(spans)
        self.keys = {choice.index: key for key, choice in self.x.items()}
        self.of_person = defaultdict(list)
        self.of_slot = defaultdict(list)
        slots = {slot.pk: slot for slot in problem.slots}
        for (shift, person), choice in self.x.items():
            self.of_person[person].append((slots[shift], choice))
            self.of_slot[shift].append((person, choice))
        for slot in problem.slots:
            self.model.add(sum(c for _p, c in self.of_slot[slot.pk]) <= slot.free)
        for one in problem.people:
            self._limit(one)
        by_hand = first_roster(problem)
        self.values = {key: int(key in by_hand) for key in self.x}

    def _limit(self, one: Person) -> None:
        """Rest, hours in a day, hours in a week: the law of this house."""
        rules, choices = self.problem.rules, self.of_person[one.pk]
        for slot, _choice in choices:
            near = [
                choice
                for other, choice in choices
                if other.span[0] <= slot.span[0] < other.span[1] + rules.rest
            ]
            if len(near) > 1:
                self.model.add_at_most_one(near)
        for window in self.windows | _days_around(one.served):
            self._cap(one, window, rules.hours_a_day)
        for week in self.weeks:
            self._cap(one, week, min(rules.hours_a_week, one.hours_a_week))

    def _cap(self, one: Person, window, hours: int) -> None:
        """At most so many hours within these, with what is held already."""
        held = limits.seconds_within(one.served, window)
        parts = [
            (_minutes(slot.span, window), choice)
            for slot, choice in self.of_person[one.pk]
        ]
        left = max(int(hours * 60 - held / 60), 0)
        if sum(minutes for minutes, _choice in parts) > left:
            terms = [minutes * choice for minutes, choice in parts if minutes]
            self.model.add(sum(terms) <= left)

    def fill(self, seconds: float) -> tuple[int, int, bool]:
        """As many places as can be; at most how many; whether that is proven."""
        self.model.maximize(sum(self.x.values()))
        self._begin_with_what_is_known()
        solver, status = self._run(seconds)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return sum(self.values.values()), self.problem.needed, False
        self._keep(solver)
        bound = min(int(solver.best_objective_bound + 1e-6), self.problem.needed)
        return sum(self.values.values()), bound, status == cp_model.OPTIMAL

    def spread(self, filled: int, seconds: float) -> tuple[float | None, bool]:
        """With that many places: manned, skilled, fair and as people like it."""
        self.model.add(sum(self.x.values()) >= filled)
        self.model.clear_hints()
        self._begin_with_what_is_known()
        gain = self._manned() + self._skilled() + self._liked() - self._burden()
        self.model.maximize(gain)
        solver, status = self._run(seconds)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return None, False
        self._keep(solver)
        best, reached = solver.best_objective_bound, solver.objective_value
        gap = 100 * (best - reached) / max(abs(best), abs(reached), 1)
        return round(gap, 1), status == cp_model.OPTIMAL

    def _begin_with_what_is_known(self) -> None:
        for choice in self.x.values():
            self.model.add_hint(choice, self._now(choice))

    def _manned(self):
        """Rather one on each than three on one."""
        return MANNED * self._any(
            [c for _p, c in self.of_slot[slot.pk]]
            for slot in self.problem.slots
            if slot.is_empty
        )

    def _skilled(self):
        """One of each shift brings what is asked for."""
        people = {one.pk: one for one in self.problem.people}
        return SKILLED * self._any(
            [c for p, c in self.of_slot[slot.pk] if skill in people[p].skills]
            for slot in self.problem.slots
            for skill in sorted(slot.skills)
        )

    def _any(self, groups):
        """How many of these groups have at least one."""
        found = []
        for group in groups:
            has_one = self.model.new_bool_var("")
            self.model.add(sum(group) >= has_one)
            self.model.add_hint(has_one, int(any(map(self._now, group))))
            found.append(has_one)
        return sum(found)

    def _liked(self):
        likes = self.problem.likes
        return LIKED * sum(c for pair, c in self.x.items() if pair in likes)

    def _burden(self):
        """Each further hour of somebody weighs more than the one before."""
        terms = []
        for one in self.problem.people:
            choices = self.of_person[one.pk]
            hours = [(max(round(slot.minutes / 60), 1), c) for slot, c in choices]
            most = min(sum(h for h, _c in hours), self._most(one))
            steps = [self.model.new_bool_var("") for _hour in range(most)]
            given = sum(h * self._now(c) for h, c in hours)
            for n, step in enumerate(steps):
                self.model.add_hint(step, int(n < given))
            self.model.add(sum(h * c for h, c in hours) == sum(steps))
            base = round(one.before / 4)
            terms += [(base + n) * step for n, step in enumerate(steps, 1)]
        return sum(terms)

    def _now(self, choice) -> int:
        """What the step before chose: the next one begins there."""
        return self.values.get(self.keys[choice.index], 0)

    def _most(self, one: Person) -> int:
        """More hours than this nobody can be given, rounded up for short shifts."""
        cap = min(self.problem.rules.hours_a_week, one.hours_a_week)
        return 2 * cap * len(self.weeks)

    def _run(self, seconds: float):
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = seconds
        solver.parameters.num_workers = WORKERS
        solver.parameters.random_seed = SEED
        # Little is gained by looking long before beginning.
        solver.parameters.cp_model_probing_level = 0
        solver.parameters.symmetry_level = 0
        return solver, solver.solve(self.model)

    def _keep(self, solver) -> None:
        self.values = {key: solver.value(c) for key, c in self.x.items()}

    def taken(self) -> frozenset[tuple[int, int]]:
        return frozenset(key for key, value in self.values.items() if value)
