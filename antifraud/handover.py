"""An alert as a message: the words and the link that somebody puts into a group."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from antifraud.models import HOTLINE, Alert

LONGEST = 500  # longer ones are told by their beginning and the link


def address(link: str) -> str:
    """Where everybody can read it: our own address and the code, nothing else."""
    return f"{settings.PUBLIC_URL}{reverse('alert_page:face', args=[link])}"


def text_of(alert: Alert, link: str) -> str:
    """What is put into the group, with the group's own link; it speaks Chinese."""
    with translation.override(settings.LANGUAGE_CODE):
        lines = [
            f"【{alert.get_kind_display()}】{alert.title}",
            shortened(alert.body, LONGEST),
        ]
        if alert.video_url:
            lines.append(_("Video: %(url)s") % {"url": alert.video_url})
        lines.append(_("Read on and pass on: %(url)s") % {"url": address(link)})
        if HOTLINE not in alert.body:
            lines.append(_("Anti-fraud hotline: %(number)s") % {"number": HOTLINE})
    return "\n".join(lines)


def shortened(text: str, longest: int) -> str:
    """The beginning, cut at the end of a sentence where there is one."""
    if len(text) <= longest:
        return text
    head = text[:longest]
    last = max(head.rfind(sign) for sign in "。！？\n")
    return (head[: last + 1] if last > longest // 2 else head).rstrip() + "……"
