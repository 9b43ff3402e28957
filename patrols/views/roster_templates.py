"""Weekly shifts: the list, one of them, and its steps."""

from django.utils import timezone
from django.utils.translation import gettext as _

from households.views.ledger import Button, LedgerView, RecordView, StepView
from patrols.actions import roster_templates as actions
from patrols.forms.rosters import TemplateCreateForm, TemplateEditForm
from patrols.forms.shifts import teams_for
from patrols.lists.rosters import hours_of
from patrols.models import RosterTemplate
from patrols.shift_pages import may_roster, parts, skill_words, to
from station.views.action import ActionFormView

FIELD_OF = {"minutes": "minutes", "needed": "needed", "dissolved": "team",
            "out_of_use": "kind", "out_of_season": "kind"}  # fmt: skip


class TemplateListView(LedgerView):
    """What comes back every week, Monday first."""

    permission_required = "roster.view"
    list_key = "patrols.rostertemplate"
    empty_icon = "calendar"

    def tabs(self):
        return parts(self.request.user, "template_list")

    def tone(self, key, row):
        return "" if key != "active" or row.is_active else "grey"

    def buttons(self):
        if not may_roster(self.request.user):
            return []
        url = to("template_create")
        return [Button(_("New weekly shift"), "plus", url, "primary")]

    def empty(self):
        return (
            _("No weekly shift yet"),
            _("Say once when and where the team patrols; rosters are filled from it."),
        )


class TemplateView(RecordView):
    permission_required = "roster.view"
    model = RosterTemplate

    def joined(self, rows):
        return rows.select_related("team__area", "kind", "route")

    def back(self):
        return to("template_list"), _("Weekly shifts")

    def heading(self):
        return self.record.place or self.record.kind.title

    def lead(self):
        return hours_of(self.record)

    def badge(self):
        if self.record.is_active:
            return _("in use"), "green"
        return _("not in use"), "grey"

    def buttons(self):
        if not self.may("roster.edit"):
            return []
        return [Button(_("Edit"), "pencil", to("template_edit", self.record.pk))]

    def facts(self):
        row = self.record
        return [
            (_("Patrol team"), row.team.name),
            (_("Kind of patrol"), row.kind.title),
            (_("People needed"), row.needed),
            (_("Patrol route"), row.route.name if row.route else ""),
            (_("Skills one of them has"), skill_words(row.skills)),
        ]


class TemplateCreateView(ActionFormView):
    permission_required = "roster.create"
    form_class = TemplateCreateForm
    error_fields = FIELD_OF

    def form_extra(self):
        teams = teams_for(self.request.user, self.permission_required)
        return {"user": self.request.user, "teams": teams}

    def get_initial(self):
        teams = self.form_extra()["teams"][:2]
        return {"team": teams[0].pk} if len(teams) == 1 else {}

    def texts(self):
        return {
            "heading": _("New weekly shift"),
            "submit": _("Save"),
            "done": _("Rosters made from now on have this shift."),
            "back_url": to("template_list"),
            "back_label": _("Weekly shifts"),
        }

    def act(self, form):
        return actions.create(
            team=form.cleaned_data["team"],
            facts=form.facts(),
            by=self.request.user,
            at=timezone.now(),
        )


class TemplateEditView(StepView):
    permission_required = "roster.edit"
    model = RosterTemplate
    form_class = TemplateEditForm
    error_fields = FIELD_OF
    heading = property(lambda self: _("Edit the weekly shift"))
    submit = property(lambda self: _("Save"))
    done = property(lambda self: _("Saved. Rosters that are filled already stay."))

    def joined(self, rows):
        return rows.select_related("team", "kind")

    def form_extra(self):
        return {"user": self.request.user, "template": self.record}

    def initial_of(self, current):
        names = ("weekday", "starts", "minutes", "needed", "place", "skills")
        return {
            **{name: getattr(current, name) for name in names},
            "kind": current.kind_id,
            "route": current.route_id,
            "is_active": current.is_active,
        }

    def act(self, form):
        return actions.edit(
            template=self.record,
            facts=form.facts(),
            version=form.cleaned_data["version"],
            **self.common,
        )
