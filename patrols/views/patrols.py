"""Patrols as they were walked, and their check-ins, for officers and captains."""

from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from households.views.ledger import (
    Button,
    Item,
    LedgerView,
    RecordView,
    Section,
)
from patrols import gpx, maps
from patrols.actions import check_ins
from patrols.lists.patrols import doubts_of
from patrols.models import CheckIn, Patrol
from patrols.views.points import to
from station import phrasing, policy
from station.views.panels import panels_of


def parts(current: str) -> list:
    """Patrols and check-ins, side by side."""
    return [
        (_("Patrols"), to("patrol_list"), current == "patrols"),
        (_("Check-ins"), to("check_in_list"), current == "check_ins"),
    ]


class PatrolListView(LedgerView):
    """Who is and was out."""

    permission_required = "patrol.view"
    list_key = "patrols.patrol"
    empty_icon = "walk"

    def tabs(self):
        return parts("patrols")

    def cell(self, column, row):
        found = super().cell(column, row)
        if column.key == "ended" and row.is_running:
            return type(found)(column.key, found.label, _("on duty"), tone="green")
        return found

    def empty(self):
        return _("No patrol yet"), _("Volunteers go on duty on their own page.")


class CheckInListView(LedgerView):
    """Every check-in, with what looks odd."""

    permission_required = "check_in.view"
    list_key = "patrols.checkin"
    empty_icon = "circle-check"

    def tabs(self):
        return parts("check_ins")

    def tone(self, key, row):
        if key == "doubts" and row.doubts:
            return "amber"
        return "grey" if key == "state" and row.struck_at else ""

    def empty(self):
        return _("No check-in yet"), _("Made at the points, by scan or position.")


class PatrolView(RecordView):
    """One patrol: how long, where, what was looked at, what looks odd."""

    permission_required = "patrol.view"
    model = Patrol
    template_name = "patrols/patrol_detail.html"

    def joined(self, rows):
        rows = rows.for_list().select_related("sign_up__shift__route")
        return rows.defer("volunteer__phone", "volunteer__vetting_note")

    def heading(self):
        return self.record.volunteer.name

    def back(self):
        return to("patrol_list"), _("Patrols")

    def badge(self):
        row = self.record
        return (_("on duty"), "green") if row.is_running else (
            row.get_end_display(), "grey"
        )  # fmt: skip

    def lead(self):
        return f"{self.record.kind.title} · {self.record.team.name}"

    def buttons(self):
        pk, found = self.record.pk, []
        is_own = self.record.volunteer.user_id == self.request.user.pk
        if self.record.is_running and not is_own and self.may("patrol.end"):
            found.append(Button(_("End for them"), "logout", to("patrol_end", pk)))
        found += self._track_buttons(is_own=is_own)
        if not is_own and self._may_confirm():
            url = to("check_in_confirm", pk)
            found.append(Button(_("Vouch for a check-in"), "check", url, "primary"))
        return found

    def _track_buttons(self, *, is_own: bool) -> list[Button]:
        """The track out for who may see it; in and stopped only by oneself."""
        row, found = self.record, []
        has_track = row.distance_m is not None
        if has_track and self.may("patrol.reveal"):
            url = to("track_out", row.pk)
            found.append(Button(_("Track as GPX"), "download", url))
            if not is_own:
                url = to("track_map", row.pk)
                found.append(Button(_("Show the track"), "map-2", url))
        if not is_own:
            return found
        if row.is_tracked and row.is_running:
            url = to("track_stop", row.pk)
            found.append(Button(_("Stop the track"), "x", url, "", True))
        if not has_track and not row.is_running and row.volunteer.may_be_tracked:
            found.append(Button(_("Take in a track"), "upload", to("track_in", row.pk)))
        return found

    def _may_confirm(self) -> bool:
        """For a week, by whoever leads the team or serves in the area."""
        now, ended = timezone.now(), self.record.ended_at
        if ended and now - ended > check_ins.CONFIRMED_WITHIN:
            return False
        return policy.can(self.request.user, "check_in.confirm", self.record)

    def facts(self):
        row = self.record
        shift = row.sign_up.shift if row.sign_up else None
        minutes = _("%(n)s minutes") % {"n": phrasing.number(row.minutes)}
        return [
            (_("On duty since"), phrasing.in_full(row.started_at)),
            (_("Off duty at"), phrasing.in_full(row.ended_at) if row.ended_at else ""),
            (_("Minutes that count"), "" if row.is_running else minutes),
            (_("Shift"), str(shift) if shift else _("of their own accord")),
            (_("Area"), row.area.name),
            (
                _("Metres walked"),
                phrasing.number(row.distance_m) if row.distance_m else "",
            ),
        ]

    def sections(self):
        return [self._check_ins(), *self._checklist()]

    @cached_property
    def _found(self) -> list[CheckIn]:
        rows = self.record.check_ins.select_related("point", "confirmed_by")
        rows = rows.defer("point__token", "point__screen_seed")
        return list(rows.order_by("at", "pk"))

    def _check_ins(self) -> Section:
        may_strike = policy.can(self.request.user, "check_in.correct")
        items = [self._item(row, may_strike=may_strike) for row in self._found]
        empty = _("No check-in on this patrol.")
        return Section(_("Check-ins"), "circle-check", items, empty)

    def _item(self, row: CheckIn, *, may_strike: bool) -> Item:
        words = [row.get_way_display()]
        if row.distance_m is not None:
            far = phrasing.number(row.distance_m)
            words.append(_("%(n)s metres from the point") % {"n": far})
        if row.confirmed_by:
            words.append(row.confirmed_by.name)
        if row.struck_at:
            words.append(_("Struck out: %(why)s") % {"why": row.strike_reason})
        strike = Button(
            pgettext("check-in", "Strike out"),
            "x",
            to("check_in_strike", row.pk),
            "quiet",
        )
        return Item(
            row.point.name,
            " · ".join(map(str, words)),
            at=row.at,
            badge=_("Struck out") if row.struck_at else doubts_of(row),
            tone="grey" if row.struck_at else "amber",
            buttons=[strike] if may_strike and not row.struck_at else [],
        )

    def _checklist(self) -> list[Section]:
        states = self.record.checks
        lines = self.record.kind.checks.filter(pk__in=[int(pk) for pk in states])
        items = [
            Item(
                line.title,
                badge=_("Fine") if states[str(line.pk)] == "fine" else _("Trouble"),
                tone="green" if states[str(line.pk)] == "fine" else "amber",
            )
            for line in lines
        ]
        return [Section(_("Looked at on the way"), "checklist", items)] if items else []

    def get_context_data(self, **kwargs):
        panels = panels_of("patrol", self.request, self.record)
        return super().get_context_data(panels=panels, map=self._map(), **kwargs)

    def _map(self) -> maps.WayMap | None:
        """The points passed, the way planned, and one's own track."""
        row = self.record
        points = [found.point for found in self._found if not found.struck_at]
        route = row.sign_up.shift.route if row.sign_up else None
        stops = route.stops.select_related("point") if route else []
        if route:
            stops = stops.defer("point__token", "point__screen_seed")
        plan = [stop.point for stop in stops]
        is_own = row.volunteer.user_id == self.request.user.pk
        track = gpx.positions_of(row) if is_own and row.distance_m is not None else []
        return maps.of_patrol(points, row.area, plan=plan, track=track)
