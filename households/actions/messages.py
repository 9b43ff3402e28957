"""What residents send: every matter has an owner, a time and an end (件件有着落)."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from households.actions import message_joining
from households.actions.message_life import (
    check_not_away,
    end_referral,
    full_hour,
    not_about,
    note_event,
    number_for,
    open_to,
    oversight_area,
    remind,
    run_again,
    save,
    settle,
    start_clock,
    stop_clock,
    tell,
    waiting_referral,
)
from households.charge import AUXILIARY, CHIEF, OFFICER, SUPERVISOR
from households.models import ContactCard, DoorPlate, Message, MessageReply
from households.reply_limits import ReplyClock
from households.spots import Spot
from households.workflow import CardStatus
from households.workflow.messages import MessageStatus, ReferralStatus
from station import crypto
from station.actions import reminders
from station.actions.locking import lock
from station.errors import RuleError
from station.models import Area, Post, RecordLink, User, reference
from station.registry import registry

__all__ = [
    "add_note",
    "answer",
    "assign",
    "close",
    "may_own",
    "oversight_area",
    "pause",
    "receive",
    "resume",
]


def receive(
    *,
    kind: str,
    text: str,
    receipt: str,
    at: datetime,
    card: ContactCard | None = None,
    plate: DoorPlate | None = None,
    area: Area | None = None,
    spot: Spot | None = None,
    topic: str = "",
    place: str = "",
    sender_name: str = "",
    sender_phone: str = "",
    is_anonymous: bool = False,
    about: User | None = None,
    is_about_officer: bool = False,
) -> Message:
    """Take in what a resident sent; it has an owner and a due time from the start.

    Of a tip only the hour is kept: nothing shall lead back to who sent it. Who has read
    about the place already hands it on as ``spot``.
    """
    if card is not None and card.status != CardStatus.ACTIVE:
        raise RuleError(_("This card is no longer valid."))
    spot = spot or Spot(area or card.area, at=at)
    at = full_hour(kind, at)
    is_about_officer = is_about_officer or about is not None
    message = Message(
        kind=kind,
        card=card,
        plate=plate,
        area=spot.area,
        topic=topic,
        place=place,
        is_anonymous=is_anonymous,
        about_officer=about,
        is_about_police=is_about_officer,
        receipt_hash=crypto.fingerprint(receipt),
        received_at=at,
        assigned_to=_owner(spot, about, is_about_officer),
    )
    message.write_text(text, phone="" if is_anonymous else sender_phone)
    if not is_anonymous:
        message.write_sender(name=sender_name, phone=sender_phone)
    start_clock(message, at=at, clock=spot.clock)
    # The number is drawn before the transaction: a thousand senders at once do not
    # wait for each other's commits, and a gap in the series does no harm.
    message.number = number_for(kind, spot)
    return _keep(message, spot.clock, at=at)


@transaction.atomic
def _keep(message: Message, clock: ReplyClock, *, at: datetime) -> Message:
    """The row, its reminders and its event, all or nothing.

    The same words once more from the same card are kept and answered, but stand
    behind the first ones: nothing is lost, and nobody's list is flooded.
    """
    lead = message_joining.same_words(message, at=at)
    if lead is not None:
        message_joining.put_behind(message, lead, at=at)
    message.save(force_insert=True)
    if lead is None:
        told = "message.urgent" if message.is_urgent else "message.new"
        made_at = at if message.is_tip else None
        remind(message, at=at, told=told, clock=clock, made_at=made_at)
    if not message.is_tip:
        note_event("received", message, by=None, at=at, also=_behind(message))
    return message


def _behind(message: Message) -> list:
    """The code it was written behind."""
    return [code for code in (message.card, message.plate) if code is not None]


@transaction.atomic
def answer(
    *, message: Message, by: User, text: str, at: datetime, version: int | None = None
) -> MessageReply:
    """Write to the sender, who reads it by receipt; that settles the matter."""
    message = open_to(message, by, version=version)
    check_not_away(message)
    reply = _write(message, text, by=by, at=at)
    if message.is_open:
        settle(message, MessageStatus.ANSWERED, at=at)
    else:
        save(message)
    note_event("answered", message, by=by, at=at)
    return reply


@transaction.atomic
def add_note(*, message: Message, by: User, text: str, at: datetime) -> MessageReply:
    """Write something down for colleagues; the sender never sees it."""
    message = not_about(lock(message), by)
    note = _write(message, text, by=by, at=at, is_note=True)
    save(message)
    note_event("noted", message, by=by, at=at)
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
    message = open_to(message, by, version=version)
    if not may_own(message, at=at).filter(pk=to.pk).exists():
        raise RuleError(_("%(name)s cannot take this matter.") % {"name": to.name})
    if message.assigned_to_id == to.pk:
        return message
    before, message.assigned_to = message.assigned_to_id, to
    save(message, "assigned_to")
    reminders.silence(subject=message, at=at)
    if message.status == MessageStatus.NEW:
        remind(message, at=at)
    elif message.is_open:
        tell("message.new", message, at=at)
    note_event(
        "assigned",
        message,
        by=by,
        at=at,
        changes={"assigned_to": [before, to.pk]},
        note=reason.strip()[:500],
    )
    return message


@transaction.atomic
def pause(
    *, message: Message, text: str, by: User, at: datetime, version: int | None = None
) -> Message:
    """Ask the sender for what is missing; until they write, the clock stands."""
    message = open_to(message, by, version=version)
    check_not_away(message)
    if not text.strip():
        raise RuleError(_("Say what you need from the sender."))
    if message.status == MessageStatus.PAUSED:
        raise RuleError(_("The sender is asked already."), code="not_now")
    _write(message, text, by=by, at=at)
    stop_clock(message, MessageStatus.PAUSED, at=at)
    reminders.schedule(
        kind="message.waiting",
        subject=message,
        due_at=ReplyClock(message.area).patience_ends(at),
        recipient=message.assigned_to,
        edition=message.version,
    )
    note_event("paused", message, by=by, at=at)
    return message


@transaction.atomic
def resume(
    *, message: Message, by: User, at: datetime, version: int | None = None
) -> Message:
    """We go on without waiting any longer; the clock runs with what was left."""
    message = open_to(message, by, version=version)
    if message.status != MessageStatus.PAUSED:
        raise RuleError(_("Nobody waits for the sender."), code="not_now")
    run_again(message, at=at, told="")
    note_event("resumed", message, by=by, at=at)
    return message


@transaction.atomic
def close(
    *,
    message: Message,
    by: User,
    at: datetime,
    reason: str = "",
    tell_sender: bool = True,
    handled_by: str = "",
    version: int | None = None,
) -> Message:
    """End the matter; the reason stands in the record, and by choice before the sender.

    ``handled_by`` names what was made of it, where it goes on.
    """
    message = open_to(message, by, version=version)
    reason = reason.strip() or _became(message, handled_by)
    if not reason:
        raise RuleError(_("Say why the matter ends."))
    if message.is_open and not tell_sender:
        raise RuleError(_("Who wrote must be told why nothing was answered."))
    waiting = waiting_referral(message)
    if waiting is not None:
        end_referral(waiting, ReferralStatus.WITHDRAWN, by=by, at=at, text="")
    _write(message, reason, by=by, at=at, is_note=not tell_sender)
    message.handled_by = handled_by
    settle(message, MessageStatus.CLOSED, at=at)
    note_event("closed", message, by=by, at=at)
    return message


def _became(message: Message, handled_by: str) -> str:
    """What to tell the sender when it goes on as something else."""
    if not handled_by:
        return ""
    made = RecordLink.objects.filter(origin=reference(message), made=handled_by)
    label = handled_by.partition(":")[0]
    if label not in registry.subjects or not made.exists():
        raise RuleError(_("That was not made of this message."), code="not_linked")
    return _("We go on with it as: %(kind)s.") % {
        "kind": registry.subjects[label].label
    }


def may_own(message: Message, *, at: datetime):
    """Who could have the matter: in its line of duty, and not its subject."""
    roles = (OFFICER, AUXILIARY, CHIEF)
    if message.is_tip:
        roles = (OFFICER, CHIEF, SUPERVISOR)
    if message.is_about_police:
        roles = (CHIEF, SUPERVISOR)
    posts = (
        Post.objects.valid(on=timezone.localtime(at).date())
        .covering(message.area)
        .for_role(*roles)
        .exclude(user=message.about_officer_id)
    )
    return User.objects.active().filter(pk__in=posts.values("user"))


def _owner(spot: Spot, about, is_about_officer) -> User | None:
    if is_about_officer:
        return spot.charge.overseer(about=about)
    return spot.charge.owner()


def _write(message, text, *, by, at, is_note=False) -> MessageReply:
    return MessageReply.objects.create(
        message=message, author=by, is_note=is_note, text=text.strip(), written_at=at
    )
