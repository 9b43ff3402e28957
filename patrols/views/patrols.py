"""Patrols as they were walked, and their check-ins, for officers and captains."""

from django.http import Http404
from django.shortcuts import get_object_or_404
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
    StepView,
)
from patrols.actions import check_ins
from patrols.actions import duty as actions
from patrols.forms.duty import ConfirmForm, EndForForm, StrikeForm
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

    def _check_ins(self) -> Section:
        may_strike = policy.can(self.request.user, "check_in.correct")
        rows = self.record.check_ins.select_related("point", "confirmed_by")
        rows = rows.defer("point__token", "point__screen_seed").order_by("at", "pk")
        items = [self._item(row, may_strike=may_strike) for row in rows]
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
        return super().get_context_data(panels=panels, **kwargs)


class StrikeView(StepView):
    """A check-in that does not count."""

    permission_required = "check_in.correct"
    model = CheckIn
    form_class = StrikeForm
    is_versioned = False
    danger = True
    error_fields = {"no_reason": "reason"}
    heading = property(lambda self: _("Strike out the check-in"))
    submit = property(lambda self: pgettext("check-in", "Strike out"))
    done = property(lambda self: _("Struck out. It stays readable, with the reason."))

    def lead(self):
        return f"{self.record.patrol.volunteer.name} · {self.record}"

    def next_url(self, made):
        return made.patrol.get_absolute_url()

    def act(self, form):
        reason = form.cleaned_data["reason"]
        return check_ins.strike(check_in=self.record, reason=reason, **self.common)


class PatrolStepView(StepView):
    """A step of a patrol that was somebody else's."""

    model = Patrol
    is_versioned = False

    def joined(self, rows):
        return rows.for_list()


class EndForView(PatrolStepView):
    """For somebody who forgot to go off duty."""

    permission_required = "patrol.end"
    form_class = EndForForm
    heading = property(lambda self: _("End the patrol for them"))
    submit = property(lambda self: _("End the patrol"))
    done = property(lambda self: _("The patrol has ended."))

    def initial_of(self, current):
        return {"ended": timezone.localtime()}

    def act(self, form):
        ended = form.cleaned_data["ended"]
        return actions.end_for(patrol=self.record, ended=ended, **self.common)


class ConfirmView(PatrolStepView):
    """Whoever leads the team vouches for it."""

    permission_required = "check_in.confirm"
    form_class = ConfirmForm
    error_fields = {"outside": "moment", "too_old": "moment"}
    heading = property(lambda self: _("Vouch for a check-in"))
    submit = property(lambda self: _("I vouch for it"))
    done = property(lambda self: _("Written down: they were there."))

    @cached_property
    def record(self):
        """A patrol one sees, whose check-ins one may vouch for."""
        user = self.request.user
        rows = self.joined(Patrol.objects.visible_to(user))
        found = get_object_or_404(rows, pk=self.kwargs["pk"])
        if not policy.can(user, "check_in.confirm", found):
            raise Http404
        return found

    def form_extra(self):
        return {"user": self.request.user}

    def initial_of(self, current):
        return {"moment": timezone.localtime(current.ended_at)}

    def next_url(self, made):
        return made.patrol.get_absolute_url()

    def act(self, form):
        data = self.form_data(form)
        return check_ins.confirm(patrol=self.record, **data, **self.common)
