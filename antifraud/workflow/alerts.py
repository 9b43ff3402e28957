"""The life of an alert: written once, seen by a second pair of eyes, sent."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class NoticeKind(TextChoices):
    """What the office has to say; all go the same way (seed 003: four kinds)."""

    WARNING = "warning", _("Fraud warning")
    CASE = "case", _("Case bulletin")
    ADVICE = "advice", _("Prevention advice")
    POLICY = "policy", _("Rules and policies")
    SERVICE = "service", _("Convenience measure")


class Form(TextChoices):
    TEXT = "text", pgettext_lazy("alert", "Short text")
    ARTICLE = "article", pgettext_lazy("alert", "Article")
    PICTURE = "picture", pgettext_lazy("alert", "Picture")
    VIDEO = "video", pgettext_lazy("alert", "Short video")


class AlertStatus(TextChoices):
    DRAFT = "draft", pgettext_lazy("alert", "Draft")
    SUBMITTED = "submitted", pgettext_lazy("alert", "Waiting for a second pair of eyes")
    APPROVED = "approved", pgettext_lazy("alert", "Approved, on its way")
    DONE = "done", pgettext_lazy("alert", "Sent")
    WITHDRAWN = "withdrawn", pgettext_lazy("alert", "Withdrawn")


TRANSITIONS = {
    AlertStatus.DRAFT: {AlertStatus.SUBMITTED, AlertStatus.WITHDRAWN},
    AlertStatus.SUBMITTED: {
        AlertStatus.DRAFT,
        AlertStatus.APPROVED,
        AlertStatus.WITHDRAWN,
    },
    AlertStatus.APPROVED: {AlertStatus.DONE, AlertStatus.WITHDRAWN},
    # What was sent already can be taken off the net; it counts as sent.
    AlertStatus.DONE: {AlertStatus.WITHDRAWN},
    AlertStatus.WITHDRAWN: set(),
}
EDITABLE = frozenset({AlertStatus.DRAFT})
PUBLISHED = frozenset({AlertStatus.APPROVED, AlertStatus.DONE})
ON_THE_WAY = frozenset({AlertStatus.DRAFT, AlertStatus.SUBMITTED, AlertStatus.APPROVED})
TONES = {
    AlertStatus.DRAFT: "grey",
    AlertStatus.SUBMITTED: "amber",
    AlertStatus.APPROVED: "blue",
    AlertStatus.DONE: "green",
    AlertStatus.WITHDRAWN: "red",
}


def allows(current: str, target: AlertStatus) -> bool:
    """May an alert in this status become the other?"""
    return target in TRANSITIONS[AlertStatus(current)]
