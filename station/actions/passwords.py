"""Passwords: changing one's own, and the one-time password the chief hands over."""

import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from station import validators
from station.actions import sessions
from station.actions.events import record
from station.errors import RuleError
from station.models import OldPassword, User

# Without what is mistaken for another when read aloud or written down.
LETTERS = "abcdefghijkmnpqrstuvwxyz"
CAPITALS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
DIGITS = "23456789"


@transaction.atomic
def change(*, user: User, password: str, by: User, at: datetime) -> User:
    """Set the password one chose oneself; every other session ends with it."""
    _set(user=user, password=password, at=at, must_change=False)
    record(kind="user.password_changed", subject=user, by=by, at=at)
    return user


@transaction.atomic
def issue(*, user: User, by: User, at: datetime) -> str:
    """A password for one sign-in, told by the chief and changed at once."""
    if user == by:
        raise RuleError(_("Change your own password on your own page."))
    password = one_time_password()
    _set(user=user, password=password, at=at, must_change=True)
    sessions.end_all(user=user, by=by, at=at)
    record(kind="user.password_issued", subject=user, by=by, at=at)
    return password


def one_time_password() -> str:
    """Four groups of four that can be dictated over the phone: 94 bits."""
    groups = [
        "".join(secrets.choice(alphabet) for _turn in range(4))
        for alphabet in (LETTERS, CAPITALS, DIGITS + LETTERS, DIGITS)
    ]
    secrets.SystemRandom().shuffle(groups)
    return "-".join(groups)


def is_due(user: User, *, at: datetime) -> bool:
    """Must the password be changed before anything else?"""
    if user.must_change_password:
        return True
    days = validators.profile().days
    age = user.password_age_days(at=at)
    return days is not None and age is not None and age >= days


def has_run_out(user: User, *, at: datetime) -> bool:
    """Was a one-time password left lying for too long?"""
    if not user.must_change_password or user.password_changed_at is None:
        return False
    limit = timedelta(hours=settings.ONE_TIME_PASSWORD_HOURS)
    return at - user.password_changed_at > limit


def _set(*, user: User, password: str, at: datetime, must_change: bool) -> None:
    if user.has_usable_password():
        OldPassword.objects.create(user=user, password=user.password, set_at=at)
    kept = user.old_passwords.order_by("-set_at", "-pk").values("pk")[:5]
    user.old_passwords.exclude(pk__in=list(kept.values_list("pk", flat=True))).delete()
    user.set_password(password)
    user.password_changed_at = at
    user.must_change_password = must_change
    user.save(
        update_fields=[
            "password",
            "password_changed_at",
            "must_change_password",
            "updated_at",
        ]
    )
