"""To a group of WeCom, DingTalk or Feishu, through apprise."""

import apprise
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from station.channels.message import ChannelError, Message

# Fixed hosts only: apprise knows a hundred services that would reach into our net.
SERVICES = frozenset({"wecombot", "dingtalk", "feishu", "lark"})


def check(address: str) -> None:
    """An address of a work-chat that apprise understands."""
    service = address.partition("://")[0].lower()
    if service not in SERVICES or apprise.Apprise.instantiate(address) is None:
        raise ValidationError(
            _("This is neither an https address nor one of a work-chat we know."),
            code="unknown_service",
        )


def send(message: Message, *, address: str, secret: str = "") -> None:
    """One message to the group's robot."""
    robot = apprise.Apprise.instantiate(address)
    body = f"{message.text}\n{message.url}".strip()
    if robot is None or not robot.notify(body=body):
        raise ChannelError("the work-chat did not take it")
