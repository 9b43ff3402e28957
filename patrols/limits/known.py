"""What is known of people when a shift is to be filled: places, patrols, insurance."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from patrols.limits.bars import Span, Standing
from patrols.models import (
    Insurance,
    Membership,
    Patrol,
    Shift,
    SignUp,
    Team,
    Volunteer,
)
from patrols.workflow.people import LEADING
from patrols.workflow.rosters import Attendance

AROUND = timedelta(days=8)  # what of the roster can touch a shift's limits
OUT = timedelta(hours=1)  # what counts of a patrol that has not ended yet


def standings(
    volunteers: Iterable[Volunteer], shift: Shift, *, ignoring: Iterable[int] = ()
) -> dict[int, Standing]:
    """What is known of these people about a shift, in a few queries for all.

    ``ignoring`` are places that are given up in the same breath.
    """
    volunteers = list(volunteers)
    ids = [volunteer.pk for volunteer in volunteers]
    around = (shift.starts_at - AROUND, shift.ends_at + AROUND)
    held, insured = held_by(ids, around, ignoring=ignoring), insured_days(ids)
    walked, of_team = walked_by(ids, around), members_of(shift.team, ids)
    return {
        volunteer.pk: Standing(
            volunteer,
            volunteer.pk in of_team,
            insured.get(volunteer.pk, []),
            [span for pk, span in held.get(volunteer.pk, []) if pk != shift.pk],
            walked.get(volunteer.pk, []),
        )
        for volunteer in volunteers
    }


def held_by(
    ids: list[int], around: Span, *, ignoring: Iterable[int] = ()
) -> dict[int, list[tuple[int, Span]]]:
    """Shift and hours of every place these people hold; not where they stayed away."""
    rows = SignUp.objects.holding().filter(volunteer__in=ids, span__overlap=around)
    rows = rows.exclude(attendance__in=[Attendance.ABSENT, Attendance.EXCUSED])
    rows = rows.exclude(pk__in=list(ignoring)).order_by("pk")
    found = defaultdict(list)
    for volunteer, shift, span in rows.values_list("volunteer", "shift", "span"):
        found[volunteer].append((shift, (span.lower, span.upper)))
    return found


def walked_by(ids: list[int], around: Span) -> dict[int, list[Span]]:
    """When each of them was out of their own accord; who still is, an hour so far."""
    since, until = around
    rows = Patrol.objects.filter(
        volunteer__in=ids, sign_up__isnull=True, started_at__lt=until
    )
    rows = rows.filter(Q(ended_at__isnull=True) | Q(ended_at__gt=since))
    found = defaultdict(list)
    for pk, began, ended in rows.values_list("volunteer", "started_at", "ended_at"):
        found[pk].append((began, ended or began + OUT))
    return found


def insured_days(ids: list[int]) -> dict[int, list[tuple[date, date]]]:
    """From when until when each of them is insured."""
    found = defaultdict(list)
    rows = Insurance.objects.filter(volunteer__in=ids)
    for pk, since, until in rows.values_list("volunteer", "from_on", "until_on"):
        found[pk].append((since, until))
    return found


def candidates(team) -> QuerySet:
    """Who may be on the shifts of a team: its own, those below, who leads above."""
    return Volunteer.objects.filter(pk__in=_members(team).values("volunteer"))


def members_of(team, ids: list[int]) -> set[int]:
    """Those of these people who may be on the shifts of the team."""
    rows = _members(team).filter(volunteer__in=ids)
    return set(rows.values_list("volunteer", flat=True))


def _members(team) -> QuerySet:
    """Current memberships that open the shifts of the team."""
    leads = Q(role__in=LEADING)
    return Membership.objects.current().filter(
        Q(team=team.pk)
        | Q(team__parent=team.pk)
        | Q(team__parent__parent=team.pk)
        | (leads & Q(team__children=team.pk))
        | (leads & Q(team__children__children=team.pk))
    )


def teams_open_to(
    volunteer: Volunteer, *, without: Membership | None = None
) -> set[int]:
    """The teams whose shifts somebody may be on: the own, those above, those led."""
    rows = volunteer.memberships.current()
    if without is not None:
        rows = rows.exclude(pk=without.pk)
    found = set()
    for own, up, top in rows.values_list(
        "team", "team__parent", "team__parent__parent"
    ):
        found |= {own, up, top}
    led = rows.filter(role__in=LEADING).values("team")
    below = Team.objects.filter(Q(parent__in=led) | Q(parent__parent__in=led))
    return (found | set(below.values_list("pk", flat=True))) - {None}
