"""A first roster as a captain makes it by hand: where the solver begins."""

from patrols import limits
from patrols.proposing.facts import Person, Problem, Slot

HOUR = 3600


def first_roster(problem: Problem) -> frozenset[tuple[int, int]]:
    """The hardest shift first, and each time whoever has done the least.

    Within the limits, but neither full nor fair for certain.
    """
    made = _ByHand(problem)
    return frozenset(
        (slot.pk, pk)
        for slot in sorted(problem.slots, key=made.hardness)
        for pk in made.choose(slot)
    )


class _ByHand:
    """What everybody has been given so far."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.spans = {one.pk: list(one.held) for one in problem.people}
        self.hours = {one.pk: one.before / 4 for one in problem.people}
        self.able = {
            slot.pk: [
                one for one in problem.people if (slot.pk, one.pk) not in problem.no
            ]
            for slot in problem.slots
        }

    def hardness(self, slot: Slot) -> tuple:
        """How few could come for each place that is free."""
        return len(self.able[slot.pk]) - slot.free, slot.span, slot.pk

    def choose(self, slot: Slot) -> list[int]:
        """The people of one shift: the skill that is asked for, then the least hours."""
        chosen, missing = [], set(slot.skills)
        able = sorted(self.able[slot.pk], key=lambda one: self._rank(one, slot))
        skilled = [one for one in able if one.skills & missing]
        for one in dict.fromkeys([*skilled[: len(missing)], *able]):
            if len(chosen) == slot.free:
                break
            if self._fits(one, slot):
                chosen.append(one.pk)
                self.spans[one.pk].append(slot.span)
                self.hours[one.pk] += slot.minutes / 60
        return chosen

    def _rank(self, one: Person, slot: Slot) -> tuple:
        likes = (slot.pk, one.pk) in self.problem.likes
        return self.hours[one.pk], not likes, one.pk

    def _fits(self, one: Person, slot: Slot) -> bool:
        held = self.spans[one.pk]
        if limits.hour_bars(held, slot.span, self.problem.rules):
            return False
        own = one.hours_a_week * HOUR
        return all(
            limits.seconds_within([*held, slot.span], week) <= own
            for week in limits.weeks_of(slot.span)
        )
