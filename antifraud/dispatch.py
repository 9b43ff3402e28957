"""What goes out to a group, and by which way.

A web address and the gateway drop a second message with the same key, so that a
message may be tried until it is taken. A robot of a work-chat and a mail server cannot
be relied on to: there nothing is tried twice unless it surely did not go out.
"""

from dataclasses import dataclass
from types import ModuleType

from django.core.exceptions import ValidationError

from antifraud import handover
from antifraud.models import AlertSending, Audience
from antifraud.workflow.sendings import Channel
from station import channels
from station.channels import chat, mail, sms, webhook
from station.crypto import SealBroken, blind_index


@dataclass(frozen=True)
class Way:
    """An adapter, and whether the other side drops what it has seen."""

    adapter: ModuleType
    drops_repeats: bool


def way_to(audience: Audience) -> Way:
    """By the group's channel and the address it was given."""
    if audience.channel == Channel.SMS:
        return Way(sms, drops_repeats=True)
    if audience.channel == Channel.MAIL:
        return Way(mail, drops_repeats=False)
    if audience.address.startswith(("https://", "http://")):
        return Way(webhook, drops_repeats=True)
    return Way(chat, drops_repeats=False)


def check_address(channel: str, address: str) -> None:
    """Refuse an address the channel cannot, or must not, use."""
    way_to(Audience(channel=channel, address=address)).adapter.check(address)


def secret_of(audience: Audience) -> str:
    """What the receiver of a web address checks our signatures with."""
    return blind_index(str(audience.row_key), purpose="audience.webhook").hex()


def message_of(sending: AlertSending) -> channels.Message:
    """The alert with the group's own link."""
    return channels.Message(
        key=sending.key,
        kind="alert",
        title=sending.alert.title,
        text=handover.text_of(sending.alert, sending.link),
        url=handover.address(sending.link),
        due_at=sending.due_at,
    )


def send(sending: AlertSending) -> None:
    """Send it once; raises ChannelError when it was not, or perhaps not, taken."""
    audience = sending.audience
    try:
        way = way_to(audience)
        way.adapter.check(audience.address)
    except (ValidationError, SealBroken) as error:
        raise channels.NotReached("address refused") from error
    way.adapter.send(
        message_of(sending), address=audience.address, secret=secret_of(audience)
    )
