"""Sessions of the police school: what lies ahead, and what was held."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from antifraud.filters.school import AHEAD, UNWRITTEN
from antifraud.models import CourseSession
from antifraud.school_pages import TONES, parts, to
from households.views.ledger import (
    Button,
    LedgerView,
)
from station import policy


class SessionListView(LedgerView):
    """What lies ahead, soonest first; or what was held, newest first."""

    permission_required = "course.view"
    list_key = "antifraud.coursesession"
    empty_icon = "school"

    def tabs(self):
        return parts(self.request.user, "sessions")

    def buttons(self):
        if not policy.can(self.request.user, "course.create"):
            return []
        url = to("session_create")
        return [Button(_("Plan a session"), "calendar-plus", url, "primary")]

    def stats(self):
        """This year's sessions and people, and what waits to be written up."""
        now = timezone.now()
        rows = CourseSession.objects.visible_to(self.request.user)
        unwritten = rows.unwritten(at=now).count()
        ahead = rows.ahead(at=now).count()
        return [
            _stat(pgettext("course session", "Ahead"), ahead, AHEAD),
            _stat(_("To be written up"), unwritten, UNWRITTEN, late=unwritten),
        ]

    def tone(self, key, row):
        return TONES[row.status] if key == "status" else ""

    def note(self, row):
        return row.number

    def empty(self):
        return (
            _("No session ahead"),
            _("Choose a course, a day and a place; the code for the door is made."),
        )


def _stat(label: str, value: int, state: str, *, late: int = 0) -> dict:
    return {
        "label": label,
        "value": value,
        "url": f"?state={state}",
        "tone": "amber" if late else "",
        "note": "",
    }
