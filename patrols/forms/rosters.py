"""Forms of rosters and of weekly shifts."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from patrols.actions.roster_templates import Facts
from patrols.forms.shifts import time_input
from patrols.models import PatrolKind, RosterTemplate, Route, Team
from patrols.workflow.people import Skill
from patrols.workflow.rosters import WEEKDAYS
from station.forms.once import OnceForm, VersionedForm, date_input


def team_field() -> forms.ModelChoiceField:
    """One of the teams one may roster."""
    return forms.ModelChoiceField(
        label=_("Patrol team"), queryset=Team.objects.none(), empty_label=_("Choose")
    )


class TemplateFields(forms.Form):
    """When in the week, how long, which patrol, how many."""

    kind = forms.ModelChoiceField(
        label=_("Kind of patrol"),
        queryset=PatrolKind.objects.in_use(),
        empty_label=_("Choose"),
    )
    weekday = forms.TypedChoiceField(
        label=_("Day of the week"),
        choices=WEEKDAYS,
        coerce=int,
        widget=forms.RadioSelect,
    )
    starts = forms.TimeField(label=pgettext_lazy("shift", "From"), widget=time_input())
    minutes = forms.IntegerField(
        label=_("Minutes"), min_value=30, max_value=720, initial=120
    )
    needed = forms.IntegerField(
        label=_("People needed"), min_value=1, max_value=60, initial=2
    )
    place = forms.CharField(label=_("Place"), max_length=120, required=False)
    route = forms.ModelChoiceField(
        label=_("Patrol route"), queryset=Route.objects.none(), required=False
    )
    skills = forms.MultipleChoiceField(
        label=_("Skills one of them has"),
        choices=Skill.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    folded = ("route", "skills")

    def facts(self) -> Facts:
        """What the action takes."""
        data = self.cleaned_data
        names = ("kind", "weekday", "starts", "minutes", "needed", "place", "route")
        return Facts(
            **{name: data[name] for name in names},
            skills=tuple(data["skills"]),
            is_active=data.get("is_active", True),
        )


class TemplateCreateForm(TemplateFields, OnceForm):
    team = team_field()
    field_order = ["team"]

    def __init__(self, *args, user, teams, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = teams
        self.fields["route"].queryset = Route.objects.visible_to(user)


class TemplateEditForm(TemplateFields, VersionedForm):
    is_active = forms.BooleanField(
        label=_("in use"),
        required=False,
        help_text=_("Out of use, no roster is filled from it any more."),
    )

    def __init__(self, *args, user, template: RosterTemplate, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = PatrolKind.objects.filter(pk=template.kind_id)
        self.fields["kind"].queryset = PatrolKind.objects.in_use() | kinds
        self.fields["route"].queryset = Route.objects.visible_to(user)


class PeriodForm(OnceForm):
    """Which team, from when until when."""

    team = team_field()
    from_on = forms.DateField(label=_("From"), widget=date_input())
    until_on = forms.DateField(label=_("Until"), widget=date_input())
    is_filled = forms.BooleanField(
        label=_("Fill it from the weekly shifts"), required=False, initial=True
    )

    def __init__(self, *args, teams, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = teams


class StepForm(VersionedForm):
    """Nothing more than yes."""
