"""The ways out of the house, behind one small interface.

The browser needs none: there the row is the notice. Each adapter is a function of an
address, its signing secret and a message; it raises ChannelError when the other side
did not take it.
"""

import secrets

from django.core.exceptions import ValidationError

from station.channels import chat, mail, webhook
from station.channels.message import ChannelError, Message, NotReached
from station.models import Channel, ChannelChoice

__all__ = [
    "ChannelError",
    "Message",
    "NotReached",
    "check_address",
    "new_secret",
    "send",
]


def _adapter(channel: str, address: str):
    if channel == Channel.MAIL:
        return mail
    return webhook if address.startswith(("https://", "http://")) else chat


def send(message: Message, *, choice: ChannelChoice) -> None:
    """Send it by the adapter that the channel and its address ask for."""
    adapter = _adapter(choice.channel, choice.address)
    address = choice.address or choice.user.email
    try:
        adapter.check(address)
    except ValidationError as error:
        raise ChannelError("address refused") from error
    adapter.send(message, address=address, secret=choice.secret)


def check_address(channel: str, address: str) -> None:
    """Refuse an address that the channel cannot or must not use."""
    _adapter(channel, address).check(address)


def new_secret() -> str:
    """What the receiver checks our signatures with."""
    return secrets.token_urlsafe(32)
