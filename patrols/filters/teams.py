"""How teams are narrowed, on pages and over REST."""

import django_filters
from django.utils.translation import gettext_lazy as _

from households.filters.places import WordsFilter
from patrols.filters.places import PatrolPlaceFilter
from patrols.models import Team
from patrols.search import TEAMS
from patrols.workflow.people import Level
from station.filters import AreaFilter

STATES = [("standing", _("Standing")), ("dissolved", _("Dissolved"))]


class TeamFilterSet(django_filters.FilterSet):
    """The API's filters."""

    area = AreaFilter()
    level = django_filters.ChoiceFilter(choices=Level)
    state = django_filters.ChoiceFilter(choices=STATES, method="in_state")
    parent = django_filters.NumberFilter(field_name="parent_id")

    class Meta:
        model = Team
        fields = ["area", "level", "state", "parent"]

    def in_state(self, queryset, _name, value):
        return queryset.filter(dissolved_on__isnull=value == "standing")


class TeamListFilterSet(TeamFilterSet):
    """The same on the page, and by name."""

    search = WordsFilter(label=_("Name of the team"), method="find")
    area = PatrolPlaceFilter(permission="team.view")
    level = django_filters.ChoiceFilter(
        label=_("Level"), choices=Level, empty_label=_("All")
    )
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=STATES, method="in_state", empty_label=_("All")
    )
    parent = None

    class Meta:
        model = Team
        fields = ["search", "area", "level", "state"]

    def find(self, queryset, _name, value: str):
        return queryset.filter(TEAMS.matching(value))
