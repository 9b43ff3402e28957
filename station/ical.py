"""iCalendar (RFC 5545): what a calendar on a phone or a desk reads."""

from collections.abc import Iterable
from datetime import UTC, datetime

LONGEST = 75  # bytes of a line
TYPE = "text/calendar; charset=utf-8"


def document(
    name: str, events: Iterable[list[str]], *, maker: str, head: tuple[str, ...] = ()
) -> str:
    """A whole calendar of events, each given as its own lines."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//Fengqiao//{maker}//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{escaped(name)}",
        *head,
    ]
    for event in events:
        lines += ["BEGIN:VEVENT", *event, "END:VEVENT"]
    lines.append("END:VCALENDAR")
    return "".join(f"{folded(line)}\r\n" for line in lines)


def utc(at: datetime) -> str:
    """A moment, the same in every zone."""
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


def escaped(text: str) -> str:
    """Commas, semicolons, backslashes and line breaks mean something there."""
    for sign in ("\\", ";", ","):
        text = text.replace(sign, f"\\{sign}")
    return text.replace("\r\n", "\\n").replace("\n", "\\n")


def folded(line: str) -> str:
    """No line is longer than 75 bytes, and no character is cut in two."""
    parts, part = [], ""
    for sign in line:
        room = LONGEST if not parts else LONGEST - 1
        if len((part + sign).encode()) > room:
            parts.append(part)
            part = ""
        part += sign
    return "\r\n ".join([*parts, part])
