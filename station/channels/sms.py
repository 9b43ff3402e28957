"""By the text-message gateway the station rents, where it has one.

Gateways differ; what is fixed is this: one signed post for each list of recipients,
under a key that stays the same, and the gateway drops a second one with the same key.
Who is on a list stands at the gateway, never here. Without SMS_GATEWAY_URL nothing
goes out this way.
"""

import re

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from station.channels import webhook
from station.channels.message import Message, NotReached

LIST_NAME = re.compile(r"[\w.-]{1,80}")


def check(address: str) -> None:
    """The name of a list at the gateway."""
    if not LIST_NAME.fullmatch(address):
        raise ValidationError(
            _("A list of the gateway has a name of letters and digits."),
            code="no_list",
        )


def send(message: Message, *, address: str, secret: str = "") -> None:
    """One text to one list."""
    if not settings.SMS_GATEWAY_URL:
        raise NotReached("no gateway")
    said = {
        "id": message.key,
        "to_list": address,
        "text": f"{message.title} {message.url}".strip(),
    }
    webhook.deliver(
        settings.SMS_GATEWAY_URL,
        said,
        secret=settings.SMS_GATEWAY_SECRET,
        key=message.key,
    )
