"""Forms of shifts and of the places on them."""

from datetime import timedelta

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from patrols import limits
from patrols.actions.shifts import Facts
from patrols.models import PatrolKind, Route, Shift, Team, Volunteer
from patrols.workflow.people import Skill
from patrols.workflow.rosters import Attendance
from station import policy, working_days
from station.forms.once import OnceForm, VersionedForm, date_input
from station.models import Area


def time_input() -> forms.TimeInput:
    return forms.TimeInput(attrs={"type": "time"}, format="%H:%M")


def teams_for(user, permission: str):
    """The standing teams for which this person may do ``permission``."""
    rows = Team.objects.all()
    condition = rows.scope_condition(policy.scope(user, permission), user)
    return rows.standing().filter(condition).order_by("name_sort", "pk")


class ShiftFields(forms.Form):
    """What is patrolled, when, where, by how many."""

    kind = forms.ModelChoiceField(
        label=_("Kind of patrol"),
        queryset=PatrolKind.objects.in_use(),
        empty_label=_("Choose"),
    )
    on = forms.DateField(label=_("Day"), widget=date_input())
    from_time = forms.TimeField(
        label=pgettext_lazy("shift", "From"), widget=time_input()
    )
    until_time = forms.TimeField(
        label=pgettext_lazy("shift", "Until"),
        widget=time_input(),
        help_text=_("An earlier time than the beginning means the next morning."),
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
    is_risky = forms.BooleanField(
        label=_("Carries personal risk"),
        required=False,
        help_text=_("Then only people who are fit and insured can come."),
    )
    area = forms.ModelChoiceField(
        label=_("Area"),
        queryset=Area.objects.none(),
        required=False,
        empty_label=_("Where the team is at home"),
    )
    note = forms.CharField(label=_("Remark"), max_length=200, required=False)

    folded = ("route", "skills", "is_risky", "area", "note")

    def offer(self, user, areas) -> None:
        """Only routes in sight and places where the team is at home."""
        self.fields["route"].queryset = Route.objects.visible_to(user)
        self.fields["area"].queryset = areas

    def facts(self) -> Facts:
        """What the action takes."""
        data = self.cleaned_data
        starts = working_days.at_clock(data["on"], data["from_time"])
        ends = working_days.at_clock(data["on"], data["until_time"])
        names = ("kind", "needed", "place", "route", "is_risky", "area", "note")
        return Facts(
            **{name: data[name] for name in names},
            skills=tuple(data["skills"]),
            starts_at=starts,
            ends_at=ends if ends > starts else ends + timedelta(days=1),
        )


def places_of(teams):
    """Where these teams are at home, and all below."""
    below = Q(pk__in=[])
    for path in set(teams.values_list("area__path", flat=True)):
        below |= Q(path__startswith=path)
    return Area.objects.filter(below).in_tree_order()


class ShiftCreateForm(ShiftFields, OnceForm):
    """A single shift of one of one's teams."""

    team = forms.ModelChoiceField(
        label=_("Patrol team"), queryset=Team.objects.none(), empty_label=_("Choose")
    )

    field_order = ["team"]

    def __init__(self, *args, user, teams, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["team"].queryset = teams
        self.offer(user, places_of(teams))


class ShiftEditForm(ShiftFields, VersionedForm):
    def __init__(self, *args, user, shift: Shift, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer(user, Area.objects.below(shift.team.area).in_tree_order())
        kinds = PatrolKind.objects.in_use() | PatrolKind.objects.filter(
            pk=shift.kind_id
        )
        self.fields["kind"].queryset = kinds


class ReasonForm(VersionedForm):
    """Why; where it is owed."""

    reason = forms.CharField(
        label=_("Why"), max_length=200, widget=forms.Textarea(attrs={"rows": 2})
    )


class OptionalReasonForm(ReasonForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = False


class AttendForm(VersionedForm):
    attendance = forms.ChoiceField(
        label=_("Attendance"), choices=Attendance.choices, widget=forms.RadioSelect
    )


class ProposeForm(OnceForm):
    """Somebody of the team; beside the others stands why they cannot."""

    volunteer = forms.ModelChoiceField(
        label=_("Who"),
        queryset=Volunteer.objects.none(),
        widget=forms.RadioSelect,
        empty_label=None,
    )

    def __init__(self, *args, user, shift: Shift, **kwargs):
        super().__init__(*args, **kwargs)
        people = list(open_people(user, shift))
        barred = limits.bars_of(people, shift)
        free = [one.pk for one in people if not barred[one.pk]]
        self.fields["volunteer"].queryset = Volunteer.objects.filter(
            pk__in=free
        ).order_by("name_sort", "pk")
        self.barred = [
            (one.name, [bar.label for bar in barred[one.pk]])
            for one in people
            if barred[one.pk]
        ]


def open_people(user, shift: Shift):
    """Those who could be asked, of whom this person sees the names."""
    on_it = shift.sign_ups.running().values("volunteer")
    rows = limits.candidates(shift.team).active().visible_to(user)
    rows = rows.exclude(pk__in=on_it).defer("phone", "vetting_note")
    return rows.order_by("name_sort", "pk")
