"""Outreach: the list, the calendar and one event."""

from datetime import date

from django.db.models import Count, Q, Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.generic import TemplateView

from antifraud import calendars
from antifraud.filters.outreach import AHEAD, UNWRITTEN
from antifraud.models import MaterialMove, OutreachEvent
from antifraud.outreach_days import TONES
from antifraud.workflow.outreach import OutreachStatus
from households.views.ledger import (
    Button,
    LedgerView,
)
from station import phrasing, policy
from station.views.policy import PolicyMixin


def to(name: str, *args) -> str:
    return reverse(f"antifraud:outreach_{name}", args=args)


class OutreachListView(LedgerView):
    """What is ahead, soonest first; what waits to be written up; all of it."""

    permission_required = "outreach.view"
    list_key = "antifraud.outreachevent"
    empty_icon = "speakerphone"

    def tabs(self):
        current = self.listing.params.get("state") or ""
        rest = self.request.GET.copy()
        rest.pop("cursor", None)
        looks = [
            (AHEAD, pgettext("outreach", "Ahead")),
            (UNWRITTEN, _("To be written up")),
            (OutreachStatus.DONE.value, OutreachStatus.DONE.label),
            ("", _("All")),
        ]
        found = []
        for value, label in looks:
            rest["state"] = value
            found.append((label, f"?{rest.urlencode()}", value == current))
        return [*found, (_("Calendar"), to("calendar"), False)]

    def buttons(self):
        query = self.list_tools.query
        file = to("file") + (f"?{query}" if query else "")
        found = [Button(_("For the calendar"), "calendar-plus", file, "quiet")]
        if policy.can(self.request.user, "outreach.create"):
            url = to("create")
            found.append(Button(_("Plan an event"), "plus", url, "primary"))
        return found

    def stats(self):
        """This year's figures, for whoever reports them."""
        if not policy.can(self.request.user, "outreach.export"):
            return []
        return _figures(self.request.user)

    def note(self, row):
        return row.number

    def tone(self, key, row):
        return TONES[row.status] if key == "status" else ""

    def empty(self):
        return (
            _("No event is ahead"),
            _("Talks, stalls, lessons and rounds are planned here and written up."),
        )


def _figures(user) -> list[dict]:
    since = timezone.localdate().replace(month=1, day=1)
    base = f"?since={since:%Y-%m-%d}&state="
    rows = OutreachEvent.objects.visible_to(user)
    this_year = rows.filter(starts_at__date__gte=since)
    held = Q(status=OutreachStatus.DONE)
    found = this_year.aggregate(
        held=Count("pk", filter=held), reached=Sum("reached", default=0)
    )
    moves = MaterialMove.objects.visible_to(user)
    out = moves.filter(kind="event", event__starts_at__date__gte=since)
    given = -(out.aggregate(n=Sum("quantity"))["n"] or 0)
    owed = rows.unwritten(at=timezone.now()).count()
    figures = [
        (_("Held this year"), found["held"], f"{base}done", ""),
        (_("People reached"), found["reached"], f"{base}done", ""),
        (_("Handed out"), given, reverse("antifraud:material_moves"), ""),
        (_("To be written up"), owed, f"?state={UNWRITTEN}", "amber" if owed else ""),
    ]
    return [
        {"label": label, "value": value, "url": url, "tone": tone, "note": ""}
        for label, value, url, tone in figures
    ]


class OutreachCalendarView(PolicyMixin, TemplateView):
    """The month: a grid on the desk, an agenda on the phone."""

    permission_required = "outreach.view"
    template_name = "antifraud/outreach_calendar.html"

    def get_context_data(self, **kwargs):
        first = self._first()
        found = calendars.weeks(self.request.user, first)
        user = self.request.user
        return super().get_context_data(
            weeks=found,
            weekdays=[phrasing.weekday(day.on) for day in found[0]],
            first=first,
            before=calendars.before(first),
            after=calendars.after(first),
            today=timezone.localdate(),
            has_entries=any(day.entries for week in found for day in week),
            may_create=policy.can(user, "outreach.create"),
            **kwargs,
        )

    def _first(self) -> date:
        """The month asked for, else this one."""
        try:
            return date.fromisoformat(f"{self.request.GET.get('month', '')}-01")
        except ValueError:
            return timezone.localdate().replace(day=1)
