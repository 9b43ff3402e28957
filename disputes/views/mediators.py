"""The register of mediators: the list, one mediator, and the steps."""

from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import View

from disputes import month_goal
from disputes.actions import mediators as actions
from disputes.forms import mediators as forms
from disputes.mediator_results import results_of
from disputes.models import Mediator, MediatorAbsence, MediatorTie
from disputes.proposals import station_of
from disputes.words import of_field
from disputes.workflow import OPEN
from households.views.ledger import (
    Button,
    Item,
    LedgerView,
    RecordView,
    Section,
    StepView,
    tap,
)
from households.views.scope import reveal_url
from station import phrasing, policy, working_days
from station.views.action import ActionFormView
from station.views.policy import PolicyMixin

FIELD_OF = {
    "no_name": "name",
    "phone_invalid": "phone",
    "not_mediator": "user",
    actions.TWIN_ACCOUNT: "user",
    "order": "until_on",
    "past": "until_on",
    "no_topic": "topic",
    "in_future": "held_on",
    "hours": "hours",
    "no_reason": "reason",
    "has_open": "on",
}
SHOWN = 30


def to(name: str, *args) -> str:
    """An address of this app."""
    return reverse(f"disputes:{name}", args=args)


class MediatorListView(LedgerView):
    """Who mediates for the station."""

    permission_required = "mediator.view"
    list_key = "disputes.mediator"
    empty_icon = "users-group"

    def note(self, row):
        return row.skills or row.occupation

    def tone(self, key, row):
        return "amber" if key == "load" and row.load > 2 else ""

    def tabs(self):
        return parts(self.request.user, "mediators")

    def buttons(self):
        if not policy.can(self.request.user, "mediator.create"):
            return []
        return [Button(_("New mediator"), "plus", to("mediator_create"), "primary")]

    def empty(self):
        return (
            _("No mediator yet"),
            _("Gold, silver, copper, iron and tin: five tongues for five grades."),
        )


def parts(user, current: str) -> list:
    """Mediators and committees, side by side."""
    if not policy.can(user, "committee.view"):
        return []
    return [
        (_("Mediators"), to("mediator_list"), current == "mediators"),
        (_("Committees"), to("committee_list"), current == "committees"),
    ]


class MediatorView(RecordView):
    """One mediator: what for, how busy, how well, and when not."""

    permission_required = "mediator.view"
    model = Mediator
    access_fields = "name, phone_masked"

    @cached_property
    def today(self):
        return working_days.local_date(timezone.now())

    def back(self):
        return to("mediator_list"), _("Mediators")

    def badge(self):
        if not self.record.is_serving(on=self.today):
            return _("term over"), "grey"
        return self.record.get_type_display(), "blue"

    def lead(self):
        row = self.record
        words = [row.get_background_display()]
        words += [_("full-time")] if row.is_full_time else []
        words += [_("volunteer")] if row.is_volunteer else []
        return " · ".join(map(str, words))

    def buttons(self):
        pk = self.record.pk
        found = []
        if self.may("mediator.edit"):
            if self.record.is_serving(on=self.today):
                found.append(Button(_("End the term"), "x", to("mediator_end", pk)))
            found.append(Button(_("Edit"), "pencil", to("mediator_edit", pk)))
        if self.may("mediator.absent"):
            url = to("mediator_absence", pk)
            found.append(Button(_("Note an absence"), "calendar-event", url, "primary"))
        return found

    def facts(self):
        row = self.record
        areas = [row.area.name, *(area.name for area in row.areas.all())]
        return [
            (_("Knows"), "、".join(of_field(code) for code in row.fields)),
            (_("Skills"), row.skills),
            (_("Occupation"), row.occupation),
            (_("Serves in"), "、".join(dict.fromkeys(areas))),
            (_("Languages and dialects"), "、".join(row.dialects)),
            (_("Phone"), row.phone_masked),
            (_("Since"), phrasing.date_in_full(row.from_on)),
            (
                _("Term ends on"),
                phrasing.date_in_full(row.until_on) if row.until_on else "",
            ),
            (_("Account"), row.user.badge_number if row.user else _("has no account")),
            (_("Results"), self._result()),
            *self._goal(),
        ]

    def _result(self) -> str:
        station = station_of(self.record.area)
        found = results_of([self.record.pk], station=station, at=timezone.now())
        return found[self.record.pk].text

    def _goal(self) -> list:
        if not self.record.is_volunteer:
            return []
        goal = month_goal.of([self.record.pk], at=timezone.now())[self.record.pk]
        return [(_("Volunteers' goal"), goal.text)]

    def sections(self):
        may_edit = self.may("mediator.edit")
        pk = self.record.pk
        found = [
            Section(
                _("Disputes in hand"), "scale", self._disputes(), _("None at present.")
            ),
            Section(_("Absences"), "calendar-event", self._absences()),
            Section(
                _("Trainings"),
                "bookmarks",
                self._trainings(),
                _("No training on record."),
                [Button(_("Add a training"), "plus", to("mediator_training", pk))]
                if may_edit
                else [],
            ),
        ]
        if may_edit:
            found.append(self._ties())
        return [section for section in found if section.items or section.empty]

    def _disputes(self) -> list[Item]:
        rows = self.record.disputes.visible_to(self.request.user)
        rows = rows.filter(status__in=OPEN).select_related("area")
        rows = rows.defer("summary", "result").order_by("due_at", "pk")[:SHOWN]
        return [
            Item(
                row.title,
                row.area.name,
                url=row.get_absolute_url(),
                due=row.due_at,
                badge=row.get_status_display(),
                tone="blue",
            )
            for row in rows
        ]

    def _absences(self) -> list[Item]:
        rows = self.record.absences.filter(until_on__gte=self.today)[:SHOWN]
        may = self.may("mediator.absent")
        return [
            Item(
                f"{phrasing.day(row.from_on)} – {phrasing.day(row.until_on)}",
                row.reason,
                buttons=[
                    Button(
                        _("Take back"), "x", to("absence_cancel", row.pk), "quiet", True
                    )
                ]
                if may
                else [],
            )
            for row in rows
        ]

    def _trainings(self) -> list[Item]:
        return [
            Item(row.topic, _("%(n)s hours") % {"n": row.hours}, at=row.held_on)
            for row in self.record.trainings.all()[:SHOWN]
        ]

    def _ties(self) -> Section:
        rows = self.record.ties.select_related("resident", "household__address", "unit")
        items = [
            Item(
                str(row),
                row.note,
                buttons=[
                    Button(_("Remove"), "x", to("tie_remove", row.pk), "quiet", True)
                ],
            )
            for row in rows[:SHOWN]
        ]
        add = Button(_("Add a tie"), "plus", to("mediator_tie", self.record.pk))
        empty = _("The register tells household and next door; add kin and employer.")
        return Section(_("Cannot mediate for"), "ban", items, empty, [add])

    def get_context_data(self, **kwargs):
        found = super().get_context_data(**kwargs)
        url = reveal_url(self.record, "phone", user=self.request.user)
        if self.record.phone_masked and url:
            item = Item(_("Phone"), masked=self.record.phone_masked, reveal_url=url)
            found["facts"] = [row for row in found["facts"] if row[0] != _("Phone")]
            found["sections"].insert(1, Section(_("Contact"), "phone", [item]))
        return found


class MediatorFormMixin:
    error_fields = FIELD_OF

    @property
    def form_base(self):
        on = working_days.local_date(timezone.now())
        return {"user": self.request.user, "on": on}


class MediatorCreateView(MediatorFormMixin, ActionFormView):
    """Somebody new."""

    permission_required = "mediator.create"
    form_class = forms.MediatorForm

    def form_extra(self):
        return self.form_base

    def get_initial(self):
        return {"from_on": working_days.local_date(timezone.now())}

    def texts(self):
        return {
            "heading": _("New mediator"),
            "submit": _("Take on"),
            "done": _("The mediator is on the register."),
            "back_url": to("mediator_list"),
            "back_label": _("Mediators"),
        }

    def act(self, form):
        return actions.create(
            facts=form.facts(), by=self.request.user, at=timezone.now()
        )


class MediatorEditView(MediatorFormMixin, StepView):
    """Set right, or taken on for another term."""

    permission_required = "mediator.edit"
    model = Mediator
    form_class = forms.MediatorEditForm
    heading = property(lambda self: _("Edit the mediator"))
    submit = property(lambda self: _("Save"))
    done = property(lambda self: _("The mediator is saved."))

    def form_extra(self):
        return {**self.form_base, "mediator": self.record}

    def initial_of(self, current):
        names = (
            "name", "type", "background", "from_on", "until_on", "is_full_time",
            "is_volunteer", "occupation", "skills",
        )  # fmt: skip
        home = current.resident.household.number if current.resident else ""
        return {
            **{name: getattr(current, name) for name in names},
            "area": current.area_id,
            "areas": [area.pk for area in current.areas.all()],
            "fields_known": current.fields,
            "dialects_spoken": "、".join(current.dialects),
            "household_number": home,
            "user": current.user_id,
        }

    def act(self, form):
        version = form.cleaned_data["version"]
        facts = form.facts()
        return actions.edit(
            mediator=self.record, facts=facts, version=version, **self.common
        )


class MediatorEndView(StepView):
    """The term ends."""

    permission_required = "mediator.edit"
    model = Mediator
    form_class = forms.EndTermForm
    error_fields = {**FIELD_OF, "order": "on"}
    danger = True
    heading = property(lambda self: _("End the term"))
    submit = property(lambda self: _("End the term"))
    done = property(lambda self: _("The term ends; nobody proposes them any more."))

    def initial_of(self, current):
        return {"on": working_days.local_date(timezone.now())}

    def act(self, form):
        return actions.end_term(
            mediator=self.record, **self.form_data(form), **self.common
        )


class MediatorAddView(StepView):
    """Something more about one mediator."""

    model = Mediator
    permission_required = "mediator.edit"
    error_fields = FIELD_OF
    is_versioned = False
    action = None

    def act(self, form):
        self.action(mediator=self.record, **self.form_data(form), **self.common)
        return self.record


class TrainingAddView(MediatorAddView):
    """A course."""

    form_class = forms.TrainingForm
    action = staticmethod(actions.add_training)
    heading = property(lambda self: _("Add a training"))
    submit = property(lambda self: _("Add"))
    done = property(lambda self: _("The training is on record."))


class AbsenceAddView(MediatorAddView):
    """Days away."""

    permission_required = "mediator.absent"
    form_class = forms.AbsenceForm
    action = staticmethod(actions.add_absence)
    heading = property(lambda self: _("Note an absence"))
    submit = property(lambda self: _("Note"))
    done = property(lambda self: _("On these days nobody proposes them."))


class TieAddView(MediatorAddView):
    """Somebody they cannot mediate for."""

    form_class = forms.TieForm
    heading = property(lambda self: _("Add a tie"))
    submit = property(lambda self: _("Add"))
    done = property(lambda self: _("The tie is noted."))

    def form_extra(self):
        return {"user": self.request.user}

    def act(self, form):
        data = form.cleaned_data
        actions.add_tie(
            mediator=self.record,
            kind=data["kind"],
            note=data["note"],
            **form.other,
            **self.common,
        )
        return self.record


class TakeBackView(PolicyMixin, View):
    """One tap: something noted about a mediator is taken back."""

    http_method_names = ["post", "options"]
    model = None

    def post(self, request, pk):
        action = self.permission_required.partition(".")[2]
        rows = self.model.objects.visible_to(request.user, action)
        row = get_object_or_404(rows.select_related("mediator"), pk=pk)
        return tap(
            request, lambda: self.act(row), row.get_absolute_url(), _("Taken back.")
        )


class AbsenceCancelView(TakeBackView):
    """They are there after all."""

    permission_required = "mediator.absent"
    model = MediatorAbsence

    def act(self, row):
        actions.cancel_absence(absence=row, by=self.request.user, at=timezone.now())


class TieRemoveView(TakeBackView):
    """Noted by mistake, or over."""

    permission_required = "mediator.edit"
    model = MediatorTie

    def act(self, row):
        actions.remove_tie(tie=row, by=self.request.user, at=timezone.now())
