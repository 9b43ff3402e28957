"""Weekly shifts of a team: what rosters are filled from."""

import copy
from dataclasses import dataclass
from datetime import datetime, time

from django.db import transaction
from django.utils.translation import gettext as _

from patrols import seasons
from patrols.models import PatrolKind, RosterTemplate, Route, Team
from patrols.workflow.people import Skill
from station import working_days
from station.actions import events
from station.actions.events import record
from station.actions.locking import lock
from station.errors import RuleError
from station.models import User

FIELDS = (
    "kind", "route", "place", "weekday", "starts", "minutes", "needed", "skills",
    "is_active",
)  # fmt: skip


@dataclass(frozen=True)
class Facts:
    """Which patrol, on which day of the week, when, how long, how many."""

    kind: PatrolKind
    weekday: int
    starts: time
    minutes: int
    needed: int = 2
    route: Route | None = None
    place: str = ""
    skills: tuple[str, ...] = ()
    is_active: bool = True


@transaction.atomic
def create(*, team: Team, facts: Facts, by: User, at: datetime) -> RosterTemplate:
    """A shift that comes back every week."""
    if team.dissolved_on is not None:
        raise RuleError(_("This team was dissolved."), code="dissolved")
    _check(facts, at=at, is_new=True)
    template = RosterTemplate(team=team)
    _write(template, facts)
    template.save()
    record(
        kind="roster_template.created",
        subject=template,
        by=by,
        at=at,
        also=[team],
        area=team.area,
    )
    return template


@transaction.atomic
def edit(
    *, template: RosterTemplate, facts: Facts, version: int, by: User, at: datetime
) -> RosterTemplate:
    """Rosters filled from now on take it as it is; filled ones stay as they are."""
    template = lock(template, version=version)
    _check(facts, at=at, is_new=facts.kind.pk != template.kind_id)
    before = copy.copy(template)
    _write(template, facts)
    template.version += 1
    template.save()
    record(
        kind="roster_template.edited",
        subject=template,
        by=by,
        at=at,
        also=[template.team],
        area=template.team.area,
        changes=events.differences(before, template, FIELDS),
    )
    return template


def _check(facts: Facts, *, at: datetime, is_new: bool) -> None:
    if not 0 <= facts.weekday <= 6 or set(facts.skills) - set(Skill.values):
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    if not 30 <= facts.minutes <= 720:
        raise RuleError(
            _("A shift lasts from half an hour to twelve hours."), code="minutes"
        )
    if not 1 <= facts.needed <= 60:
        raise RuleError(_("Between 1 and 60 people."), code="needed")
    # A season may come; only what is out of use makes no sense.
    if is_new and not facts.kind.is_active:
        seasons.check(facts.kind, on=working_days.local_date(at))


def _write(template: RosterTemplate, facts: Facts) -> None:
    for name in FIELDS:
        setattr(template, name, getattr(facts, name))
    template.skills = [skill for skill in Skill.values if skill in facts.skills]
    template.place = facts.place.strip()
