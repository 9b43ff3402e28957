"""Kinds of patrol: read by everybody, kept by the county."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.generic import TemplateView

from households.views.ledger import Button, Item, RecordView, Section, StepView
from patrols.actions import kinds as actions
from patrols.forms.kinds import KindForm, LineForm, NewKindForm
from patrols.models import KindCheck, PatrolKind
from patrols.views.points import to
from patrols.workflow.people import Skill
from station import policy, working_days
from station.policy_words import keepers
from station.views.action import ActionFormView
from station.views.policy import PolicyMixin

MOST = 200
FIELD_OF = {
    "no_name": "title_zh",
    "bad_code": "code",
    actions.CODE_TWIN: "code",
    "half_season": "until_day",
    "bad_day": "from_day",
}


class KindListView(PolicyMixin, TemplateView):
    """Every kind, also those out of use, with its season."""

    permission_required = "patrol_kind.view"
    template_name = "patrols/kind_list.html"

    def get_context_data(self, **kwargs):
        user = self.request.user
        today = working_days.local_date(timezone.now())
        kinds = PatrolKind.objects.prefetch_related("checks")[:MOST]
        return super().get_context_data(
            kinds=[(kind, kind.is_in_season(on=today), _lines(kind)) for kind in kinds],
            may_create=policy.can(user, "patrol_kind.create"),
            kept_by=keepers(user, "patrol_kind.edit"),
            **kwargs,
        )


def _lines(kind: PatrolKind) -> int:
    return sum(check.is_active for check in kind.checks.all())


class KindView(RecordView):
    """One kind: its season, what it asks, and its checklist."""

    permission_required = "patrol_kind.view"
    model = PatrolKind

    def back(self):
        return to("kind_list"), _("Kinds of patrol")

    def badge(self):
        if not self.record.is_active:
            return _("Out of use"), "grey"
        today = working_days.local_date(timezone.now())
        if not self.record.is_in_season(on=today):
            return _("Out of season"), "grey"
        return _("In season"), "green"

    def buttons(self):
        if not self.may("patrol_kind.edit"):
            return []
        pk = self.record.pk
        add = Button(_("Add a line"), "plus", to("kind_line_add", pk))
        edit = Button(_("Edit"), "pencil", to("kind_edit", pk), "primary")
        return [add, edit]

    def facts(self):
        row = self.record
        words = dict(Skill.choices)
        return [
            (_("Season"), row.season or _("All year")),
            (
                _("Asks of volunteers"),
                _("Insured and fit") if row.is_risky else _("Nothing particular"),
            ),
            (
                _("Skills one of each shift has"),
                _(", ").join(str(words[code]) for code in row.skills),
            ),
        ]

    def sections(self):
        may = self.may("patrol_kind.edit")
        items = [
            Item(
                line.title,
                url=to("kind_line_edit", line.pk) if may else "",
                badge="" if line.is_active else _("Out of use"),
            )
            for line in self.record.checks.all()
        ]
        return [Section(_("Checklist"), "checklist", items, _("No line yet."))]


class KindCreateView(ActionFormView):
    """A kind more."""

    permission_required = "patrol_kind.create"
    form_class = NewKindForm
    error_fields = FIELD_OF

    def get_initial(self):
        return {"version": 0}

    def texts(self):
        return {
            "heading": _("New kind of patrol"),
            "submit": _("Save"),
            "done": _("Saved."),
            "back_url": to("kind_list"),
            "back_label": _("Kinds of patrol"),
        }

    def act(self, form):
        names = ("code", *actions.FIELDS)
        facts = {name: form.cleaned_data[name] for name in names}
        return actions.create(**facts, by=self.request.user, at=timezone.now())


class KindStepView(StepView):
    """A kind or a line of its checklist, in a form."""

    permission_required = "patrol_kind.edit"
    model = PatrolKind
    error_fields = FIELD_OF
    names: tuple[str, ...] = actions.FIELDS
    submit = property(lambda self: _("Save"))
    done = property(lambda self: _("Saved."))

    def initial_of(self, current):
        return {name: getattr(current, name) for name in self.names}

    def data(self, form) -> dict:
        return {name: form.cleaned_data[name] for name in self.names}


class KindEditView(KindStepView):
    """Other words or another season, or out of use."""

    form_class = KindForm
    heading = property(lambda self: self.record.title)

    def act(self, form):
        version = form.cleaned_data["version"]
        return actions.edit(
            kind=self.record, version=version, **self.data(form), **self.common
        )


class LineAddView(KindStepView):
    """One thing more to look at."""

    form_class = LineForm
    names = actions.LINE_FIELDS
    heading = property(lambda self: _("Add a line"))

    def initial_of(self, current):
        return {}

    def act(self, form):
        actions.add_line(kind=self.record, **self.data(form), **self.common)
        return self.record


class LineEditView(KindStepView):
    """Other words, or looked at no more."""

    model = KindCheck
    form_class = LineForm
    names = actions.LINE_FIELDS
    heading = property(lambda self: _("Edit the line"))

    def joined(self, rows):
        return rows.select_related("kind")

    def act(self, form):
        version = form.cleaned_data["version"]
        return actions.edit_line(
            line=self.record, version=version, **self.data(form), **self.common
        )
