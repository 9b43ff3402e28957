"""Why somebody was taken for a shift, or was not: kept as codes, said in words."""

from collections import defaultdict
from statistics import median

from patrols import limits
from patrols.proposing.facts import Person, Problem, Slot, Solution
from patrols.workflow.limits import Bar, Pass, Pick

# The same code may speak for one and against another: few hours, or more than others.
WHY_NOT = {**dict(Bar.choices), **dict(Pass.choices)}
WHY = dict(Pick.choices)


def told(problem: Problem, solution: Solution) -> dict:
    """What is kept of a proposal: ids and codes, nothing else."""
    people = {one.pk: one for one in problem.people}
    given = defaultdict(list)
    slots = {slot.pk: slot for slot in problem.slots}
    for shift, person in solution.taken:
        given[person].append(slots[shift])
    usual = median([one.before for one in problem.people] or [0])
    return {
        "gap": solution.gap,
        "slots": [
            _of_slot(slot, problem, solution, people, given, usual)
            for slot in problem.slots
        ],
        "people": {
            str(one.pk): [
                round(one.before * 60),
                sum(slot.minutes for slot in given[one.pk]),
            ]
            for one in problem.people
        },
    }


def _of_slot(slot: Slot, problem, solution, people, given, usual) -> dict:
    taken, passed = [], defaultdict(list)
    for one in people.values():
        if (slot.pk, one.pk) in solution.taken:
            taken.append([one.pk, _picks(slot, one, problem, usual)])
        else:
            passed[_why_not(slot, one, problem, given[one.pk])].append(one.pk)
    return {"shift": slot.pk, "free": slot.free, "taken": taken, "not": dict(passed)}


def _picks(slot: Slot, one: Person, problem: Problem, usual: float) -> list[str]:
    found = {
        Pick.LIKES: (slot.pk, one.pk) in problem.likes,
        Pick.SKILL: bool(slot.skills & one.skills),
        Pick.LOAD: one.before <= usual,
    }
    return [pick.value for pick, holds in found.items() if holds]


def _why_not(slot: Slot, one: Person, problem: Problem, given: list[Slot]) -> str:
    if (slot.pk, one.pk) in problem.no:
        return problem.no[slot.pk, one.pk]
    held = [*one.held, *(other.span for other in given)]
    if limits.hour_bars(held, slot.span, problem.rules, walked=one.walked):
        return Pass.ELSEWHERE.value
    for week in limits.weeks_of(slot.span):
        seconds = limits.seconds_within([*held, *one.walked, slot.span], week)
        if seconds > one.hours_a_week * 3600:
            return Pass.OWN_HOURS.value
    return Pass.LOAD.value
