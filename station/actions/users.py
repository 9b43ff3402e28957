"""Accounts: made by the chief or the administrator, never by signing up."""

import copy
import re
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from station import names, policy
from station.actions import passwords, posts, sessions, sign_ins
from station.actions.events import differences, record
from station.actions.locking import lock
from station.errors import RuleError
from station.models import User

BADGE = re.compile(r"[0-9A-Z][0-9A-Z-]{2,23}")
OWN_FIELDS = ("email", "phone", "language", "theme")
FIELDS = ("name", "email", "phone")


@transaction.atomic
def create(
    *,
    badge_number: str,
    name: str,
    by: User | None,
    at: datetime,
    phone: str = "",
    email: str = "",
    is_service: bool = False,
    first_post: dict | None = None,
) -> tuple[User, str]:
    """Make an account, with its first post if one is given, else without any right.

    Returns it with its one-time password; the account of a machine gets none, for it
    never signs in.
    """
    badge = checked_badge(badge_number)
    password = "" if is_service else passwords.one_time_password()
    user = User(
        badge_number=badge,
        name=names.normalise(name),
        name_sort=names.pinyin(names.normalise(name)),
        phone=phone,
        email=email,
        is_service=is_service,
        password_changed_at=at,
        must_change_password=not is_service,
    )
    user.set_password(password or None)
    try:
        with transaction.atomic():
            user.save()
    except IntegrityError as error:
        raise RuleError(
            _("The badge number %(badge)s has an account already.") % {"badge": badge},
            code="badge_taken",
        ) from error
    record(kind="user.created", subject=user, by=by, at=at)
    if first_post is not None:
        posts.appoint(user=user, by=by, at=at, **first_post)
    return user, password


def checked_badge(badge_number: str) -> str:
    """A badge number in its one way of writing."""
    badge = User.normalize_username(badge_number)
    if not BADGE.fullmatch(badge):
        raise RuleError(
            _("A badge number has 3 to 24 digits, capitals and hyphens."),
            code="badge_invalid",
        )
    return badge


@transaction.atomic
def edit(*, user: User, version: int | None, by: User, at: datetime, **changes) -> User:
    """Correct what the office keeps about a colleague."""
    _may(by, "user.edit", user)
    return _save(user, version, FIELDS, changes, by, at)


@transaction.atomic
def edit_own(*, user: User, version: int | None, at: datetime, **changes) -> User:
    """Keep one's own contact data and the look of the pages."""
    return _save(user, version, OWN_FIELDS, changes, user, at)


@transaction.atomic
def rename(*, user: User, name: str, by: User, at: datetime) -> User:
    """The name was set right on the register this person stands in."""
    return _save(user, None, ("name",), {"name": names.normalise(name)}, by, at)


@transaction.atomic
def disable(*, user: User, by: User, at: datetime, reason: str = "") -> User:
    """Lock an account: its sessions end and its keys die at once."""
    _may(by, "user.edit", user)
    if user == by:
        raise RuleError(_("Nobody locks their own account."))
    user = lock(user)
    if not user.is_active:
        raise RuleError(_("The account is locked already."), code="already")
    _set_active(user, is_active=False)
    sessions.end_all(user=user, by=by, at=at)
    user.tokens.filter(revoked_at__isnull=True).update(revoked_at=at, revoked_by=by)
    record(kind="user.disabled", subject=user, by=by, at=at, note=reason)
    return user


@transaction.atomic
def enable(*, user: User, by: User, at: datetime) -> User:
    """Open an account again; keys stay dead and the password is issued anew."""
    _may(by, "user.edit", user)
    user = lock(user)
    if user.is_active:
        raise RuleError(_("The account is open already."), code="already")
    _set_active(user, is_active=True)
    record(kind="user.enabled", subject=user, by=by, at=at)
    return user


@transaction.atomic
def issue_password(*, user: User, by: User, at: datetime) -> str:
    """A one-time password for a colleague who cannot get in."""
    _may(by, "user.edit", user)
    if user.is_service or not user.is_active:
        raise RuleError(_("This account does not sign in."))
    password = passwords.issue(user=lock(user), by=by, at=at)
    sign_ins.pardon(user=user)
    return password


@transaction.atomic
def reset_second_factor(*, user: User, by: User, at: datetime) -> None:
    """The phone with the codes is lost: the next sign-in sets up a new one."""
    _may(by, "user.edit", user)
    if user == by:
        raise RuleError(_("Change your own second factor on your own page."))
    Authenticator.objects.filter(user=user).delete()
    sessions.end_all(user=user, by=by, at=at)
    record(kind="user.second_factor_reset", subject=user, by=by, at=at)


def _may(by: User, permission: str, user: User) -> None:
    action = permission.partition(".")[2]
    if not policy.can(by, permission) or not (
        User.objects.visible_to(by, action).filter(pk=user.pk).exists()
    ):
        raise RuleError(_("This account is not in your charge."), code="forbidden")


def _set_active(user: User, *, is_active: bool) -> None:
    user.is_active = is_active
    user.version += 1
    user.save(update_fields=["is_active", "version", "updated_at"])


def _save(user, version, fields, changes, by, at) -> User:
    before = lock(user, version=version)
    after = copy.copy(before)
    for name in fields:
        if name in changes:
            setattr(after, name, changes[name])
    found = differences(before, after, fields)
    if not found:
        return after
    after.name = names.normalise(after.name)
    after.name_sort = names.pinyin(after.name)
    after.version += 1
    after.save(update_fields=[*fields, "name_sort", "version", "updated_at"])
    record(kind="user.edited", subject=after, by=by, at=at, changes=found)
    return after
