"""Outreach events as iCalendar: what, when and where; no names of residents."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from antifraud.models import OutreachEvent
from station import ical
from station.ical import escaped, utc


def text_of(events: Iterable[OutreachEvent], *, host: str) -> str:
    """A calendar of these events."""
    name = _("Outreach events")
    shown = (_lines(event, host) for event in events)
    return ical.document(name, shown, maker="Outreach")


def _lines(event: OutreachEvent, host: str) -> list[str]:
    about = f"{event.get_kind_display()} · {event.get_topic_display()}"
    found = [
        f"UID:outreach-{event.link}@{host}",
        f"SEQUENCE:{event.version}",
        f"DTSTAMP:{utc(event.updated_at)}",
        f"DTSTART:{utc(event.starts_at)}",
        f"DTEND:{utc(event.ends_at)}",
        f"SUMMARY:{escaped(event.title)}",
        f"LOCATION:{escaped(event.place)}",
        f"DESCRIPTION:{escaped(about)}",
        f"STATUS:{'CANCELLED' if event.is_called_off else 'CONFIRMED'}",
    ]
    if event.is_planned:
        found += ["BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-PT2H",
                  f"DESCRIPTION:{escaped(event.title)}", "END:VALARM"]  # fmt: skip
    return found
