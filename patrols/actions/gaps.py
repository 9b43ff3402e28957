"""Gaps of the coverage become shifts."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from patrols.actions import shifts
from patrols.coverage.gaps import Gap
from patrols.models import PatrolKind, Shift, Team
from station.errors import RuleError
from station.models import User


@transaction.atomic
def fill(
    *, gaps: list[Gap], teams: list[Team], kind: PatrolKind, by: User, at: datetime
) -> list[Shift]:
    """A shift for each gap, all or none; the nearest team patrols it."""
    if not gaps:
        raise RuleError(_("Choose at least one gap."), code="gaps")
    made = []
    for gap in gaps:
        team = team_for(gap, teams)
        if team is None:
            raise RuleError(
                _("No team of yours patrols %(place)s.") % {"place": gap.area.name},
                code="no_team",
            )
        facts = shifts.Facts(
            kind=kind,
            starts_at=gap.starts_at,
            ends_at=gap.ends_at,
            needed=gap.people,
            area=gap.area if team.area.contains(gap.area) else team.area,
            place=gap.place[:120],
            note=_("Made of a gap in the coverage."),
        )
        made.append(shifts.create(team=team, facts=facts, by=by, at=at))
    return made


def team_for(gap: Gap, teams: list[Team]) -> Team | None:
    """The smallest team whose area holds the place, else one within the place."""
    around = [team for team in teams if team.area.contains(gap.area)]
    if around:
        return max(around, key=lambda team: len(team.area.path))
    inside = [team for team in teams if gap.area.contains(team.area)]
    return min(inside, key=lambda team: len(team.area.path), default=None)
