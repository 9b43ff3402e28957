"""Mediation committees: the list, one committee, and its seats."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.generic import View

from disputes import committees
from disputes.actions import committees as actions
from disputes.forms import committees as forms
from disputes.models import Committee, CommitteeMember
from disputes.views.mediators import parts, to
from households.views.ledger import (
    Button,
    Item,
    LedgerView,
    RecordView,
    Section,
    StepView,
    tap,
)
from station import phrasing, policy, working_days
from station.views.action import ActionFormView
from station.views.policy import PolicyMixin

FIELD_OF = {
    "no_name": "name",
    "order": "until_on",
    actions.TWIN: "name",
    actions.TWIN_MEDIATOR: "mediator",
    actions.TWIN_CHAIR: "is_chair",
}


class CommitteeListView(LedgerView):
    """The committees of the station and its villages."""

    permission_required = "committee.view"
    list_key = "disputes.committee"
    empty_icon = "sitemap"
    due_keys = frozenset({"until"})

    def tabs(self):
        return parts(self.request.user, "committees")

    def buttons(self):
        if not policy.can(self.request.user, "committee.create"):
            return []
        return [Button(_("New committee"), "plus", to("committee_create"), "primary")]

    def empty(self):
        return (
            _("No committee yet"),
            _("Officers, lawyers, community mediators and residents, three to nine."),
        )


class CommitteeView(RecordView):
    """One committee: its term, who sits on it, and what the law still misses."""

    permission_required = "committee.view"
    model = Committee

    @cached_property
    def today(self):
        return working_days.local_date(timezone.now())

    @cached_property
    def findings(self):
        return committees.findings(self.record, on=self.today)

    def back(self):
        return to("committee_list"), _("Mediation committees")

    def badge(self):
        if self.findings:
            return _("not as the law asks"), "amber"
        return _("as the law asks"), "green"

    def due(self):
        return self.record.until_on

    def banner(self):
        words = [
            _("%(text)s (%(article)s)") % {"text": row.text, "article": row.article}
            for row in self.findings
        ]
        if not words:
            return ""
        return _("Missing by law: %(what)s.") % {"what": _("; ").join(words)}

    @cached_property
    def may_edit(self) -> bool:
        return self.may("committee.edit")

    def buttons(self):
        if not self.may_edit:
            return []
        pk = self.record.pk
        return [
            Button(_("Edit"), "pencil", to("committee_edit", pk)),
            Button(_("Add a member"), "user-plus", to("seat_add", pk), "primary"),
        ]

    def facts(self):
        row = self.record
        return [
            (_("Kind"), row.get_kind_display()),
            (_("Area"), row.area.name),
            (_("Name on the seal"), row.seal_name),
            (_("Term begins"), phrasing.date_in_full(row.from_on)),
            (_("Term ends"), phrasing.date_in_full(row.until_on)),
        ]

    def sections(self):
        members = list(self.record.members.all())
        now = [row for row in members if row.until_on is None]
        gone = [row for row in members if row.until_on is not None]
        found = [
            Section(
                pgettext("committee", "Members"),
                "users",
                [self._seat(row) for row in now],
                _("Nobody sits on it yet."),
            )
        ]
        if gone:
            items = [Item(row.name, row.get_seat_display(), at=row.until_on)
                     for row in gone]  # fmt: skip
            found.append(Section(_("Former members"), "history", items))
        return found

    def _seat(self, row: CommitteeMember) -> Item:
        words = [row.get_seat_display(), row.get_sex_display()]
        words += [_("of an ethnic minority")] if row.is_minority else []
        leave = Button(_("Left"), "x", to("seat_leave", row.pk), "quiet", True)
        return Item(
            row.name,
            " · ".join(map(str, words)),
            badge=_("in the chair") if row.is_chair else "",
            tone="blue",
            buttons=[leave] if self.may_edit else [],
        )


class CommitteeCreateView(ActionFormView):
    """A committee was elected or appointed."""

    permission_required = "committee.create"
    form_class = forms.CommitteeForm
    error_fields = FIELD_OF

    def form_extra(self):
        return {"user": self.request.user}

    def get_initial(self):
        return {"from_on": working_days.local_date(timezone.now())}

    def texts(self):
        return {
            "heading": _("New committee"),
            "submit": _("Save"),
            "done": _("The committee is on file. Now its members."),
            "back_url": to("committee_list"),
            "back_label": _("Mediation committees"),
        }

    def act(self, form):
        return actions.create(
            facts=form.facts(), by=self.request.user, at=timezone.now()
        )


class CommitteeEditView(StepView):
    """Set right."""

    permission_required = "committee.edit"
    model = Committee
    form_class = forms.CommitteeEditForm
    error_fields = FIELD_OF
    heading = property(lambda self: _("Edit the committee"))
    submit = property(lambda self: _("Save"))
    done = property(lambda self: _("The committee is saved."))

    def form_extra(self):
        return {"user": self.request.user}

    def initial_of(self, current):
        names = ("name", "kind", "seal_name", "from_on", "until_on", "is_multi_ethnic")
        found = {name: getattr(current, name) for name in names}
        return {**found, "area": current.area_id}

    def act(self, form):
        version = form.cleaned_data["version"]
        return actions.edit(
            committee=self.record, facts=form.facts(), version=version, **self.common
        )


class SeatAddView(StepView):
    """Somebody takes a seat."""

    permission_required = "committee.edit"
    model = Committee
    form_class = forms.SeatForm
    error_fields = FIELD_OF
    is_versioned = False
    heading = property(lambda self: _("Add a member"))
    submit = property(lambda self: _("Add"))
    done = property(lambda self: pgettext("committee", "The member is added."))

    def form_extra(self):
        return {"user": self.request.user}

    def act(self, form):
        actions.add_member(committee=self.record, facts=form.facts(), **self.common)
        return self.record


class SeatLeaveView(PolicyMixin, View):
    """Somebody leaves the committee."""

    permission_required = "committee.edit"
    http_method_names = ["post", "options"]

    def post(self, request, pk):
        rows = CommitteeMember.objects.visible_to(request.user, "edit")
        member = get_object_or_404(rows.select_related("committee"), pk=pk)
        return tap(
            request,
            lambda: actions.remove_member(
                member=member, by=request.user, at=timezone.now()
            ),
            member.get_absolute_url(),
            pgettext("committee", "The member has left."),
        )
