"""The account of a volunteer: opened by the vetting, closed when they leave."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from patrols.models import Volunteer
from patrols.workflow.people import VolunteerStatus
from station import working_days
from station.actions import numbers, passwords, posts, sessions, users
from station.actions.events import record
from station.actions.locking import lock
from station.errors import RuleError
from station.models import User
from station.roles import Role

SERIES = "YJ"  # 义警


@transaction.atomic
def give(
    *, volunteer: Volunteer, version: int, by: User, at: datetime
) -> tuple[Volunteer, str]:
    """An account for somebody who had none, or a new one-time password."""
    volunteer = lock(volunteer, version=version)
    if volunteer.status not in {VolunteerStatus.ACTIVE, VolunteerStatus.RESTING}:
        raise RuleError(_("Only who serves has an account."), code="state")
    password = open_for(volunteer, by=by, at=at)
    volunteer.version += 1
    volunteer.save(update_fields=["user", "version", "updated_at"])
    record(kind="volunteer.account_given", subject=volunteer, by=by, at=at)
    return volunteer, password


def open_for(volunteer: Volunteer, *, by: User, at: datetime) -> str:
    """Give the locked volunteer an account with the post; the caller saves the row.

    Returns the one-time password, which nobody keeps.
    """
    if volunteer.user_id is None:
        volunteer.user, password = users.create(
            badge_number=f"{SERIES}{numbers.next_in(SERIES):06d}",
            name=volunteer.name,
            by=by,
            at=at,
        )
    else:
        _check_charge(volunteer, at=at)
        password = passwords.issue(user=lock(volunteer.user), by=by, at=at)
    if not _posts(volunteer, at=at).exists():
        _appoint(volunteer, by=by, at=at)
    return password


def move(volunteer: Volunteer, *, by: User, at: datetime) -> None:
    """Another area: the post goes along."""
    if _posts(volunteer, at=at).exists():
        _finish(volunteer, by=by, at=at)
        _appoint(volunteer, by=by, at=at)


def rename(volunteer: Volunteer, *, by: User, at: datetime) -> None:
    """The name was set right; who serves as more has it from the chief."""
    if volunteer.user_id and not _serves_as_more(volunteer, at=at):
        users.rename(user=volunteer.user, name=volunteer.name, by=by, at=at)


def close(volunteer: Volunteer, *, by: User, at: datetime) -> None:
    """The post ends at once, and so do the sessions."""
    if volunteer.user_id is not None:
        _finish(volunteer, by=by, at=at)
        sessions.end_all(user=volunteer.user, by=by, at=at)


def _check_charge(volunteer: Volunteer, *, at: datetime) -> None:
    """Who serves as more than a volunteer gets the password from the chief."""
    if _serves_as_more(volunteer, at=at) or not volunteer.user.is_active:
        raise RuleError(
            _("This account is in the charge of the chief."), code="forbidden"
        )


def _serves_as_more(volunteer: Volunteer, *, at: datetime) -> bool:
    posts = volunteer.user.posts.valid(on=working_days.local_date(at))
    return posts.exclude(role=Role.VOLUNTEER).exists()


def _posts(volunteer: Volunteer, *, at: datetime):
    on = working_days.local_date(at)
    return volunteer.user.posts.valid(on=on).for_role(Role.VOLUNTEER)


def _appoint(volunteer: Volunteer, *, by: User, at: datetime) -> None:
    posts.give(
        user=volunteer.user,
        role=Role.VOLUNTEER,
        area=volunteer.area,
        from_on=working_days.local_date(at),
        by=by,
        at=at,
    )


def _finish(volunteer: Volunteer, *, by: User, at: datetime) -> None:
    yesterday = posts.day_before(working_days.local_date(at))
    for post in _posts(volunteer, at=at):
        posts.finish(post=post, last_on=yesterday, by=by, at=at)
