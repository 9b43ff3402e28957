"""Shifts as iCalendar (RFC 5545): what a phone's calendar reads from a feed.

No names of others ever leave the house this way: one's own shifts, or when and where a
team is out and how many it has.
"""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from patrols.lists.shifts import people_of, with_counts
from patrols.models import CalendarFeed, Shift, SignUp, Team, Volunteer
from patrols.workflow.people import VolunteerStatus
from patrols.workflow.rosters import ShiftStatus, SignUpStatus
from station import crypto, ical
from station.ical import escaped, utc

BACK, AHEAD = timedelta(days=30), timedelta(days=120)
MOST = 1000
# How soon a calendar should look again.
AGAIN = ("REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H")
STATUS = {
    SignUpStatus.PROPOSED: "TENTATIVE",
    SignUpStatus.REQUESTED: "TENTATIVE",
    SignUpStatus.CONFIRMED: "CONFIRMED",
    SignUpStatus.CANCELLED: "CANCELLED",
}


def feed_of(token: str) -> CalendarFeed | None:
    """The feed behind an address, while it runs and its owner may sign in."""
    rows = CalendarFeed.objects.filter(
        token_hash=crypto.fingerprint(token), revoked_at=None, user__is_active=True
    )
    return rows.select_related("user", "team").first()


def text_of(feed: CalendarFeed, *, at: datetime, host: str) -> str | None:
    """The calendar; nothing where the owner may no longer see the shifts."""
    if feed.team is not None:
        teams = Team.objects.visible_to(feed.user).filter(pk=feed.team_id)
        if not teams.exists():
            return None
        shifts = Shift.objects.visible_to(feed.user).filter(team=feed.team_id)
        return _calendar(feed.team.name, _of_team(shifts, at=at), at=at, host=host)
    volunteer = Volunteer.objects.of(feed.user).first()
    serving = {VolunteerStatus.ACTIVE, VolunteerStatus.RESTING}
    if volunteer is None or volunteer.status not in serving:
        return None
    return _calendar(_("My patrols"), _own(volunteer, at=at), at=at, host=host)


def _window(rows, prefix: str, at: datetime):
    between = {
        f"{prefix}starts_at__gte": at - BACK,
        f"{prefix}starts_at__lt": at + AHEAD,
    }
    return rows.filter(**between).order_by(f"{prefix}starts_at", "pk")[:MOST]


def _own(volunteer: Volunteer, *, at: datetime) -> list[tuple]:
    rows = volunteer.sign_ups.filter(status__in=STATUS).select_related(
        "shift__team", "shift__area", "shift__kind", "shift__route"
    )
    newest: dict[int, SignUp] = {}
    for row in _window(rows, "shift__", at):
        newest[row.shift_id] = row
    return [
        (row.shift, STATUS[row.status], str(row.get_status_display()),
         row.version + row.shift.version)
        for row in newest.values()
    ]  # fmt: skip


def _of_team(shifts, *, at: datetime) -> list[tuple]:
    rows = with_counts(shifts).exclude(status=ShiftStatus.PLANNED)
    return [
        (row, "CANCELLED" if row.status == ShiftStatus.CANCELLED else "CONFIRMED",
         people_of(row), row.version)
        for row in _window(rows, "", at)
    ]  # fmt: skip


def _calendar(name: str, events: list[tuple], *, at: datetime, host: str) -> str:
    shown = (_event(*event, at=at, host=host) for event in events)
    return ical.document(name, shown, maker="Patrols", head=AGAIN)


def _event(shift, status: str, note: str, sequence: int, *, at, host) -> list[str]:
    found = [
        f"UID:shift-{shift.pk}@{host}",
        f"SEQUENCE:{sequence}",
        f"DTSTAMP:{utc(shift.updated_at)}",
        f"DTSTART:{utc(shift.starts_at)}",
        f"DTEND:{utc(shift.ends_at)}",
        f"SUMMARY:{escaped(f'{shift.kind.title} · {shift.place_name}')}",
        f"LOCATION:{escaped(shift.place_name)}",
        f"DESCRIPTION:{escaped(f'{shift.team.name} · {note}')}",
        f"STATUS:{status}",
    ]
    if status == "CONFIRMED":
        found += ["BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:-PT2H",
                  f"DESCRIPTION:{escaped(shift.place_name)}", "END:VALARM"]  # fmt: skip
    return found
