"""Forms of teams and of who is in them."""

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from patrols.actions import teams
from patrols.forms.volunteers import HIDDEN
from patrols.models import Team, Volunteer
from patrols.workflow.people import Level, TeamRole
from station.forms.once import OnceForm, VersionedForm, date_input
from station.models import Area
from station.places import areas_of, name_of


class TeamFields(forms.Form):
    """What a team is called, where it stands and what it belongs to."""

    name = forms.CharField(label=_("Name of the team"), max_length=60)
    level = forms.ChoiceField(
        label=_("Level"), choices=Level.choices, widget=forms.RadioSelect
    )
    area = forms.ModelChoiceField(
        label=_("Area"), queryset=Area.objects.none(), empty_label=_("Choose")
    )
    parent = forms.ModelChoiceField(
        label=_("Belongs to"),
        queryset=Team.objects.none(),
        required=False,
        empty_label=_("None"),
        help_text=_("A group to the team of its village, that to the town's."),
    )
    founded_on = forms.DateField(label=_("Founded on"), widget=date_input())
    needs_approval = forms.BooleanField(
        label=_("The captain approves who signs up"), required=False
    )

    def __init__(self, *args, user, team: Team | None = None, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        action = "create" if team is None else "edit"
        self.fields["area"].queryset = areas_of(user, f"team.{action}")
        above = Team.objects.visible_to(user).standing().exclude(level=Level.GROUP)
        if team is not None:
            above = above.exclude(pk=team.pk)
        self.fields["parent"].queryset = above.order_by("name_sort", "pk")

    def facts(self) -> teams.Facts:
        """What the action takes."""
        data = {n: v for n, v in self.cleaned_data.items() if n not in HIDDEN}
        return teams.Facts(**data)


class TeamForm(TeamFields, OnceForm):
    """A new team."""


class TeamEditForm(TeamFields, VersionedForm):
    """Set right."""


class JoinForm(OnceForm):
    """Who comes into the team, and as what."""

    volunteer = forms.ModelChoiceField(
        label=pgettext_lazy("patrol", "Volunteer"),
        queryset=Volunteer.objects.none(),
        empty_label=_("Choose"),
    )
    role = forms.ChoiceField(
        label=pgettext_lazy("team", "Role"),
        choices=TeamRole.choices,
        initial=TeamRole.MEMBER,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args, user, team: Team, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        rows = Volunteer.objects.visible_to(user, "edit").serving()
        rows = rows.exclude(pk__in=team.memberships.current().values("volunteer"))
        self.fields["volunteer"].queryset = rows.for_list().order_by("name_sort", "pk")
        self.fields["volunteer"].label_from_instance = _told


class RoleForm(OnceForm):
    """Captain, deputy or member."""

    role = forms.ChoiceField(
        label=pgettext_lazy("team", "Role"),
        choices=TeamRole.choices,
        widget=forms.RadioSelect,
    )


def _told(row: Volunteer) -> str:
    """Two of one name live in different places."""
    return f"{row.name} · {name_of(row.area)}"
