"""Shifts: the list, and the page of one shift with who is on it."""

from dataclasses import replace

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from households.views.ledger import (
    Button,
    Item,
    LedgerView,
    Line,
    RecordView,
    Section,
)
from patrols import limits, swap_pages
from patrols.models import Shift, SignUp, Volunteer
from patrols.shift_pages import (
    may_on,
    may_roster,
    own_buttons,
    parts,
    place_item,
    prefilled,
    skill_words,
    to,
)
from patrols.workflow.rosters import RUNNING, ShiftStatus, SignUpStatus
from station import phrasing

TONES = {ShiftStatus.PLANNED: "amber", ShiftStatus.OPEN: "green"}


class RosterListView(LedgerView):
    """A list of which whoever rosters a team may have the workbook."""

    def get_context_data(self, **kwargs):
        found = super().get_context_data(**kwargs)
        if not may_roster(self.request.user):
            tools = replace(found["list_tools"], may_export=False)
            found["list_tools"] = tools
        return found


class ShiftListView(RosterListView):
    """What is to come; a volunteer sees what they can take."""

    permission_required = "shift.view"
    list_key = "patrols.shift"
    empty_icon = "calendar-event"

    def line(self, row) -> Line:
        line, own = super().line(row), self._own.get(row.pk)
        note = str(own.get_status_display()) if own else ""
        return Line(line.pk, line.url, line.title, note, line.cells)

    @cached_property
    def _own(self) -> dict[int, SignUp]:
        """One's own places on the shifts of this page."""
        shown = [row.pk for row in self.page.rows]
        rows = SignUp.objects.running().filter(shift__in=shown)
        own = rows.filter(volunteer__user=self.request.user)
        return {row.shift_id: row for row in own}

    def tone(self, key, row):
        if key == "people":
            is_short = row.held < row.needed and row.ends_at > timezone.now()
            return "amber" if is_short and row.status in TONES else ""
        return TONES.get(row.status, "grey") if key == "status" else ""

    def tabs(self):
        return parts(self.request.user, "shift_list")

    def buttons(self):
        found = [Button(_("In my calendar"), "calendar", to("feed_list"), "quiet")]
        if may_roster(self.request.user):
            url = to("shift_create")
            found.append(Button(_("New shift"), "plus", url, "primary"))
        return found

    def empty(self):
        return (
            _("No shift to come"),
            _("Shifts come from the weekly shifts of a team, or are made singly."),
        )


class ShiftView(RecordView):
    """When and where, how many are missing; one's own place; for captains, who."""

    permission_required = "shift.view"
    model = Shift

    def back(self):
        return to("shift_list"), _("Shifts")

    def heading(self):
        return self.record.place_name

    def lead(self):
        start, end = self.record.starts_at, self.record.ends_at
        return f"{phrasing.in_full(start)}–{timezone.localtime(end):%H:%M}"

    def badge(self):
        row = self.record
        if row.status == ShiftStatus.OPEN and row.ends_at <= self.now:
            return _("Over"), "grey"
        return row.get_status_display(), TONES.get(row.status, "grey")

    @cached_property
    def now(self):
        return timezone.now()

    @cached_property
    def volunteer(self):
        return Volunteer.objects.of(self.request.user).first()

    @cached_property
    def own(self) -> SignUp | None:
        """One's own newest place on this shift."""
        if self.volunteer is None:
            return None
        rows = self.record.sign_ups.filter(volunteer=self.volunteer)
        return rows.order_by("-pk").first()

    @cached_property
    def counts(self) -> tuple[int, int]:
        """How many are on it, and how many wait."""
        rows = list(self.record.sign_ups.running().values_list("status", flat=True))
        waiting = rows.count(SignUpStatus.WAITING)
        return len(rows) - waiting, waiting

    @cached_property
    def barred(self) -> list:
        """Why one cannot sign up here oneself."""
        row = self.record
        is_on = self.own is not None and self.own.status in RUNNING
        if self.volunteer is None or is_on or not row.is_standing:
            return []
        if row.starts_at <= self.now:
            return []
        return limits.bars_of([self.volunteer], row)[self.volunteer.pk]

    def banner(self):
        if self.record.status == ShiftStatus.CANCELLED:
            return self.record.cancel_reason
        if not self.barred:
            return ""
        return str(limits.refusal(self.barred[0], self.record))

    def facts(self):
        row = self.record
        return [
            (_("Your place"), self.own.get_status_display() if self.own else ""),
            (_("Patrol team"), row.team.name),
            (_("Kind of patrol"), row.kind.title),
            (_("People"), self._people_words()),
            (_("Patrol route"), row.route.name if row.route else ""),
            (_("Area"), row.area.name),
            (_("Skills one of them has"), skill_words(row.skills)),
            (_("Carries personal risk"), _("yes") if limits.is_risky(row) else ""),
            (_("Remark"), row.note),
        ]

    def _people_words(self) -> str:
        held, waiting = self.counts
        words = _("%(held)d of %(needed)d") % {
            "held": held,
            "needed": self.record.needed,
        }
        if waiting:
            words += " · " + _("%(n)d waiting") % {"n": waiting}
        return words

    def buttons(self):
        found = []
        if self.may("shift.edit"):
            found = self._lead_buttons()
        if self.volunteer is None:
            return found
        is_free = self.counts[0] < self.record.needed
        own = own_buttons(
            self.record, self.own, is_free=is_free, barred=self.barred, now=self.now
        )
        return [*found, *own]

    def _lead_buttons(self) -> list[Button]:
        row = self.record
        found = [Button(_("Another like this"), "copy", prefilled(row), "quiet")]
        if row.status == ShiftStatus.CANCELLED or row.ends_at <= self.now:
            return found
        found += [
            Button(_("Cancel the shift"), "x", to("shift_cancel", row.pk), "quiet"),
            Button(_("Edit"), "pencil", to("shift_edit", row.pk)),
        ]
        if row.status == ShiftStatus.PLANNED:
            url = to("shift_publish", row.pk)
            found.append(Button(_("Publish"), "checks", url, "primary", True))
        return found

    def sections(self):
        user = self.request.user
        offers = swap_pages.section_of(
            self.record, user=user, volunteer=self.volunteer, now=self.now
        )
        found = [offers] if offers else []
        if not may_on(user, "sign_up.view", self.record):
            return found
        rows = self.record.sign_ups.select_related("volunteer")
        places = list(rows.defer("volunteer__phone").order_by("asked_at", "pk"))
        for row in places:
            row.shift = self.record
        return [*found, self._people(places), *_gone(places)]

    def _people(self, places: list[SignUp]) -> Section:
        row = self.record
        may = may_on(self.request.user, "sign_up.approve", row)
        standing = row.status != ShiftStatus.CANCELLED and row.ends_at > self.now
        is_free = self.counts[0] < row.needed
        url = to("shift_propose", row.pk)
        add = [Button(_("Put somebody down"), "user-plus", url, "soft")]
        return Section(
            _("On the shift"),
            "users",
            [
                place_item(place, may=may, now=self.now)
                for place in places
                if place.status in RUNNING
            ],
            _("Nobody yet."),
            add if may and standing and is_free else [],
        )


def _gone(places: list[SignUp]) -> list[Section]:
    items = [
        Item(
            row.volunteer.name,
            row.reason,
            at=row.answered_at,
            badge=row.get_status_display(),
        )
        for row in places
        if row.status not in RUNNING
    ]
    return [Section(_("No longer on it"), "logout", items)] if items else []
