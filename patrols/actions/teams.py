"""Teams on three levels: founded, set right, joined, left, dissolved."""

import copy
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from patrols.actions import releases
from patrols.models import Membership, Team, Volunteer
from patrols.workflow.people import Level, TeamRole
from patrols.workflow.rosters import ShiftStatus
from station import working_days
from station.actions import events
from station.actions.events import record
from station.actions.locking import lock
from station.actions.uniqueness import refusing_twins
from station.errors import RuleError
from station.models import Area, User

SAME_NAME = "patrols_team_name_once_in_area"
TWO_CAPTAINS = "patrols_membership_one_captain"
IN_IT = "patrols_membership_once_at_a_time"
FIELDS = ("name", "level", "area", "parent", "founded_on", "needs_approval")


@dataclass(frozen=True)
class Facts:
    """What a team is called, where it stands and what it belongs to."""

    name: str
    level: str
    area: Area
    founded_on: date
    parent: Team | None = None
    needs_approval: bool = False


@transaction.atomic
def create(*, facts: Facts, by: User, at: datetime) -> Team:
    """A team is founded."""
    team = Team()
    _write(team, facts, at=at)
    _save(team)
    record(kind="team.created", subject=team, by=by, at=at)
    return team


@transaction.atomic
def edit(*, team: Team, facts: Facts, version: int, by: User, at: datetime) -> Team:
    """Set right; what hangs below keeps its level."""
    team = _standing(team, version=version)
    before = copy.copy(team)
    if facts.level != team.level and team.children.standing().exists():
        raise RuleError(
            _("Teams belong to this one; its level stays."), code="has_children"
        )
    _write(team, facts, at=at)
    team.version += 1
    _save(team)
    changes = events.differences(before, team, FIELDS)
    record(kind="team.edited", subject=team, by=by, at=at, changes=changes)
    return team


@transaction.atomic
def dissolve(*, team: Team, reason: str, version: int, by: User, at: datetime) -> Team:
    """The team is no more; its members stay volunteers."""
    members = team.memberships.current().select_related("volunteer")
    releases.release_members(
        members.defer("volunteer__phone", "volunteer__vetting_note"), by=by, at=at
    )
    team = _standing(team, version=version)
    if not reason.strip():
        raise RuleError(_("Say why."), code="no_reason")
    if team.children.standing().exists():
        raise RuleError(
            _("Teams belong to this one. Dissolve or move them first."),
            code="has_children",
        )
    _expect_no_shifts(team, at=at)
    today = working_days.local_date(at)
    team.dissolved_on = today
    team.version += 1
    team.save()
    for row in team.memberships.current():
        _end(row, on=today)
    record(kind="team.dissolved", subject=team, by=by, at=at, note=reason.strip())
    return team


@transaction.atomic
def join(
    *,
    team: Team,
    volunteer: Volunteer,
    by: User,
    at: datetime,
    role: str = TeamRole.MEMBER,
) -> Membership:
    """Somebody who serves comes into a team."""
    volunteer = lock(volunteer)
    team = _standing(team)
    if not volunteer.is_on_the_strength:
        raise RuleError(_("Only who serves can be in a team."), code="state")
    if role not in TeamRole.values:
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    row = Membership(
        team=team,
        volunteer=volunteer,
        role=role,
        from_on=working_days.local_date(at),
    )
    _save_member(row)
    record(
        kind="team.joined",
        subject=team,
        also=[volunteer],
        by=by,
        at=at,
        changes={"role": [None, role]},
    )
    return row


@transaction.atomic
def set_role(
    *, membership: Membership, role: str, by: User, at: datetime
) -> Membership:
    """Captain, deputy or member; a new captain takes over from the one before."""
    team = _standing(membership.team)
    membership = _running(membership)
    if role not in TeamRole.values:
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    if role == TeamRole.CAPTAIN:
        captain = team.memberships.current().filter(role=TeamRole.CAPTAIN)
        captain = captain.exclude(pk=membership.pk).first()
        if captain is not None:
            captain.role = TeamRole.MEMBER
            captain.version += 1
            captain.save()
    before, membership.role = membership.role, role
    membership.version += 1
    _save_member(membership)
    record(
        kind="team.role_set",
        subject=team,
        also=[membership.volunteer],
        by=by,
        at=at,
        changes={"role": [before, role]},
    )
    return membership


@transaction.atomic
def leave(*, membership: Membership, by: User, at: datetime) -> Membership:
    """Out of the team from today, and off its shifts; the register stays as it is."""
    releases.release_members([membership], by=by, at=at)
    team = lock(membership.team)
    membership = _running(membership)
    _end(membership, on=working_days.local_date(at))
    record(kind="team.left", subject=team, also=[membership.volunteer], by=by, at=at)
    return membership


def _write(team: Team, facts: Facts, *, at: datetime) -> None:
    if not facts.name.strip():
        raise RuleError(_("A team needs a name."), code="no_name")
    if facts.level not in Level.values:
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    if facts.founded_on > working_days.local_date(at):
        raise RuleError(_("This day has not come yet."), code="in_future")
    for name in FIELDS:
        setattr(team, name, getattr(facts, name))
    team.write_name(facts.name)
    _check_parent(team, facts.parent)


def _check_parent(team: Team, parent: Team | None) -> None:
    """A group belongs to a village's team, that to a town's; none to a dissolved one."""
    if parent is None and team.level == Level.VILLAGE:
        return  # a station may have villages' teams without one of the town
    if not team.may_belong_to(parent) or parent == team:
        raise RuleError(
            _("A group belongs to the team of a village, that to the team of a town."),
            code="parent",
        )
    if parent is not None and parent.dissolved_on is not None:
        raise RuleError(_("That team is dissolved."), code="parent")


def _standing(team: Team, *, version: int | None = None) -> Team:
    team = lock(team, version=version)
    if team.dissolved_on is not None:
        raise RuleError(_("This team is dissolved."), code="dissolved")
    return team


def _expect_no_shifts(team: Team, *, at: datetime) -> None:
    ahead = team.shifts.exclude(status=ShiftStatus.CANCELLED).filter(ends_at__gt=at)
    if count := ahead.count():
        raise RuleError(
            _("Shifts of this team that lie ahead: %(n)d. Cancel them first.")
            % {"n": count},
            code="has_shifts",
        )


def _running(membership: Membership) -> Membership:
    membership = lock(membership)
    if membership.until_on is not None:
        raise RuleError(_("This membership is over."), code="already")
    return membership


def _end(membership: Membership, *, on: date) -> None:
    membership.until_on = max(on, membership.from_on)
    membership.version += 1
    membership.save()


def _save(team: Team) -> None:
    twin = _("A team of this name stands there already.")
    with refusing_twins(**{SAME_NAME: twin}):
        team.save()


def _save_member(row: Membership) -> None:
    messages = {
        TWO_CAPTAINS: _("This team has a captain already."),
        IN_IT: _("This person is in the team already."),
    }
    with refusing_twins(**messages):
        row.save()
