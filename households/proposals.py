"""Whom to see today: what is most needed, close together, by the short way."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, Value, When

from households import kinds, way
from households.models import (
    Campaign,
    FollowUp,
    Household,
    Reason,
    RoundStop,
    VisitRule,
)
from station.models import Area, User
from station.roles import Role

SOON = timedelta(days=7)
FOLLOW_UP_WITHIN = timedelta(days=2)
POOL = 10  # so many candidates for each door of the round
NEAR = 800  # metres within which one door lies on the way to the other
NEIGHBOUR = 80  # what lying on the way is worth, in the weights below
WEIGHTS = {
    Reason.FOLLOW_UP: 1000,
    Reason.OVERDUE: 500,
    Reason.CAMPAIGN: 250,
    Reason.NEVER: 200,
    Reason.DUE: 150,
    Reason.NEW: 120,
    Reason.CARE: 60,
}
LONGEST_OVERDUE = 365


@dataclass
class Proposal:
    """A household and why it is its turn."""

    household: Household
    reasons: list[str]
    need: int = 0
    carried_from: date | None = None


def propose(
    *, officer: User, area: Area, on: date, size: int, without: Iterable[int] = ()
) -> list[Proposal]:
    """The most needed households of the area for this officer, near to each other.

    Nobody is put on only to fill the round: whom nothing speaks for is left in peace.
    """
    pool = [
        Proposal(row, reasons_of(row, on=on))
        for row in candidates(officer=officer, area=area, on=on)
        .exclude(pk__in=list(without))
        .order_by("-need", F("standing__next_due_on").asc(nulls_last=True), "pk")[
            : size * POOL
        ]
    ]
    pool = [proposal for proposal in pool if set(proposal.reasons) - {Reason.CARE}]
    for proposal in pool:
        proposal.need = _need(proposal, on=on)
    return in_order(_close_together(pool, size))


def candidates(*, officer: User, area: Area, on: date):
    """The officer's households in the area that are on no round of the day."""
    taken = RoundStop.objects.filter(
        household=OuterRef("pk"), round__on=on, visited__isnull=True, skipped_reason=""
    )
    rows = Household.objects.visible_to(officer).present()
    rows = rows.filter(~Exists(taken), area__path__startswith=area.path)
    return with_reasons(rows, officer=officer, area=area, on=on)


def with_reasons(rows, *, officer: User, area: Area, on: date):
    """The rows with what speaks for a visit on the day."""
    promised = FollowUp.objects.open().filter(
        household=OuterRef("pk"),
        assigned_to=officer,
        due_at__date__lte=on + FOLLOW_UP_WITHIN,
    )
    rows = rows.select_related("address", "area", "standing__due_rule").annotate(
        is_promised=Exists(promised),
        is_cared_for=kinds.cared_for(),
        is_in_campaign=_in_campaign(area, on=on),
        is_new=_yes(kinds.condition("new", on=on)),
        is_due=_yes(Q(standing__next_due_on__lte=on + SOON) & ~_for_the_other(officer)),
    )
    return rows.annotate(
        need=_weight("is_promised", Reason.FOLLOW_UP)
        + _weight("is_due", Reason.OVERDUE)
        + _weight("is_in_campaign", Reason.CAMPAIGN)
        + _weight("standing__last_visited_at__isnull", Reason.NEVER)
        + _weight("is_cared_for", Reason.CARE)
    )


def reasons_of(row: Household, *, on: date) -> list[str]:
    """Why this one, the strongest reason first."""
    standing = getattr(row, "standing", None)
    due_on = standing.next_due_on if standing else None
    is_never = standing is None or standing.last_visited_at is None
    found = {
        Reason.FOLLOW_UP: row.is_promised,
        Reason.OVERDUE: row.is_due and due_on < on,
        Reason.CAMPAIGN: row.is_in_campaign,
        Reason.NEVER: is_never,
        Reason.DUE: row.is_due and due_on >= on,
        Reason.NEW: row.is_new and is_never,
        Reason.CARE: row.is_cared_for,
    }
    return [reason.value for reason, holds in found.items() if holds]


def in_order(proposals: list[Proposal]) -> list[Proposal]:
    """By the short way."""
    doors = [way.door_of(proposal.household.address) for proposal in proposals]
    return [proposals[index] for index in way.ordered(doors)]


def _need(proposal: Proposal, *, on: date) -> int:
    need = sum(WEIGHTS.get(reason, 0) for reason in proposal.reasons)
    if Reason.OVERDUE in proposal.reasons:
        late = (on - proposal.household.standing.next_due_on).days
        need += min(late, LONGEST_OVERDUE)
    return need


def _close_together(pool: list[Proposal], size: int) -> list[Proposal]:
    """The most needed first; then each next one, doors on the way preferred."""
    doors = {id(proposal): way.door_of(proposal.household.address) for proposal in pool}
    nearness = dict.fromkeys(doors, 0.0)
    chosen: list[Proposal] = []
    while pool and len(chosen) < size:
        best = max(pool, key=lambda p: (p.need + nearness[id(p)], -p.household.pk))
        chosen.append(best)
        pool = [proposal for proposal in pool if proposal is not best]
        for proposal in pool:
            near = _nearness(doors[id(best)], doors[id(proposal)])
            nearness[id(proposal)] = max(nearness[id(proposal)], near)
    return chosen


def _nearness(a: way.Door, b: way.Door) -> float:
    if a.position and b.position:
        return NEIGHBOUR * max(0.0, 1 - way.metres(a.position, b.position) / NEAR)
    return NEIGHBOUR / 2 if a.place == b.place else 0.0


def _in_campaign(area: Area, *, on: date) -> Case:
    """A campaign runs there, means this household, and nobody was there yet."""
    wanted = Q(pk__in=[])
    for campaign in Campaign.objects.running(on=on).reaching(area.path):
        unseen = Q(standing__last_visited_at__isnull=True) | Q(
            standing__last_visited_at__date__lt=campaign.from_on
        )
        wanted |= kinds.any_of(campaign.kinds, on=on) & unseen
    return _yes(wanted)


def _for_the_other(officer: User) -> Q:
    """The rule that makes it due asks for somebody else to go."""
    is_auxiliary = officer.roles <= {Role.AUXILIARY_OFFICER}
    other = VisitRule.Who.OFFICER if is_auxiliary else VisitRule.Who.AUXILIARY
    return Q(standing__due_rule__isnull=False, standing__due_rule__who=other)


def _yes(condition: Q) -> Case:
    return Case(When(condition, then=Value(True)), default=Value(False))


def _weight(lookup: str, reason: Reason) -> Case:
    return Case(
        When(**{lookup: True}, then=Value(WEIGHTS[reason])),
        default=Value(0),
        output_field=IntegerField(),
    )
