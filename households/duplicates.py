"""Messages that are likely about the same thing.

Only the keyed index of the phone, the place and the time choose the few candidates;
nothing else is opened. How alike the words are is judged on those few alone.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q

from households.models import Message
from households.workflow.messages import MessageStatus

WITHIN = timedelta(days=14)
MOST = 20  # opened and compared
SHOWN = 3
ALIKE = 0.4
ALIKE_BY_CALLER = 0.15


@dataclass(frozen=True)
class Likeness:
    """Another message, and why it may be the same matter."""

    message: Message
    is_same_caller: bool
    alike: int  # percent of the words


def likely(message: Message, *, user) -> list[Likeness]:
    """What this person might join it to, the most alike first."""
    found = [_compare(message, other) for other in _candidates(message, user)]
    likely = [one for one in found if one is not None]
    return sorted(likely, key=lambda one: (-one.is_same_caller, -one.alike))[:SHOWN]


def _candidates(message: Message, user):
    """The latest from the same caller or the same place, within a fortnight."""
    near = Q(area_id=message.area_id)
    if message.sender_phone_index is not None:
        near |= Q(sender_phone_index=message.sender_phone_index)
    rows = Message.objects.visible_to(user, "answer").filter(
        near,
        received_at__gte=message.received_at - WITHIN,
        received_at__lte=message.received_at + WITHIN,
        about_officer=message.about_officer,
        is_about_police=message.is_about_police,
    )
    rows = rows.exclude(pk=message.pk).exclude(
        status__in=[MessageStatus.MERGED, MessageStatus.CLOSED]
    )
    same_kind = Q(kind="tip") if message.is_tip else ~Q(kind="tip")
    return rows.filter(same_kind).for_list().order_by("-received_at", "-pk")[:MOST]


def _compare(message: Message, other: Message) -> Likeness | None:
    is_same_caller = (
        message.sender_phone_index is not None
        and message.sender_phone_index == other.sender_phone_index
    )
    alike = likeness(message.text, other.text)
    if alike < (ALIKE_BY_CALLER if is_same_caller else ALIKE):
        return None
    return Likeness(other, is_same_caller, round(alike * 100))


def likeness(one: str, other: str) -> float:
    """The share of pairs of characters two texts have in common, 0 to 1."""
    ours, theirs = _pairs(one), _pairs(other)
    if not ours or not theirs:
        return 0.0
    return 2 * len(ours & theirs) / (len(ours) + len(theirs))


def _pairs(text: str) -> set[str]:
    plain = "".join(ch for ch in text.casefold() if ch.isalnum())
    return {plain[n : n + 2] for n in range(len(plain) - 1)}
