"""Notices as the bell and the list show them: text made when it is read."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse

from station.models import Delivery, User
from station.registry import Text, registry

MOST = 99  # the badge shows no higher figure


@dataclass(frozen=True)
class Line:
    """One notice in words; without a name where it is out of scope by now."""

    title: Text
    detail: Text
    url: str
    target: str
    at: datetime
    is_unread: bool
    icon: str


def unread(user: User) -> QuerySet[Delivery]:
    """What the bell counts."""
    return Delivery.objects.for_bell(user).unread()


def unread_count(user: User) -> int:
    """The figure on the bell."""
    return unread(user).order_by()[: MOST + 1].count()


def lines(deliveries: Iterable[Delivery], *, user: User) -> list[Line]:
    """These notices as they read today, a few queries for all of them."""
    deliveries = list(deliveries)
    by_kind = defaultdict(list)
    for delivery in deliveries:
        by_kind[delivery.reminder.kind].append(delivery.reminder)
    words = {}
    for key, reminders in by_kind.items():
        if key in registry.reminders:
            words |= registry.reminders[key].words(reminders, user)
    return [_line(delivery, words.get(delivery.reminder_id)) for delivery in deliveries]


def _line(delivery: Delivery, notice) -> Line:
    kind = registry.reminders.get(delivery.reminder.kind)
    label = kind.label if kind else delivery.reminder.kind
    return Line(
        title=notice.title if notice else label,
        detail=notice.detail if notice else "",
        url=reverse("station:notice_open", args=[delivery.pk]),
        target=notice.url if notice else "",
        at=delivery.sent_at or delivery.created_at,
        is_unread=delivery.read_at is None,
        icon=kind.icon if kind else "bell",
    )
