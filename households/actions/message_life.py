"""What every step in the life of a message has in common: locks, clock, traces."""

from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from households.models import (
    Message,
    MessageKind,
    MessagePause,
    Office,
    Referral,
)
from households.reply_limits import ReplyClock
from households.spots import Spot
from households.workflow import messages as workflow_messages
from households.workflow.messages import MessageStatus, ReferralStatus
from station.actions import reminders
from station.actions.events import record
from station.actions.locking import lock
from station.actions.numbers import next_number
from station.errors import RuleError
from station.models import Area, Event, Reminder, User, reference

SERIES = {
    MessageKind.MESSAGE: "LY",
    MessageKind.QUESTION: "ZX",
    MessageKind.DISTRESS: "QZ",
    MessageKind.ADVICE: "FF",
    MessageKind.TIP: "XS",
}


def full_hour(message_or_kind, at: datetime) -> datetime:
    """Of what the sender of a tip does, only the hour is kept."""
    kind = getattr(message_or_kind, "kind", message_or_kind)
    if kind != MessageKind.TIP:
        return at
    return timezone.localtime(at).replace(minute=0, second=0, microsecond=0)


def number_for(kind: str, spot: Spot) -> str:
    """``LY-620724108-2026-000123``: by township, so that the station knows it."""
    return next_number(SERIES[kind], spot.code, timezone.localtime(spot.at).year)


def oversight_area(message: Message) -> Area:
    """Where traces of it belong: those of a tip to the station or the county.

    So that nobody in the village, least of all whom it is about, learns of it.
    """
    if not message.is_tip:
        return message.area
    level = "county" if message.is_about_police else "station"
    return Area.objects.above(message.area).filter(kind=level).first() or message.area


def note_event(verb: str, message: Message, *, by, at, also=(), **extra) -> Event:
    """One line of the timeline, kept where the matter may be seen."""
    prefix = "tip" if message.is_tip else "message"
    return record(
        kind=f"{prefix}.{verb}",
        subject=message,
        by=by,
        at=at,
        also=also,
        area=oversight_area(message),
        **extra,
    )


def note_sender(verb: str, message: Message, *, at: datetime) -> None:
    """What the sender did; of a tip no row tells the minute, and no event is made."""
    if message.is_tip:
        blur(message, at=at)
    else:
        note_event(verb, message, by=None, at=at)


def blur(message: Message, *, at: datetime) -> None:
    """No row about a tip tells the minute its sender was there."""
    row = Message.objects.filter(pk=message.pk)
    row.update(updated_at=at)
    row.filter(created_at__gt=at).update(created_at=at)
    fresh = Reminder.objects.about(reference(message)).filter(created_at__gt=at)
    fresh.update(created_at=at, updated_at=at)


# -- taking hold -------------------------------------------------------------------


def hold(*ids: int) -> dict[int, Message]:
    """Several matters, locked in one order, so that nobody waits for each other."""
    rows = Message.objects.select_for_update(of=("self",)).filter(pk__in=ids)
    return {row.pk: row for row in rows.order_by("pk")}


def not_about(message: Message, by: User) -> Message:
    if message.about_officer_id == by.pk:
        raise RuleError(_("Nobody handles a tip about themselves."))
    return message


def open_to(message: Message, by: User, *, version: int | None) -> Message:
    """The matter, locked, if it still may be worked on by this person."""
    message = not_about(lock(message, version=version), by)
    check_not_joined(message)
    if message.status == MessageStatus.CLOSED:
        raise RuleError(_("This matter is closed."), code="closed")
    return message


def open_to_settled(message: Message, by: User, *, version: int | None) -> Message:
    """The matter, locked, be it closed or not."""
    message = not_about(lock(message, version=version), by)
    check_not_joined(message)
    return message


def check_not_joined(message: Message) -> None:
    if message.status == MessageStatus.MERGED:
        raise RuleError(
            _("It was joined to %(number)s; go on there.")
            % {"number": message.merged_into.number},
            code="merged",
        )


def check_not_away(message: Message) -> None:
    """What another office has, waits for its answer or is taken back."""
    waiting = waiting_referral(message)
    if waiting is not None:
        raise RuleError(
            _("It lies with %(office)s: record their answer, or take it back.")
            % {"office": waiting.office},
            code="referred",
        )


def waiting_referral(message: Message) -> Referral | None:
    rows = message.referrals.filter(status=ReferralStatus.WAITING)
    return rows.select_related("office").first()


def move(message: Message, target: MessageStatus) -> None:
    """Into the other state, if the matter may come into it."""
    if not workflow_messages.allows(message.status, target):
        raise RuleError(
            _("A matter that is “%(status)s” cannot become “%(target)s”.")
            % {"status": message.get_status_display(), "target": target.label},
            code="not_now",
        )
    message.status = target


def save(message: Message, *fields: str) -> None:
    message.version += 1
    message.save(update_fields=[*fields, "version", "updated_at"])


# -- the clock ---------------------------------------------------------------------

CLOCK = ("due_at", "clock_from", "limit_amount", "limit_unit")


def start_clock(message: Message, *, at: datetime, clock: ReplyClock) -> None:
    """The answer is owed from now on, by what the station promises today."""
    limit = clock.limits[message.kind]
    message.clock_from = at
    message.limit_amount, message.limit_unit = limit.amount, limit.unit
    message.due_at = clock.due(limit, start=at)


def stop_clock(message: Message, cause: MessageStatus, *, at: datetime) -> None:
    """Somebody else is asked: from now on our time stands still."""
    if message.stopped_at is not None:
        go_on(message, at=at)
    move(message, cause)
    message.stopped_at = at
    MessagePause.objects.create(message=message, cause=cause, began_at=at)
    save(message, "status", "due_at", "stopped_at")
    reminders.silence(subject=message, at=at)


def go_on(message: Message, *, at: datetime) -> None:
    """The clock runs again with what was left of the time."""
    clock = ReplyClock(message.area)
    at = max(at, message.stopped_at)
    message.due_at = clock.resumed(
        message.limit_unit, due_at=message.due_at, stopped_at=message.stopped_at, at=at
    )
    message.stopped_at = None
    message.pauses.filter(ended_at=None).update(ended_at=at)


def run_again(message: Message, *, at: datetime, told: str) -> None:
    """Back to us: the clock goes on, and the owner is told."""
    go_on(message, at=at)
    move(message, MessageStatus.NEW)
    save(message, "status", "due_at", "stopped_at")
    reminders.silence(subject=message, at=at)
    remind(message, at=at, told=told)


def settle(message: Message, status: MessageStatus, *, at: datetime) -> None:
    """It has its end, at least for now; nobody is reminded of it any more."""
    fields = ["status", "settled_at", "settlements", "handled_by"]
    if message.stopped_at is not None:
        go_on(message, at=at)
        fields += ["due_at", "stopped_at"]
    move(message, status)
    if message.settled_at is None:
        message.settlements += 1
        message.settled_at = at
    save(message, *fields)
    reminders.silence(subject=message, at=at)


def open_again(message: Message, *, at: datetime) -> None:
    """It was not at its end: a new time, and owner and chief hear of it."""
    move(message, MessageStatus.NEW)
    message.settled_at, message.satisfaction, message.handled_by = None, "", ""
    message.reopened_times += 1
    start_clock(message, at=at, clock=ReplyClock(message.area))
    save(
        message,
        "status",
        "settled_at",
        "satisfaction",
        "handled_by",
        "reopened_times",
        *CLOCK,
    )
    remind(message, at=at, told="message.reopened")


# -- telling people ----------------------------------------------------------------


def remind(
    message: Message,
    *,
    at: datetime,
    told: str = "message.new",
    clock: ReplyClock | None = None,
    made_at: datetime | None = None,
) -> None:
    """Tell the owner now, before it is late, when it is; then the chief."""
    clock = clock or ReplyClock(message.area)
    planned = clock.moments(message, clock.limits[message.kind])
    moments = {kind: due for kind, due in planned.items() if due > at}
    if told:
        moments[told] = told_at(message, at=at)
    reminders.schedule_all(
        moments=moments,
        subject=message,
        recipient=message.assigned_to,
        edition=message.version,
        made_at=made_at,
    )


def told_at(message: Message, *, at: datetime) -> datetime:
    """Of a tip one hears at the full hour, not when it came."""
    return at + timedelta(hours=1) if message.is_tip else at


def tell(kind: str, message: Message, *, at: datetime) -> None:
    """One notice about it, once for its present edition."""
    reminders.schedule(
        kind=kind,
        subject=message,
        due_at=at,
        recipient=message.assigned_to,
        edition=message.version,
    )


def end_referral(
    referral: Referral, status: ReferralStatus, *, by: User, at: datetime, text: str
) -> None:
    """The other office is done with it, one way or the other."""
    referral.status, referral.answer = status, text.strip()
    referral.settled_at, referral.settled_by = at, by
    referral.version += 1
    referral.save()
    reminders.silence(subject=referral, at=at)


def offices_for(area: Area):
    """The offices the station works with, those in use."""
    above = Area.objects.above(area).filter(kind=Area.Kind.STATION)
    return Office.objects.filter(station__in=above, is_active=True).order_by(
        "kind", "title"
    )
