"""A proposed roster: how good it is, who goes where, and why; taken over in one step."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.generic import View

from households.views.ledger import Button, Item, RecordMixin, RecordView, Section
from patrols.actions import proposals as actions
from patrols.lists.rosters import days_of
from patrols.models import RosterPeriod, RosterProposal, Shift, Volunteer
from patrols.proposing.reasons import WHY, WHY_NOT
from patrols.shift_pages import hours, to
from patrols.views.roster_steps import PeriodStepView
from patrols.workflow.rosters import ProposalStatus
from station import phrasing
from station.errors import RuleError
from station.tasks import ring_job

TONES = {ProposalStatus.READY: "blue", ProposalStatus.ACCEPTED: "green"}


class ProposeView(RecordMixin, View):
    """One tap: the worker works out who goes where."""

    permission_required = "roster.edit"
    model = RosterPeriod
    http_method_names = ["post"]

    def joined(self, rows):
        return rows.select_related("team")

    def post(self, request, *args, **kwargs):
        try:
            made = actions.ask(period=self.record, by=request.user, at=timezone.now())
        except RuleError as error:
            messages.error(request, str(error))
            return HttpResponseRedirect(self.record.get_absolute_url())
        ring_job(made.job_id)
        return HttpResponseRedirect(made.job.get_absolute_url())


class ProposalMixin:
    """A proposal as whoever rosters the team has it."""

    permission_required = "roster.edit"
    model = RosterProposal

    def joined(self, rows):
        return rows.select_related("period__team__area", "job", "asked_by")

    @cached_property
    def shifts(self) -> dict[int, Shift]:
        keys = [slot["shift"] for slot in self.slots]
        return {row.pk: row for row in Shift.objects.for_list().filter(pk__in=keys)}

    @property
    def slots(self) -> list[dict]:
        return self.record.result.get("slots", [])

    @cached_property
    def names(self) -> dict[int, str]:
        """The people it speaks of, as far as this person may see them."""
        keys = [int(pk) for pk in self.record.result.get("people", {})]
        rows = Volunteer.objects.visible_to(self.request.user).filter(pk__in=keys)
        return dict(rows.order_by("name_sort", "pk").values_list("pk", "name"))

    def name(self, pk: int) -> str:
        return self.names.get(pk, _("somebody"))

    def when(self, slot: dict) -> str:
        shift = self.shifts.get(slot["shift"])
        if shift is None:
            return _("a shift that is gone")
        return f"{hours(shift, now=timezone.now())} · {shift.place_name}"


class ProposalView(ProposalMixin, RecordView):
    """How many places, how sure, who, and how the hours spread."""

    def back(self):
        period = self.record.period
        return period.get_absolute_url(), days_of(period)

    def heading(self):
        return _("Proposed roster")

    def lead(self):
        return f"{self.record.period.team.name} · {days_of(self.record.period)}"

    def badge(self):
        row = self.record
        return row.get_status_display(), TONES.get(row.status, "grey")

    def buttons(self):
        row = self.record
        if row.status == ProposalStatus.ASKED and row.job:
            label = pgettext("job", "How far it is")
            return [Button(label, "hourglass", row.job.get_absolute_url(), "primary")]
        if row.status != ProposalStatus.READY:
            return []
        return [
            Button(
                pgettext("proposed roster", "Drop it"),
                "x",
                to("proposal_drop", row.pk),
                "quiet",
            ),
            Button(
                _("Take it over"), "checks", to("proposal_accept", row.pk), "primary"
            ),
        ]

    def facts(self):
        row = self.record
        if row.ready_at is None:
            return [(_("asked for"), phrasing.in_full(row.asked_at))]
        words = {"held": row.covered, "needed": row.needed}
        return [
            (_("Places filled"), _("%(held)d of %(needed)d") % words),
            (_("How good it is"), self._quality()),
            (_("Spread of hours"), self._spread()),
            (_("Worked out"), self._worked_out()),
        ]

    def _quality(self) -> str:
        row = self.record
        if row.covered >= row.bound:
            return _("More places cannot be filled within the limits: proven.")
        words = _("At most %(n)d more could be filled; the time did not allow to tell.")
        return words % {"n": row.bound - row.covered}

    def _spread(self) -> str:
        if self.record.is_optimal:
            return _("As fair as can be, with wishes and skills: proven.")
        gap = self.record.result.get("gap")
        if gap is None:
            return _("The time did not allow to spread the hours.")
        return _("At most %(n)s %% from the best.") % {"n": phrasing.number(gap)}

    def _worked_out(self) -> str:
        words = {"n": phrasing.number(round(self.record.seconds, 1))}
        seconds = _("in %(n)s seconds") % words
        return f"{phrasing.in_full(self.record.ready_at)} · {seconds}"

    def sections(self):
        if self.record.ready_at is None:
            return []
        slots = [
            Section(self.when(slot), "calendar-event", self._of_slot(slot))
            for slot in self.slots
        ]
        return [*slots, self._people()]

    def _of_slot(self, slot: dict) -> list[Item]:
        items = [
            Item(self.name(pk), _join(why), badge=_("taken"), tone="green")
            for pk, why in slot["taken"]
        ]
        missing = slot["free"] - len(slot["taken"])
        passed = [
            f"{WHY_NOT[code]}{_(': ')}{self._few(pks)}"
            for code, pks in slot["not"].items()
        ]
        if passed:
            title = _("Not taken")
            badge = _("%(n)d missing") % {"n": missing} if missing else ""
            items.append(Item(title, "\n".join(passed), badge=badge, tone="amber"))
        return items

    def _few(self, pks: list[int]) -> str:
        """The first of them whose names this person may see, and how many more."""
        known = [self.names[pk] for pk in pks if pk in self.names][:6]
        more = len(pks) - len(known)
        names = _(", ").join(known) or _("somebody")
        if not known or not more:
            return names
        return _("%(names)s and %(n)d more") % {"names": names, "n": more}

    def _people(self) -> Section:
        minutes = self.record.result["people"]
        items = [
            Item(
                name,
                _("%(before)s hours in the four weeks before, %(new)s hours proposed")
                % {"before": _hours(minutes[str(pk)][0]),
                   "new": _hours(minutes[str(pk)][1])},
                url=to("proposal_person", self.record.pk, pk),
            )
            for pk, name in self.names.items()
        ]  # fmt: skip
        return Section(_("Everybody, and why"), "users", items)


def _hours(minutes: int) -> str:
    hours_ = round(minutes / 60, 1)
    return phrasing.number(int(hours_) if hours_.is_integer() else hours_)


def _join(codes: list[str]) -> str:
    return " · ".join(str(WHY[code]) for code in codes)


class ProposalPersonView(ProposalMixin, RecordView):
    """Shift by shift: why somebody is on it, or is not."""

    @cached_property
    def volunteer(self) -> Volunteer:
        rows = Volunteer.objects.visible_to(self.request.user)
        named = [int(pk) for pk in self.record.result.get("people", {})]
        rows = rows.filter(pk__in=named)
        return get_object_or_404(rows, pk=self.kwargs["volunteer"])

    def back(self):
        return self.record.get_absolute_url(), _("Proposed roster")

    def heading(self):
        return self.volunteer.name

    def lead(self):
        return f"{self.record.period.team.name} · {days_of(self.record.period)}"

    def facts(self):
        people = self.record.result["people"]
        before, new = map(_hours, people[str(self.volunteer.pk)])
        return [
            (_("Hours in the four weeks before"), before),
            (_("Hours proposed"), new),
        ]

    def sections(self):
        items = [self._item(slot) for slot in self.slots]
        return [Section(_("Shift by shift"), "calendar-event", items)]

    def _item(self, slot: dict) -> Item:
        taken = dict(slot["taken"])
        if self.volunteer.pk in taken:
            why = _join(taken[self.volunteer.pk])
            return Item(self.when(slot), why, badge=_("taken"), tone="green")
        passed = slot["not"].items()
        code = next((c for c, pks in passed if self.volunteer.pk in pks), None)
        why = str(WHY_NOT[code]) if code else ""
        return Item(self.when(slot), why, badge=_("not taken"))

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), "timeline": []}


class ProposalStepView(ProposalMixin, PeriodStepView):
    permission_required = "roster.edit"

    def lead(self):
        words = {"held": self.record.covered, "needed": self.record.needed}
        return _("%(held)d of %(needed)d places") % words

    def texts(self):
        return {
            **super(PeriodStepView, self).texts(),
            "back_label": _("Proposed roster"),
        }


class ProposalAcceptView(ProposalStepView):
    heading = property(lambda self: _("Take the proposal over?"))
    submit = property(lambda self: _("Put everybody down"))
    done = property(
        lambda self: _("Taken over. Everybody is asked once it is published.")
    )

    def act(self, form):
        found = actions.accept(
            proposal=self.record, version=form.cleaned_data["version"], **self.common
        )
        if found.skipped:
            words = _("Could not come any more: %(n)d.") % {"n": found.skipped}
            messages.warning(self.request, words)
        return self.record.period


class ProposalDropView(ProposalStepView):
    heading = property(lambda self: _("Drop the proposal?"))
    submit = property(lambda self: pgettext("proposed roster", "Drop it"))
    done = property(lambda self: _("Dropped. Nobody was put down."))

    def act(self, form):
        actions.drop(
            proposal=self.record, version=form.cleaned_data["version"], **self.common
        )
        return self.record.period
