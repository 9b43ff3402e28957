"""The list of names on the page of a session, each with what can be noted."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from antifraud.models import Attendee, CourseSession
from antifraud.school_pages import SEATS, to
from antifraud.workflow.school import EARLY, Seat, SessionStatus
from households.views.ledger import Button, Item, Section

SHOWN = 200


def people_section(
    session: CourseSession, *, may_note: bool, may_print: bool, at: datetime
) -> Section:
    """Who is expected first, then who came; with one tap on each."""
    rows = session.attendees.select_related("resident", "ally").defer(
        "phone", "resident__phone", "resident__note", "resident__id_number",
        "ally__phone",
    )  # fmt: skip
    found = sorted(rows[:SHOWN], key=lambda row: (row.is_there, row.name_sort))
    begun = session.starts_at - EARLY <= at
    notes = may_note and begun and session.status != SessionStatus.CANCELLED
    items = [attendee_item(row, may_note=notes) for row in found]
    buttons = []
    if notes:
        url = to("session_add", session.pk)
        buttons.append(Button(_("Somebody else came"), "user-plus", url))
    if may_print:
        url = to("session_sheet", session.pk)
        buttons.append(Button(_("Print the attendance list"), "printer", url))
    if session.named > SHOWN:
        url = f"{to('attendee_list')}?session={session.pk}"
        buttons.append(Button(_("The whole list"), "list", url))
    empty = _("Nobody is on the list yet. People come onto it by the code, or by hand.")
    return Section(_("On the list"), "users", items, empty, buttons)


def attendee_item(row: Attendee, *, may_note: bool) -> Item:
    """One name: how it stands, and the one tap that is next."""
    known = ""
    if row.resident_id:
        known = _("resident")
    elif row.ally_id:
        known = _("member of the alliance")
    age = row.get_age_group_display() if row.age_group != "adult" else ""
    return Item(
        row.name,
        " · ".join(filter(None, (row.shown_phone, known, str(age)))),
        url=row.get_absolute_url(),
        badge=row.get_seat_display(),
        tone=SEATS[row.seat],
        buttons=_taps(row) if may_note else [],
    )


def _taps(row: Attendee) -> list[Button]:
    if row.seat == Seat.CAME:
        return []
    url = to("attendee_tick", row.pk)
    return [Button(pgettext("attendee", "Is there"), "check", url, "soft", True)]
