"""Showing a whole number: for a purpose, written down, counted."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from station import policy
from station.actions import limits, reminders
from station.actions.access import record_access
from station.actions.limits import Limit, TooMany
from station.errors import RuleError
from station.fields import EncryptedTextField
from station.models import AccessRecord, Area, User
from station.working_days import local_date

ALARM = "access.reveals"


def reveal(
    *, by: User, obj: Model, field: str, purpose: str, at: datetime, reason: str = ""
) -> str:
    """The whole value of a record within the person's scope of showing."""
    if not policy.can(by, f"{obj.policy_resource}.reveal", obj):
        raise RuleError(_("This record is not in your charge."), code="forbidden")
    return show(by=by, obj=obj, field=field, purpose=purpose, at=at, reason=reason)


def show(
    *,
    by: User,
    obj: Model,
    field: str,
    purpose: str,
    at: datetime,
    reason: str = "",
    area: Area | None = None,
) -> str:
    """The whole value, after the look was written down; else nothing is shown.

    The caller has checked that this person may. Raises TooMany beyond the day's
    limit; the chief hears of fifty within an hour.
    """
    _check(obj, field, purpose, reason)
    if not obj.may_be_opened(on=local_date(at)):
        raise RuleError(_("This is closed to everybody at present."), code="closed")
    look = {
        "by": by,
        "subject": obj,
        "fields": field,
        "purpose": purpose,
        "reason": reason.strip()[:200],
        "area": area if area is not None else getattr(obj, "area", None),
        "at": at,
    }
    _count_day(by, look, at)
    with transaction.atomic():
        record_access(act=AccessRecord.Act.REVEAL, **look)
        hour = Limit(
            "reveals hour", settings.REVEALS_ALARM_PER_HOUR, timedelta(hours=1)
        )
        taken = limits.take(hour, str(by.pk), at=at)
        if taken.count == taken.most:
            _alarm(by, look["area"], at)
        return getattr(obj, field)


def _check(obj: Model, field: str, purpose: str, reason: str) -> None:
    found = next((f for f in obj._meta.fields if f.name == field), None)
    if not isinstance(found, EncryptedTextField):
        raise RuleError(_("There is nothing to show here."), code="unknown_field")
    if purpose not in AccessRecord.Purpose.values:
        raise RuleError(_("Say what it is for."), code="purpose_missing")
    if purpose == AccessRecord.Purpose.OTHER and not reason.strip():
        raise RuleError(_("Say in a few words what it is for."), code="reason_missing")


def _count_day(by: User, look: dict, at: datetime) -> None:
    day = Limit("reveals day", settings.REVEALS_MOST_PER_DAY, timedelta(days=1))
    taken = limits.take(day, str(by.pk), at=at)
    if taken.is_allowed:
        return
    record_access(act=AccessRecord.Act.REFUSED, **look)
    if taken.is_first_refusal:
        _alarm(by, look["area"], at)
    raise TooMany(
        _("You have shown too many whole numbers today. Your chief has been told."),
        wait=taken.seconds_left(at=at),
    )


def _alarm(by: User, area: Area | None, at: datetime) -> None:
    """Tell the chief of the place where the data lies."""
    reminders.schedule(
        kind=ALARM,
        subject=by,
        due_at=at,
        area=area,
        edition=at.strftime("%Y-%m-%dT%H"),
    )
