"""What the station decides about its time limits and its office hours."""

from datetime import datetime, time

from django.db import transaction
from django.utils.translation import gettext as _

from households.models import MessageLimit
from households.reply_limits import ReplyLimit
from households.workflow.messages import MessageKind
from station.actions.events import record
from station.errors import RuleError
from station.models import Area, OfficeHours, User


@transaction.atomic
def set_limit(
    *, station: Area, kind: str, limit: ReplyLimit, by: User, at: datetime
) -> MessageLimit:
    """From now on this kind is answered within that time; what runs, runs on."""
    if not 1 <= limit.amount <= 200:
        raise RuleError(_("Between 1 and 200."), code="amount")
    if limit.reopen_days > 90 or limit.reopen_times > 9 or limit.chief_after > 200:
        raise RuleError(_("At most 90 days, 9 times and 200 hours."), code="rest")
    values = {
        "amount": limit.amount,
        "unit": limit.unit,
        "chief_after": limit.chief_after,
        "reopen_days": limit.reopen_days,
        "reopen_times": limit.reopen_times,
    }
    before = MessageLimit.objects.select_for_update().filter(station=station, kind=kind)
    known = before.first()
    row, _is_new = MessageLimit.objects.update_or_create(
        station=station,
        kind=kind,
        defaults=values | {"version": known.version + 1 if known else 1},
    )
    record(
        kind="message_limit.set",
        subject=row,
        by=by,
        at=at,
        area=station,
        note=f"{MessageKind(kind).label}: {limit}",
        changes={
            name: [getattr(known, name) if known else None, value]
            for name, value in values.items()
        },
    )
    return row


@transaction.atomic
def set_hours(
    *,
    station: Area,
    morning_from: time,
    morning_until: time,
    afternoon_from: time,
    afternoon_until: time,
    by: User,
    at: datetime,
) -> OfficeHours:
    """When the station works on a working day; due times that run stay as told."""
    ends = (morning_from, morning_until, afternoon_from, afternoon_until)
    if not (ends[0] < ends[1] <= ends[2] < ends[3]):
        raise RuleError(_("Each time must be later than the one before."))
    row, _is_new = OfficeHours.objects.update_or_create(
        station=station,
        defaults={
            "morning_from": morning_from,
            "morning_until": morning_until,
            "afternoon_from": afternoon_from,
            "afternoon_until": afternoon_until,
        },
    )
    record(
        kind="office_hours.set",
        subject=row,
        by=by,
        at=at,
        area=station,
        note=", ".join(f"{a:%H:%M}–{b:%H:%M}" for a, b in row.spans),
    )
    return row
