"""The poster of an event: A4, read from two metres, with a code to its page."""

from django.conf import settings
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from antifraud.models import HOTLINE, OutreachEvent
from antifraud.workflow.outreach import Topic
from antifraud.workflow.people import Group
from households.papers.cards import qr_svg
from station import phrasing
from station.documents import compile_document
from station.models import Area

MOST_TYPES = 4


def public_address(event: OutreachEvent) -> str:
    """What the QR holds: our own address and the event's link."""
    return f"{settings.PUBLIC_URL}{reverse('outreach:face', args=[event.link])}"


def render(event: OutreachEvent) -> bytes:
    """The poster as PDF/A, in the language residents read."""
    with translation.override(settings.LANGUAGE_CODE):
        return compile_document("outreach_poster", _data(event))


def station_of(event: OutreachEvent) -> Area:
    """The police station that invites."""
    above = Area.objects.above(event.area)
    return above.filter(kind=Area.Kind.STATION).first() or event.area


def times_of(event: OutreachEvent) -> str:
    """From when to when; the day once where it is one."""
    begins, ends = (timezone.localtime(at) for at in (event.starts_at, event.ends_at))
    day = f"{phrasing.date_in_full(begins.date())} {phrasing.weekday(begins.date())}"
    if begins.date() == ends.date():
        return f"{day} {begins:%H:%M}–{ends:%H:%M}"
    last = phrasing.date_in_full(ends.date())
    return f"{day} {begins:%H:%M} – {last} {ends:%H:%M}"


def invited(event: OutreachEvent) -> str:
    """Whom it is for, as the poster says it: kinds of people, no group's name."""
    words = dict(Group.choices)
    return _(", ").join(str(words[code]) for code in event.groups)


def _data(event: OutreachEvent) -> dict:
    station = station_of(event)
    types = event.scam_types.active().in_order()[:MOST_TYPES]
    is_fraud = event.topic == Topic.FRAUD
    return {
        "title": event.title,
        "kind": f"{event.get_kind_display()} · {event.get_topic_display()}",
        "when": times_of(event),
        "place": event.place,
        "invited": invited(event),
        "types": [
            {
                "name": row.name_zh,
                "signs": _short(row.signs),
                "advice": _short(row.advice),
            }
            for row in types
        ],
        "station": station.name,
        "phone": str((station.profile or {}).get("phone", "")) or "110",
        "qr": qr_svg(public_address(event), border=0),
        "foot": _("Anti-fraud hotline %(number)s") % {"number": HOTLINE}
        if is_fraud
        else _("In danger call 110 at once."),
        "words": {
            "when": _("When"),
            "where": _("Where"),
            "invited": _("For whom"),
            "scan": _("Scan for the details"),
            "types": _("How one sees it"),
            "phone": _("24-hour phone"),
        },
    }


def _short(text: str) -> str:
    """The first sentence says enough on a wall."""
    first = text.partition("。")[0].strip()
    return f"{first}。" if first else ""
