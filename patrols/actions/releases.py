"""Places given up by who rests, leaves the register, or leaves a team."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from patrols import limits
from patrols.actions import places
from patrols.models import Membership, Shift, SignUp, Volunteer
from patrols.workflow.rosters import SignUpStatus
from station.errors import RuleError
from station.models import User

ROUNDS = 5
# Volunteers who give up what lies ahead, each with the teams whose shifts they keep.
Leaving = dict[int, set[int]]


def release(*, volunteer: Volunteer, reason: str, by: User | None, at: datetime) -> int:
    """Who rests or leaves gives up what lies ahead; whoever waits moves up.

    Called before the volunteer is locked, who is locked from then on.
    """
    return _give_up({volunteer.pk: set()}, reason=reason, by=by, at=at)


def release_members(
    memberships: Iterable[Membership], *, by: User | None, at: datetime
) -> int:
    """Who goes out of a team goes off its shifts, unless another team opens them."""
    leaving = {
        row.volunteer_id: limits.teams_open_to(row.volunteer, without=row)
        for row in memberships
    }
    return _give_up(leaving, reason=_("is no longer in the team"), by=by, at=at)


@transaction.atomic
def _give_up(leaving: Leaving, *, reason: str, by: User | None, at: datetime) -> int:
    shifts = _hold(leaving, at=at)
    rows = _ahead(leaving, at=at).select_related("volunteer__user")
    rows = list(rows.defer("volunteer__phone").order_by("shift", "pk"))
    for row in rows:
        row.shift = shifts[row.shift_id]
        places.move(row, SignUpStatus.WITHDRAWN, by=by, at=at, reason=reason)
    for pk in {row.shift_id: None for row in rows}:
        places.refill(shifts[pk], at=at, never=leaving)
    return len(rows)


def _hold(leaving: Leaving, *, at: datetime) -> dict[int, Shift]:
    """Shifts first, then everybody on them: the order in which all others lock.

    Who came onto one more shift meanwhile: everything is let go and taken anew.
    """
    for _round in range(ROUNDS):
        point = transaction.savepoint()
        keys = set(_ahead(leaving, at=at).values_list("shift", flat=True))
        shifts = places.lock_shifts(keys)
        on_them = SignUp.objects.running().filter(shift__in=shifts)
        people = set(on_them.values_list("volunteer", flat=True))
        places.lock_volunteers(people | leaving.keys())
        if keys.issuperset(_ahead(leaving, at=at).values_list("shift", flat=True)):
            transaction.savepoint_commit(point)
            return shifts
        transaction.savepoint_rollback(point)
    raise RuleError(
        _("The roster is being changed just now. Try again."), code="roster_busy"
    )


def _ahead(leaving: Leaving, *, at: datetime):
    """What these people hold or wait for, and would have to give up."""
    theirs = Q(pk__in=[])
    for volunteer, kept in leaving.items():
        theirs |= Q(volunteer=volunteer) & ~Q(shift__team__in=kept)
    return SignUp.objects.running().filter(theirs, shift__starts_at__gt=at)
