"""Who is in several groups at once: so that each person is counted once.

How many two groups share is known from their known members or estimated by whoever
knows both, whichever says more. The people of several groups are the sum of their
sizes less what every two of them share: Bonferroni's inequality, "at least so many",
for whoever is in three of them is taken off more than twice. The largest group stands
in any case: fewer than its people it cannot be.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, F

from antifraud.models import Audience, AudienceMember, AudienceOverlap

Pair = tuple[int, int]


def shared(audience_ids: Iterable[int]) -> dict[Pair, int]:
    """People in both of each two groups, the smaller key first; nobody is left out."""
    wanted = set(audience_ids)
    counts = dict(_estimated(wanted))
    for pair, people in _known(wanted):
        counts[pair] = max(people, counts.get(pair, 0))
    return counts


def people_once(audience_ids: Iterable[int]) -> int:
    """How many people these groups reach at least, each counted once."""
    wanted = set(audience_ids)
    sizes = dict(Audience.objects.filter(pk__in=wanted).values_list("pk", "size"))
    if not sizes:
        return 0
    twice = sum(shared(wanted).values()) if len(sizes) > 1 else 0
    return max(sum(sizes.values()) - twice, *sizes.values())


@dataclass
class Beside:
    """What one group shares with another: by known members, by estimate, and whose."""

    known: int = 0
    estimated: int = 0
    said_by: str = ""

    @property
    def people(self) -> int:
        return max(self.known, self.estimated)


def beside(audience_id: int) -> dict[int, Beside]:
    """What this one group shares with each of the others."""
    found: dict[int, Beside] = defaultdict(Beside)
    rows = AudienceOverlap.objects.filter(people__gt=0)
    for own, other in (("first", "second"), ("second", "first")):
        of_it = rows.filter(**{own: audience_id}).values_list(
            f"{other}_id", "people", "estimated_by__name"
        )
        for key, people, name in of_it:
            found[key].estimated, found[key].said_by = people, name
    for key, people in _members_beside(audience_id):
        found[key].known = people
    return dict(found)


def _estimated(wanted: set[int]):
    """What somebody who knows both groups wrote down."""
    rows = AudienceOverlap.objects.filter(
        first__in=wanted, second__in=wanted, people__gt=0
    )
    return {
        (first, second): people
        for first, second, people in rows.values_list("first_id", "second_id", "people")
    }


def _known(wanted: set[int]):
    """Residents known to be in both, counted in the database."""
    rows = AudienceMember.objects.filter(
        audience__in=wanted,
        resident__audience_memberships__audience__in=wanted,
        audience__lt=F("resident__audience_memberships__audience"),
    ).order_by()
    pairs = rows.values_list(
        "audience_id", "resident__audience_memberships__audience_id"
    ).annotate(people=Count("pk"))
    return (((first, second), people) for first, second, people in pairs)


def _members_beside(audience_id: int):
    """Residents known to be in this group and in another."""
    rows = AudienceMember.objects.filter(
        resident__audience_memberships__audience=audience_id
    ).exclude(audience=audience_id)
    return rows.order_by().values_list("audience_id").annotate(people=Count("pk"))
