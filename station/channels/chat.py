"""To a group of WeCom, DingTalk or Feishu, through apprise.

Only these services, each with its fixed hosts: apprise knows a hundred more, and some
would reach into our own net.
"""

from apprise.exception import AppriseException
from apprise.plugins.dingtalk import NotifyDingTalk
from apprise.plugins.feishu import NotifyFeishu
from apprise.plugins.lark import NotifyLark
from apprise.plugins.wecombot import NotifyWeComBot
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from station.channels.message import ChannelError, Message

SERVICES = {
    "wecombot": NotifyWeComBot,
    "dingtalk": NotifyDingTalk,
    "feishu": NotifyFeishu,
    "lark": NotifyLark,
}


def _robot(address: str):
    """The robot behind an address, or nothing."""
    service = SERVICES.get(address.partition("://")[0].lower())
    parts = service.parse_url(address) if service else None
    try:
        return service(**parts) if parts else None
    except (AppriseException, TypeError):
        return None


def check(address: str) -> None:
    """An address of a work-chat that apprise understands."""
    if _robot(address) is None:
        raise ValidationError(
            _("This is neither an https address nor one of a work-chat we know."),
            code="unknown_service",
        )


def send(message: Message, *, address: str, secret: str = "") -> None:
    """One message to the group's robot."""
    robot = _robot(address)
    body = message.body.strip()
    if robot is None or not robot.notify(body=body):
        raise ChannelError("the work-chat did not take it")
