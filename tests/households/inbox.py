"""What the tests of the inbox have in common."""

from households.actions import cards, messages
from households.models import Message
from station.actions import reminders
from station.models import Delivery
from tests.factories import NOW, OfficeFactory

RECEIPT = "ABCD" * 6


def card_of(village, by):
    return cards.issue(area=village, by=by, at=NOW)


def received(card, kind="message", n=0, **values) -> Message:
    known = {"text": f"路灯坏了{n}", "receipt": f"{kind}{n:020d}", "at": NOW} | values
    return messages.receive(card=card, kind=kind, **known)


def office_of(village, **values):
    return OfficeFactory(station=village.parent.parent, **values)


def told(at) -> list[tuple[str, str]]:
    """Who is told what by that moment."""
    while reminders.fire(at=at):
        pass
    rows = Delivery.objects.order_by("pk").select_related("reminder", "recipient")
    return [(row.reminder.kind, row.recipient.badge_number) for row in rows]
