"""Asking a victim again how they are: how, what came of it, and when never."""

from datetime import time

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class Means(TextChoices):
    """How a victim is asked; none of them is an alert."""

    PHONE = "phone", pgettext_lazy("victim contact", "By phone")
    VISIT = "visit", pgettext_lazy("victim contact", "At their home")
    MESSAGE = "message", pgettext_lazy("victim contact", "By message")
    OFFICE = "office", pgettext_lazy("victim contact", "At the office")


class ContactStatus(TextChoices):
    PLANNED = "planned", pgettext_lazy("victim contact", "Planned")
    DONE = "done", pgettext_lazy("victim contact", "Done")
    CANCELLED = "cancelled", pgettext_lazy("victim contact", "Called off")


class ContactResult(TextChoices):
    REACHED = "reached", pgettext_lazy("victim contact", "Spoken with")
    NOT_REACHED = "not_reached", pgettext_lazy("victim contact", "Not reached")
    NO_MORE = "no_more", pgettext_lazy("victim contact", "Wishes no more contact")


# Nobody who was defrauded is rung up in the evening or at night.
FROM, UNTIL = time(9), time(20)


def is_by_day(clock: time) -> bool:
    """May somebody be asked at this hour?"""
    return FROM <= clock <= UNTIL
