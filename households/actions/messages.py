"""What residents send: every matter has an owner, a time and an end (件件有着落)."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from households import reply_limits, workflow
from households.charge import AUXILIARY, CHIEF, OFFICER, SUPERVISOR, charge_of
from households.models import ContactCard, Message, MessageKind, MessageReply
from households.workflow import CardStatus, MessageStatus
from station import crypto
from station.actions import reminders
from station.actions.events import record
from station.actions.locking import lock
from station.actions.numbers import next_number
from station.errors import RuleError
from station.models import Area, Event, Post, Reminder, User, reference

SERIES = {MessageKind.MESSAGE: "LY", MessageKind.TIP: "XS"}
MOST_WRITINGS = 20  # by one sender to one message


def receive(
    *,
    card: ContactCard,
    kind: str,
    text: str,
    receipt: str,
    at: datetime,
    sender_name: str = "",
    sender_phone: str = "",
    is_anonymous: bool = False,
    about: User | None = None,
    is_about_officer: bool = False,
) -> Message:
    """Take in what a resident sent; it has an owner and a due time from the start.

    Of a tip only the hour is kept: nothing shall lead back to who sent it.
    """
    if card.status != CardStatus.ACTIVE:
        raise RuleError(_("This card is no longer valid."))
    if kind == MessageKind.TIP:
        at = timezone.localtime(at).replace(minute=0, second=0, microsecond=0)
    message = Message(
        kind=kind,
        card=card,
        area=card.area,
        text=text,
        sender_name="" if is_anonymous else sender_name,
        sender_phone="" if is_anonymous else sender_phone,
        is_anonymous=is_anonymous,
        about_officer=about,
        receipt_hash=crypto.fingerprint(receipt),
        received_at=at,
        due_at=reply_limits.due_at(kind, received_at=at),
        assigned_to=_owner(card.area, about, is_about_officer, at=at),
    )
    # The number is drawn before the transaction: a thousand senders at once do not
    # wait for each other's commits, and a gap in the series does no harm.
    message.number = _number(kind, card.area, at)
    return _keep(message, at=at)


@transaction.atomic
def _keep(message: Message, *, at: datetime) -> Message:
    """The row, its reminders and its event, all or nothing."""
    message.save(force_insert=True)
    _remind(message, at=at)
    if message.is_tip:
        _blur(message, at=at)
    else:
        _note_event("received", message, by=None, at=at, also=[message.card])
    return message


@transaction.atomic
def answer(
    *, message: Message, by: User, text: str, at: datetime, version: int | None = None
) -> MessageReply:
    """Write to the sender, who reads it by receipt; that settles the matter."""
    message = _open_to(message, by, version=version)
    reply = MessageReply.objects.create(
        message=message, author=by, text=text, written_at=at
    )
    if message.status == MessageStatus.NEW:
        _settle(message, MessageStatus.ANSWERED, at=at)
    else:
        _save(message)
    _note_event("answered", message, by=by, at=at)
    return reply


@transaction.atomic
def add_note(*, message: Message, by: User, text: str, at: datetime) -> MessageReply:
    """Write something down for colleagues; the sender never sees it."""
    message = _not_about(lock(message), by)
    note = MessageReply.objects.create(
        message=message, author=by, is_note=True, text=text, written_at=at
    )
    _save(message)
    _note_event("noted", message, by=by, at=at)
    return note


@transaction.atomic
def assign(
    *,
    message: Message,
    to: User,
    by: User,
    at: datetime,
    reason: str = "",
    version: int | None = None,
) -> Message:
    """Put the matter into somebody else's hands; the due time stays."""
    message = _open_to(message, by, version=version)
    if not may_own(message, at=at).filter(pk=to.pk).exists():
        raise RuleError(_("%(name)s cannot take this matter.") % {"name": to.name})
    if message.assigned_to_id == to.pk:
        return message
    before, message.assigned_to = message.assigned_to_id, to
    _save(message, "assigned_to")
    reminders.silence(subject=message, at=at)
    if message.status == MessageStatus.NEW:
        _remind(message, at=at)
    _note_event(
        "assigned",
        message,
        by=by,
        at=at,
        changes={"assigned_to": [before, to.pk]},
        note=reason.strip()[:500],
    )
    return message


@transaction.atomic
def close(
    *,
    message: Message,
    by: User,
    at: datetime,
    reason: str,
    tell_sender: bool = True,
    version: int | None = None,
) -> Message:
    """End the matter; the reason stands in the record, and by choice before the sender."""
    message = _open_to(message, by, version=version)
    if not reason.strip():
        raise RuleError(_("Say why the matter ends."))
    if message.status == MessageStatus.NEW and not tell_sender:
        raise RuleError(_("Who wrote must be told why nothing was answered."))
    MessageReply.objects.create(
        message=message, author=by, is_note=not tell_sender, text=reason, written_at=at
    )
    _settle(message, MessageStatus.CLOSED, at=at)
    _note_event("closed", message, by=by, at=at)
    return message


@transaction.atomic
def write_again(*, message: Message, text: str, at: datetime) -> MessageReply:
    """The sender adds something: the matter is open again, with a new due time."""
    message = lock(message)
    if message.is_tip or message.status == MessageStatus.CLOSED:
        raise RuleError(_("This matter is closed. Please leave a new message."))
    written = list(message.replies.filter(author=None))
    if written and written[-1].text == text:
        return written[-1]  # sent twice, written once
    if len(written) >= MOST_WRITINGS:
        raise RuleError(_("There is enough here. Please call the officer instead."))
    reply = MessageReply.objects.create(message=message, text=text, written_at=at)
    if message.status == MessageStatus.ANSWERED:
        _reopen(message, at=at)
    else:
        _save(message)
        _tell_of_more(message, at=at)
    _note_event("written_again", message, by=None, at=at)
    return reply


def may_own(message: Message, *, at: datetime):
    """Who could have the matter: in its line of duty, and not its subject."""
    roles = {MessageKind.MESSAGE: (OFFICER, AUXILIARY, CHIEF)}.get(
        message.kind, (OFFICER, CHIEF, SUPERVISOR)
    )
    if message.about_officer_id is not None:
        roles = (CHIEF, SUPERVISOR)
    posts = (
        Post.objects.valid(on=timezone.localtime(at).date())
        .covering(message.area)
        .for_role(*roles)
        .exclude(user=message.about_officer_id)
    )
    return User.objects.active().filter(pk__in=posts.values("user"))


def _owner(area, about, is_about_officer, *, at) -> User | None:
    charge = charge_of(area, on=timezone.localtime(at).date())
    if is_about_officer or about is not None:
        return charge.overseer(about=about)
    return charge.owner()


def _number(kind, area: Area, at: datetime) -> str:
    """``LY-620724108-2026-000123``: by township, so that the station knows it."""
    townships = Area.objects.above(area).filter(kind=Area.Kind.TOWNSHIP)
    code = townships.values_list("code", flat=True).first()
    if not code:
        above = Area.objects.above(area).order_by("-path")
        code = above.filter(code__isnull=False).values_list("code", flat=True).first()
    code = (code or f"{area.pk:09d}")[:9]
    return next_number(SERIES[kind], code, timezone.localtime(at).year)


def _remind(message: Message, *, at: datetime) -> None:
    """Tell the owner now, on the due day, when late; then the chief."""
    told_at = at + timedelta(hours=1) if message.is_tip else at
    soon = reply_limits.morning_of(message.due_at)
    moments = {"message.new": told_at, "message.late": message.due_at}
    if soon > at:
        moments["message.soon"] = soon
    moments["message.escalated"] = reply_limits.next_morning(message.due_at)
    reminders.schedule_all(
        moments=moments,
        subject=message,
        recipient=message.assigned_to,
        edition=message.version,
    )


def _tell_of_more(message: Message, *, at: datetime) -> None:
    reminders.schedule(
        kind="message.new",
        subject=message,
        due_at=at,
        recipient=message.assigned_to,
        edition=message.version,
    )


def _blur(message: Message, *, at: datetime) -> None:
    """No row about a tip tells the minute it came."""
    hour = {"created_at": at, "updated_at": at}
    Message.objects.filter(pk=message.pk).update(**hour)
    Reminder.objects.about(reference(message)).update(**hour)


def _not_about(message: Message, by: User) -> Message:
    if message.about_officer_id == by.pk:
        raise RuleError(_("Nobody handles a tip about themselves."))
    return message


def _open_to(message: Message, by: User, *, version: int | None) -> Message:
    """The matter, locked, if it still may be worked on by this person."""
    message = _not_about(lock(message, version=version), by)
    if message.status == MessageStatus.CLOSED:
        raise RuleError(_("This matter is closed."))
    return message


def _settle(message: Message, status: MessageStatus, *, at: datetime) -> None:
    if not workflow.allows(message.status, status):
        raise RuleError(_("This matter is closed."))
    message.status = status
    message.settled_at = message.settled_at or at
    _save(message, "status", "settled_at")
    reminders.silence(subject=message, at=at)


def _reopen(message: Message, *, at: datetime) -> None:
    message.status, message.settled_at = MessageStatus.NEW, None
    message.due_at = reply_limits.due_at(message.kind, received_at=at)
    _save(message, "status", "settled_at", "due_at")
    _remind(message, at=at)


def _save(message: Message, *fields: str) -> None:
    message.version += 1
    message.save(update_fields=[*fields, "version", "updated_at"])


def oversight_area(message: Message) -> Area:
    """Where traces of it belong: those of a tip to the station or the county.

    So that nobody in the village, least of all whom it is about, learns of it.
    """
    if not message.is_tip:
        return message.area
    level = "county" if message.about_officer_id else "station"
    return Area.objects.above(message.area).filter(kind=level).first() or message.area


def _note_event(verb: str, message: Message, *, by, at, also=(), **extra) -> Event:
    return record(
        kind=f"{message.kind}.{verb}",
        subject=message,
        by=by,
        at=at,
        also=also,
        area=oversight_area(message),
        **extra,
    )
