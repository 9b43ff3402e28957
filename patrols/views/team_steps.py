"""A team is founded, set right, dissolved; somebody joins, leads, leaves."""

from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.generic import View

from households.views.ledger import StepView, tap
from patrols.actions import teams
from patrols.forms import teams as forms
from patrols.forms.volunteers import ReasonForm
from patrols.models import Membership, Team
from patrols.views.volunteers import to
from station import working_days
from station.views.action import ActionFormView
from station.views.policy import PolicyMixin

FIELD_OF = {
    "no_name": "name",
    teams.SAME_NAME: "name",
    "parent": "parent",
    "has_children": "level",
    "in_future": "founded_on",
    "no_reason": "reason",
    teams.TWO_CAPTAINS: "role",
    teams.IN_IT: "volunteer",
}


class TeamCreateView(ActionFormView):
    """A team is founded."""

    permission_required = "team.create"
    form_class = forms.TeamForm
    error_fields = FIELD_OF

    def form_extra(self):
        return {"user": self.request.user}

    def get_initial(self):
        return {"founded_on": working_days.local_date(timezone.now())}

    def texts(self):
        return {
            "heading": _("New team"),
            "submit": pgettext("team", "Found"),
            "done": _("The team stands; add its members."),
            "back_url": to("team_list"),
            "back_label": _("Patrol teams"),
        }

    def act(self, form):
        return teams.create(facts=form.facts(), by=self.request.user, at=timezone.now())


class TeamStepView(StepView):
    """One step of a team."""

    permission_required = "team.edit"
    model = Team
    error_fields = FIELD_OF


class TeamEditView(TeamStepView):
    """Set right."""

    form_class = forms.TeamEditForm
    heading = property(lambda self: _("Edit the team"))
    submit = property(lambda self: _("Save"))
    done = property(lambda self: _("The team is saved."))

    def form_extra(self):
        return {"user": self.request.user, "team": self.record}

    def initial_of(self, current):
        names = ("name", "level", "founded_on", "needs_approval")
        found = {name: getattr(current, name) for name in names}
        return {**found, "area": current.area_id, "parent": current.parent_id}

    def act(self, form):
        return teams.edit(
            team=self.record,
            facts=form.facts(),
            version=form.cleaned_data["version"],
            **self.common,
        )


class TeamDissolveView(TeamStepView):
    """The team is no more."""

    form_class = ReasonForm
    error_fields = {"no_reason": "reason"}
    danger = True
    heading = property(lambda self: _("Dissolve the team"))
    submit = property(lambda self: _("Dissolve"))
    done = property(lambda self: _("The team is dissolved; its members stay."))

    def act(self, form):
        return teams.dissolve(team=self.record, **self.form_data(form), **self.common)


class TeamJoinView(TeamStepView):
    """Somebody comes into the team."""

    form_class = forms.JoinForm
    is_versioned = False
    heading = property(lambda self: pgettext("team", "Add a member"))
    submit = property(lambda self: _("Add"))
    done = property(lambda self: _("A member more."))

    def form_extra(self):
        return {"user": self.request.user, "team": self.record}

    def act(self, form):
        teams.join(team=self.record, **self.form_data(form), **self.common)
        return self.record


class MemberRoleView(TeamStepView):
    """Captain, deputy or member."""

    model = Membership
    form_class = forms.RoleForm
    is_versioned = False
    heading = property(lambda self: _("Role in the team"))
    submit = property(lambda self: _("Save"))
    done = property(lambda self: _("The role is set."))

    def joined(self, rows):
        return rows.select_related("team", "volunteer").defer(
            "volunteer__phone", "volunteer__vetting_note", "volunteer__guardian_phone"
        )

    def lead(self):
        return _("%(name)s; a new captain takes over from the one before.") % {
            "name": self.record.volunteer.name
        }

    def texts(self):
        return {**super().texts(), "back_label": str(self.record.team)}

    def initial_of(self, current):
        return {"role": current.role}

    def act(self, form):
        return teams.set_role(
            membership=self.record, **self.form_data(form), **self.common
        )


class MemberLeaveView(PolicyMixin, View):
    """One tap: out of the team from today."""

    permission_required = "team.edit"
    http_method_names = ["post", "options"]

    def post(self, request, pk):
        rows = Membership.objects.visible_to(request.user, "edit")
        row = get_object_or_404(rows.select_related("team"), pk=pk)
        return tap(
            request,
            lambda: teams.leave(membership=row, by=request.user, at=timezone.now()),
            row.get_absolute_url(),
            _("Out of the team."),
        )
