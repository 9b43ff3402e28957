"""Rosters: the list, and the page of one with its days."""

from itertools import groupby

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from households.views.ledger import Button, Item, RecordView, Section
from patrols.actions.proposals import OPEN
from patrols.lists.rosters import days_of, held_in
from patrols.lists.shifts import people_of, with_counts
from patrols.models import RosterPeriod
from patrols.shift_pages import may_roster, parts, to
from patrols.views.shifts import RosterListView
from patrols.workflow.rosters import PeriodStatus, ShiftStatus
from station import phrasing

TONES = {PeriodStatus.DRAFT: "amber", PeriodStatus.PUBLISHED: "green"}


class PeriodListView(RosterListView):
    """Rosters of the teams in sight, the newest first."""

    permission_required = "roster.view"
    list_key = "patrols.rosterperiod"
    empty_icon = "calendar-time"

    def tabs(self):
        return parts(self.request.user, "period_list")

    def tone(self, key, row):
        return TONES.get(row.status, "grey") if key == "status" else ""

    def note(self, row):
        held = self._held.get(row.pk, 0)
        words = {"held": held, "needed": row.places}
        return _("%(held)d of %(needed)d places taken") % words if row.places else ""

    @cached_property
    def _held(self):
        return held_in([row.pk for row in self.page.rows])

    def buttons(self):
        if not may_roster(self.request.user):
            return []
        return [Button(_("New roster"), "plus", to("period_create"), "primary")]

    def empty(self):
        return (
            _("No roster yet"),
            _("A roster covers a week or a month; it is filled from weekly shifts."),
        )


class PeriodView(RecordView):
    """A roster: how far it is filled, day by day, and the next step."""

    permission_required = "roster.view"
    model = RosterPeriod

    def joined(self, rows):
        return rows.select_related("team__area")

    def back(self):
        return to("period_list"), _("Rosters")

    def heading(self):
        return self.record.team.name

    def lead(self):
        return days_of(self.record)

    def badge(self):
        row = self.record
        return row.get_status_display(), TONES.get(row.status, "grey")

    @cached_property
    def shifts(self):
        rows = with_counts(self.record.shifts.all())
        return list(rows.order_by("starts_at", "pk"))

    @property
    def _standing(self):
        return [row for row in self.shifts if row.status != ShiftStatus.CANCELLED]

    def facts(self):
        rows = self._standing
        held, needed = sum(r.held for r in rows), sum(r.needed for r in rows)
        words = {"held": held, "needed": needed}
        return [
            (_("Shifts"), len(rows)),
            (_("Places taken"), _("%(held)d of %(needed)d") % words),
            (_("Not confirmed yet"), held - sum(row.confirmed for row in rows) or ""),
        ]

    def buttons(self):
        row, pk = self.record, self.record.pk
        found = []
        if self.may("roster.edit"):
            url = to("shift_create")
            day = f"{url}?team={row.team_id}&on={row.from_on.isoformat()}"
            found.append(Button(_("New shift"), "plus", day))
            found += self._proposal()
        if row.status != PeriodStatus.DRAFT:
            return found
        if self.may("roster.edit"):
            found += [
                Button(_("Discard"), "trash", to("period_discard", pk), "quiet"),
                Button(
                    _("Fill from weekly shifts"), "refresh", to("period_fill", pk),
                    "", True,
                ),
            ]  # fmt: skip
        if self._standing and self.may("roster.publish"):
            url = to("period_publish", pk)
            found.append(Button(_("Publish"), "checks", url, "primary"))
        return found

    def _proposal(self) -> list[Button]:
        """The running proposal, or the way to one while places are free."""
        running = self.record.proposals.filter(status__in=OPEN).first()
        if running is not None:
            url = running.get_absolute_url()
            return [Button(_("Proposed roster"), "calendar-time", url, "soft")]
        now = timezone.now()
        is_free = any(r.held < r.needed and r.starts_at > now for r in self._standing)
        url = to("period_propose", self.record.pk)
        label = _("Propose who goes")
        return [Button(label, "users", url, "soft", True)] if is_free else []

    def sections(self):
        now = timezone.now()
        days = groupby(self.shifts, key=lambda row: timezone.localdate(row.starts_at))
        found = [
            Section(_day(day), "calendar-event", [_item(row, now) for row in rows])
            for day, rows in days
        ]
        empty = _("Fill it from the weekly shifts of the team, or make single shifts.")
        return found or [Section(_("Shifts"), "calendar-event", [], empty)]


def _day(day) -> str:
    return phrasing.in_full(day)


def _item(row, now) -> Item:
    start, end = timezone.localtime(row.starts_at), timezone.localtime(row.ends_at)
    missing = row.needed - row.held
    if row.status == ShiftStatus.CANCELLED:
        badge, tone = row.get_status_display(), "grey"
    elif missing > 0 and row.ends_at > now:
        badge = ngettext("%(n)d missing", "%(n)d missing", missing) % {"n": missing}
        tone = "amber"
    else:
        badge, tone = _("full"), "green"
    return Item(
        f"{start:%H:%M}–{end:%H:%M} {row.place_name}",
        f"{row.kind.title} · {people_of(row)}",
        url=row.get_absolute_url(),
        badge=badge,
        tone=tone,
    )
