"""What shifts bring: their list, a volunteer's next ones, what is owed, who is told."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from patrols import shift_work
from patrols.filters.shifts import for_volunteer
from patrols.lists.shifts import SHIFTS
from patrols.models import Shift, SignUp
from patrols.notices import shifts as notices
from patrols.shift_pages import TONES, hours, own_buttons
from station.registry import NavItem, OriginFacts, Panel, Subject, registry

SHOWN = 5


def next_shifts(request, volunteer) -> dict:
    """My next shifts, what I can do about them, and how many need people."""
    now = timezone.now()
    rows = SignUp.objects.running().filter(volunteer=volunteer, shift__ends_at__gt=now)
    rows = rows.select_related("shift__team", "shift__area", "shift__route")
    places = list(rows.order_by("shift__starts_at", "pk")[:SHOWN])
    open_ = Shift.objects.visible_to(request.user)
    return {
        "rows": [
            {
                "place": place,
                "shift": place.shift,
                "when": hours(place.shift, now=now),
                "tone": TONES.get(place.status, "grey"),
                "buttons": own_buttons(
                    place.shift, place, is_free=False, barred=[], now=now
                ),
            }
            for place in places
        ],
        "open_count": for_volunteer(open_, volunteer, at=now).count(),
    }


def describe(shift) -> OriginFacts:
    """Where it is."""
    return OriginFacts(area=shift.area, text=shift.place)


registry.add_list(SHIFTS)
registry.add_panel(
    "volunteer", Panel("roster", "patrols/_roster_panel.html", next_shifts, 10)
)
registry.add_reminder_kinds(*notices.KINDS)
registry.add_worklist("shift_answers", shift_work.to_answer)
registry.add_worklist("shift_approvals", shift_work.to_approve)
registry.add_worklist("shift_attendance", shift_work.to_note)
registry.add_subject("patrols.shift", Subject(_("Shift"), "calendar-event", describe))
registry.add_nav(
    NavItem(
        key="shifts",
        label=_("Shifts"),
        icon="calendar-event",
        url_name="patrols:shift_list",
        permission="shift.view",
        order=20,
        section="patrols",
    ),
    NavItem(
        key="duty_limits",
        label=_("Limits of volunteers' duty"),
        icon="adjustments",
        url_name="patrols:duty_limits",
        permission="duty_limits.edit",
        order=62,
        place="manage",
    ),
)
registry.add_event_labels(
    shift__created=_("Shift made"),
    shift__edited=_("Shift changed"),
    shift__published=pgettext_lazy("shift", "Shift published"),
    shift__cancelled=pgettext_lazy("shift", "Shift cancelled"),
    sign_up__confirmed=_("Signed up"),
    sign_up__requested=_("Asked for a place"),
    sign_up__waiting=_("Onto the waiting list"),
    sign_up__proposed=_("Put down for the shift"),
    sign_up__moved_up=_("Moved up from the waiting list"),
    sign_up__accepted=_("Said yes"),
    sign_up__declined=_("Said no"),
    sign_up__approved=_("Approved by the captain"),
    sign_up__refused=_("Not approved by the captain"),
    sign_up__withdrawn=_("Withdrawn from the shift"),
    sign_up__cancelled=_("Off the shift, since it was cancelled"),
    sign_up__attended=_("Attendance noted"),
    sign_up__missed=_("Did not come: nobody went on duty for it"),
    duty_limits__set=_("Limits of duty set"),
    duty_limits__dropped=_("Limits of duty taken back"),
)
