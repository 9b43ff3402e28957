"""Sending notices out of the house, and reading them inside.

What goes by mail or to a work-chat is leased before it is sent and marked after. The
other side may get it twice only when a worker dies between the two; the delivery's id
goes along and stays the same, so that a receiver can drop the second.
"""

from collections.abc import Collection
from datetime import datetime, timedelta

import structlog
from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation

from station import channels
from station.actions.reminders import TRIES, delay_after, schedule
from station.models import Channel, ChannelChoice, Delivery, User
from station.registry import registry

log = structlog.get_logger(__name__)

LEASE = timedelta(minutes=1)
FAILING = "channel.failing"
TEST = "channel.test"
Target = tuple[int, str]  # whom, on which channel


def send_due(*, until: datetime) -> int:
    """Send one notice after the other; whose address fails is left for later."""
    sent, failing = 0, set()
    while timezone.now() < until:
        delivery = lease(at=timezone.now(), without=failing)
        if delivery is None:
            break
        if send(delivery=delivery, at=timezone.now()):
            sent += 1
        else:
            failing.add((delivery.recipient_id, delivery.channel))
    return sent


@transaction.atomic
def lease(*, at: datetime, without: Collection[Target] = ()) -> Delivery | None:
    """Take hold of the oldest waiting notice; after a minute another may."""
    waiting = Delivery.objects.due(at=at)
    for recipient_id, channel in without:
        waiting = waiting.exclude(recipient=recipient_id, channel=channel)
    delivery = (
        waiting.select_for_update(skip_locked=True, of=("self",))
        .select_related("reminder", "recipient")
        .order_by("due_at", "pk")
        .first()
    )
    if delivery is not None:
        delivery.attempts += 1
        delivery.lease_until = at + LEASE
        delivery.save(update_fields=["attempts", "lease_until", "updated_at"])
    return delivery


def send(*, delivery: Delivery, at: datetime) -> bool:
    """Send it if it still matters; False when the address did not take it."""
    choice = ChannelChoice.objects.filter(
        user=delivery.recipient_id, channel=delivery.channel, is_on=True
    ).first()
    message = _message(delivery, at=at) if choice else None
    if choice is None or message is None:
        _settle(delivery, Delivery.State.DROPPED, at=at)
        return True
    try:
        channels.send(message, choice=choice)
    except channels.ChannelError as error:
        _set_back(delivery, error, at=at)
        return False
    _settle(delivery, Delivery.State.SENT, at=at)
    return True


def _message(delivery: Delivery, *, at: datetime) -> channels.Message | None:
    """What goes out, in the reader's language; nothing when it no longer matters."""
    kind = registry.reminders.get(delivery.reminder.kind)
    if kind is None:
        return None
    person, reminder = delivery.recipient, delivery.reminder
    told = kind.recipients([reminder], at).get(reminder.pk) or ()
    if person.pk not in told:
        return None
    with translation.override(person.language or settings.LANGUAGE_CODE):
        notice = kind.words([reminder], person).get(reminder.pk)
        path = notice.url if notice else ""
        return channels.Message(
            key=f"fengqiao-{delivery.pk}",
            kind=kind.key,
            text=str((notice and notice.outside) or kind.label),
            url=f"{settings.PUBLIC_URL}{path}" if path else "",
            due_at=reminder.due_at,
        )


def _settle(delivery: Delivery, state: Delivery.State, *, at: datetime) -> None:
    Delivery.objects.filter(pk=delivery.pk).update(
        state=state,
        sent_at=at if state == Delivery.State.SENT else None,
        lease_until=None,
        updated_at=at,
    )


@transaction.atomic
def _set_back(delivery: Delivery, error: Exception, *, at: datetime) -> None:
    """Try again later; after five tries tell the person that nothing arrives."""
    gives_up = delivery.attempts >= TRIES
    log.warning("notice not taken", delivery=delivery.pk, channel=delivery.channel)
    Delivery.objects.filter(pk=delivery.pk, state=Delivery.State.WAITING).update(
        state=Delivery.State.PARKED if gives_up else Delivery.State.WAITING,
        last_error=str(error)[:200],
        lease_until=None if gives_up else at + delay_after(delivery.attempts),
        updated_at=at,
    )
    if gives_up:
        schedule(
            kind=FAILING,
            subject=delivery.recipient,
            recipient=delivery.recipient,
            due_at=at,
            edition=f"{delivery.channel}:{timezone.localdate(at)}",
        )


@transaction.atomic
def read(*, delivery: Delivery, at: datetime) -> None:
    """The person opened the notice."""
    Delivery.objects.filter(pk=delivery.pk, read_at__isnull=True).update(
        read_at=at, updated_at=at
    )


@transaction.atomic
def read_all(*, by: User, at: datetime) -> int:
    """The person has seen everything up to now."""
    unread = Delivery.objects.for_bell(by).unread()
    return unread.update(read_at=at, updated_at=at)


@transaction.atomic
def choose(
    *,
    by: User,
    channel: Channel,
    is_on: bool,
    address: str,
    quiet_from=None,
    quiet_until=None,
) -> ChannelChoice:
    """How this person wishes to be told, and when to be left in peace."""
    choice = ChannelChoice.objects.select_for_update().filter(user=by, channel=channel)
    found = choice.first() or ChannelChoice(user=by, channel=channel)
    found.is_on = is_on
    found.address = address
    found.quiet_from, found.quiet_until = quiet_from, quiet_until
    if channel == Channel.WEBHOOK and not found.secret:
        found.secret = channels.new_secret()
    found.save()
    return found


@transaction.atomic
def try_out(*, by: User, at: datetime) -> None:
    """Send a notice to oneself the way every other one goes."""
    schedule(kind=TEST, subject=by, recipient=by, due_at=at, edition=at.isoformat())
