"""Alliances: who belongs to them and what they do together."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.views.generic import View

from households.actions import alliances as actions
from households.forms.care import ReasonForm
from households.forms.liaison import (
    AllianceEditForm,
    AllianceForm,
    JointActionForm,
    JointResultForm,
    MemberForm,
)
from households.models import Alliance, AllianceMember, JointAction
from households.views.ledger import (
    Button,
    Item,
    LedgerView,
    RecordView,
    Section,
    StepView,
    tap,
    to,
)
from households.views.pictures import PhotoMixin
from households.views.scope import reveal_url
from station import phrasing, policy
from station.views.action import ActionFormView
from station.views.policy import PolicyMixin

FIELD_OF = {
    "no_name": "organisation",
    "past": "planned_at",
    "no_title": "title",
    "no_result": "result",
    "no_reason": "reason",
    "phone_invalid": "phone",
    actions.TWIN: "name",
    actions.MEMBER_TWIN: "organisation",
}
TONES = {"planned": "blue", "done": "green", "dropped": "grey"}


class AllianceListView(LedgerView):
    """The alliances of the station."""

    permission_required = "alliance.view"
    list_key = "households.alliance"
    empty_icon = "hierarchy"

    def note(self, row):
        return row.purpose[:80]

    def buttons(self):
        if not policy.can(self.request.user, "alliance.create"):
            return []
        url = to("alliance_create")
        return [Button(_("New alliance"), "plus", url, "primary")]

    def empty(self):
        return (
            _("No alliance yet"),
            _("Bus station, shops, city management: 1+N keep a place safe."),
        )


class AllianceView(RecordView):
    """One alliance: members, joint actions, results."""

    permission_required = "alliance.view"
    model = Alliance

    def back(self):
        return to("alliance_list"), _("Alliances")

    def badge(self):
        if self.record.ended_on:
            return _("ended"), "grey"
        return self.record.get_kind_display(), "blue"

    @cached_property
    def may_edit(self) -> bool:
        return self.record.ended_on is None and self.may("alliance.edit")

    def buttons(self):
        pk = self.record.pk
        if not self.may_edit:
            return []
        return [
            Button(_("End"), "x", to("alliance_end", pk), "quiet"),
            Button(_("Edit"), "pencil", to("alliance_edit", pk)),
            Button(_("Member"), "user-plus", to("alliance_member", pk)),
            Button(
                _("Plan an action"), "calendar-plus", to("joint_plan", pk), "primary"
            ),
        ]

    def facts(self):
        row = self.record
        return [
            (_("What for"), row.purpose),
            (_("Who leads it"), row.lead.name),
            (_("Area"), row.area.name),
            (_("Since"), row.since_on),
            (_("Ended on"), row.ended_on),
            (_("Reason"), row.end_reason),
        ]

    def sections(self):
        actions_ = self.record.actions.order_by("-planned_at", "-pk")[:30]
        return [
            Section(_("Members"), "users-group", self._members(), _("No members yet.")),
            Section(
                _("Joint actions"),
                "flag",
                [action_item(row) for row in actions_],
                _("Nothing was planned together yet."),
            ),
        ]

    def _members(self):
        rows = self.record.members.filter(left_on__isnull=True).select_related("unit")
        return [self._member(row) for row in rows]

    def _member(self, row: AllianceMember) -> Item:
        leave = Button(_("Left"), "x", to("member_leave", row.pk), "quiet", True)
        may_see = row.unit and policy.can(self.request.user, "unit.view", row.unit)
        return Item(
            row.organisation,
            row.contact_name,
            url=row.unit.get_absolute_url() if may_see else "",
            masked=row.phone_masked,
            reveal_url=reveal_url(row, "phone", user=self.request.user),
            buttons=[leave] if self.may_edit else [],
        )


def action_item(row: JointAction) -> Item:
    """A joint action in one line."""
    return Item(
        row.title,
        row.result[:120],
        url=row.get_absolute_url(),
        due=row.planned_at if row.status == "planned" else None,
        at=row.planned_at,
        badge=row.get_status_display(),
        tone=TONES[row.status],
    )


class AllianceFormMixin:
    error_fields = {**FIELD_OF, "no_name": "name"}

    def form_extra(self):
        return {"user": self.request.user}


class AllianceCreateView(AllianceFormMixin, ActionFormView):
    permission_required = "alliance.create"
    form_class = AllianceForm

    def get_initial(self):
        return {"lead": self.request.user.pk}

    def texts(self):
        return {
            "heading": _("New alliance"),
            "submit": _("Found it"),
            "done": _("The alliance is founded. Now its members."),
            "back_url": to("alliance_list"),
            "back_label": _("Alliances"),
        }

    def act(self, form):
        return actions.create(
            facts=form.facts(), by=self.request.user, at=timezone.now()
        )


class AllianceEditView(AllianceFormMixin, StepView):
    permission_required = "alliance.edit"
    model = Alliance
    form_class = AllianceEditForm
    heading = property(lambda self: _("Edit the alliance"))
    submit = property(lambda self: _("Save"))
    done = property(lambda self: _("The alliance is saved."))

    def form_extra(self):
        return {"user": self.request.user}

    def initial_of(self, current):
        names = ("name", "kind", "purpose", "since_on", "version")
        found = {name: getattr(current, name) for name in names}
        return {**found, "area": current.area_id, "lead": current.lead_id}

    def act(self, form):
        return actions.edit(
            alliance=self.record,
            facts=form.facts(),
            version=form.cleaned_data["version"],
            **self.common,
        )


class AllianceEndView(StepView):
    closing = property(lambda self: self.record)
    permission_required = "alliance.edit"
    model = Alliance
    form_class = ReasonForm
    error_fields = FIELD_OF
    danger = True
    heading = property(lambda self: _("End the alliance"))
    submit = property(lambda self: _("End"))
    done = property(lambda self: _("The alliance has ended."))

    def act(self, form):
        return actions.end(alliance=self.record, **self.form_data(form), **self.common)


class MemberCreateView(StepView):
    permission_required = "alliance.edit"
    model = Alliance
    form_class = MemberForm
    error_fields = FIELD_OF
    is_versioned = False
    heading = property(lambda self: _("A member joins"))
    submit = property(lambda self: _("Add"))
    done = property(lambda self: _("The member is added."))

    def form_extra(self):
        return {"user": self.request.user, "area": self.record.area}

    def act(self, form):
        data = self.form_data(form)
        actions.add_member(alliance=self.record, **data, **self.common)
        return self.record


class MemberLeaveView(PolicyMixin, View):
    """An organisation leaves."""

    permission_required = "alliance.edit"
    http_method_names = ["post", "options"]

    def post(self, request, pk):
        rows = AllianceMember.objects.visible_to(request.user, "edit")
        member = get_object_or_404(rows.select_related("alliance"), pk=pk)
        return tap(
            request,
            lambda: actions.remove_member(
                member=member, by=request.user, at=timezone.now()
            ),
            member.alliance.get_absolute_url(),
            _("The member has left."),
        )


class JointPlanView(StepView):
    permission_required = "alliance.edit"
    model = Alliance
    form_class = JointActionForm
    error_fields = FIELD_OF
    is_versioned = False
    heading = property(lambda self: _("Plan a joint action"))
    submit = property(lambda self: _("Plan it"))
    done = property(lambda self: _("Planned. Who leads it is reminded."))

    def form_extra(self):
        return {"user": self.request.user, "alliance": self.record}

    def initial_of(self, current):
        return {"lead": current.lead_id}

    def act(self, form):
        data = self.form_data(form)
        return actions.plan(alliance=self.record, **data, **self.common)


class JointActionView(RecordView):
    """One joint action: who takes part, what came of it."""

    permission_required = "alliance.view"
    model = JointAction

    def back(self):
        return self.record.alliance.get_absolute_url(), self.record.alliance.name

    def badge(self):
        return self.record.get_status_display(), TONES[self.record.status]

    def due(self):
        return self.record.planned_at if self.record.status == "planned" else None

    def buttons(self):
        pk = self.record.pk
        if self.record.status != "planned" or not self.may("alliance.edit"):
            return []
        return [
            Button(_("Drop it"), "x", to("joint_drop", pk), "quiet"),
            Button(_("Write the result"), "check", to("joint_finish", pk), "primary"),
        ]

    def facts(self):
        row = self.record
        members = _(", ").join(m.organisation for m in row.members.all())
        return [
            (_("When"), phrasing.moment(row.planned_at, now=timezone.now())),
            (_("Who leads it"), row.lead.name),
            (_("Who takes part"), members),
            (_("Done on"), row.done_on),
            (_("What came of it"), row.result),
            (_("People who took part"), row.people_count),
            (_("Hazards and matters found"), row.found_count),
            (_("People reached"), row.reached_count),
        ]


class JointFinishView(PhotoMixin, StepView):
    permission_required = "alliance.edit"
    model = JointAction
    form_class = JointResultForm
    error_fields = {**FIELD_OF, "future": "done_on"}
    heading = property(lambda self: _("Write the result"))
    submit = property(lambda self: _("Save the result"))
    done = property(lambda self: _("The result is kept."))

    def act_with(self, form, files):
        data = self.form_data(form)
        version = data.pop("version")
        return actions.finish(
            action=self.record,
            result=actions.Result(**data),
            version=version,
            files=files,
            **self.common,
        )


class JointDropView(StepView):
    permission_required = "alliance.edit"
    model = JointAction
    form_class = ReasonForm
    error_fields = FIELD_OF
    danger = True
    heading = property(lambda self: _("Drop the joint action"))
    submit = property(lambda self: _("Drop it"))
    done = property(lambda self: _("It does not take place."))

    def act(self, form):
        return actions.drop(action=self.record, **self.form_data(form), **self.common)
