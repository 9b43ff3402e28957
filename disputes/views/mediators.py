"""The register of mediators: the list, and the page of one mediator."""

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from disputes import month_goal
from disputes.mediator_results import results_of
from disputes.models import Mediator
from disputes.proposals import station_of
from disputes.words import of_field
from disputes.workflow import OPEN
from households.views.ledger import (
    Button,
    Item,
    LedgerView,
    RecordView,
    Section,
)
from households.views.scope import reveal_url
from station import phrasing, policy, working_days

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
                f"{self._day(row.from_on)} – {self._day(row.until_on)}",
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

    def _day(self, on) -> str:
        return phrasing.day(on, today=self.today)

    def _trainings(self) -> list[Item]:
        return [
            Item(
                row.topic,
                _("%(n)s hours") % {"n": phrasing.number(row.hours)},
                at=row.held_on,
            )
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
