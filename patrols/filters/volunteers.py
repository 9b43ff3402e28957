"""How volunteers are narrowed, on pages and over REST."""

from datetime import timedelta

import django_filters
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from households.filters.places import WordsFilter
from patrols.filters.places import PatrolPlaceFilter
from patrols.models import Insurance, Membership, Team, Volunteer
from patrols.search import VOLUNTEERS
from patrols.workflow.people import Skill, Trade, VolunteerStatus
from station.filters import AreaFilter

SERVING = (VolunteerStatus.ACTIVE, VolunteerStatus.RESTING)
STATES = [("serving", _("Active or resting")), *VolunteerStatus.choices]
COVERS = [
    ("yes", _("Insured")),
    ("soon", _("Ends within 30 days")),
    ("no", _("Not insured")),
]
SOON = timedelta(days=30)


def visible_teams(request):
    """The teams this person may choose from."""
    if request is None:
        return Team.objects.none()
    return Team.objects.visible_to(request.user).standing().order_by("name_sort")


def _insured(rows, on):
    until = Insurance.objects.filter(
        volunteer=OuterRef("pk"), from_on__lte=timezone.localdate(), until_on__gte=on
    )
    return Exists(until)


class VolunteerFilterSet(django_filters.FilterSet):
    """The API's filters."""

    area = AreaFilter()
    state = django_filters.ChoiceFilter(choices=STATES, method="in_state")
    trade = django_filters.ChoiceFilter(choices=Trade)
    skill = django_filters.ChoiceFilter(choices=Skill, method="able")
    team = django_filters.ModelChoiceFilter(queryset=visible_teams, method="in_team")
    insured = django_filters.ChoiceFilter(choices=COVERS, method="covered")

    class Meta:
        model = Volunteer
        fields = ["area", "state", "trade", "skill", "team", "insured"]

    def in_state(self, queryset, _name, value):
        states = SERVING if value == "serving" else [value]
        return queryset.filter(status__in=states)

    def able(self, queryset, _name, value: str):
        return queryset.filter(skills__contains=[value])

    def in_team(self, queryset, _name, value: int):
        rows = Membership.objects.current().filter(team=value)
        return queryset.filter(pk__in=rows.values("volunteer"))

    def covered(self, queryset, _name, value):
        today = timezone.localdate()
        if value == "no":
            return queryset.filter(~_insured(queryset, today))
        found = queryset.filter(_insured(queryset, today))
        if value == "yes":
            return found
        return found.filter(~_insured(queryset, today + SOON))


class VolunteerListFilterSet(VolunteerFilterSet):
    """The same in the officer's order, and by name."""

    search = WordsFilter(label=_("Name or place of work"), method="find")
    area = PatrolPlaceFilter(permission="volunteer.view")
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=STATES, method="in_state", empty_label=_("All")
    )
    team = django_filters.ModelChoiceFilter(
        label=_("Patrol team"),
        queryset=visible_teams,
        method="in_team",
        empty_label=_("All"),
    )
    trade = django_filters.ChoiceFilter(
        label=_("Trade"), choices=Trade, empty_label=_("All")
    )
    skill = django_filters.ChoiceFilter(
        label=_("Skill"), choices=Skill, method="able", empty_label=_("All")
    )
    insured = django_filters.ChoiceFilter(
        label=_("Insurance"), choices=COVERS, method="covered", empty_label=_("All")
    )

    class Meta:
        model = Volunteer
        fields = ["search", "area", "state", "team", "trade", "skill", "insured"]

    def find(self, queryset, _name, value: str):
        return queryset.filter(VOLUNTEERS.matching(value))
