"""How patrols and check-ins are narrowed, on pages and over REST."""

import django_filters
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from patrols.filters.places import PatrolPlaceFilter
from patrols.filters.points import kinds
from patrols.models import CheckIn, Patrol, PatrolPoint, Team
from patrols.workflow.patrols import Doubt, Way
from station.filters import AreaFilter
from station.forms.once import date_input

RUNNING = [("running", _("Out now")), ("ended", pgettext_lazy("patrol", "Ended"))]
STANDING = [
    ("standing", _("Counts")),
    ("doubtful", _("Looks odd")),
    ("struck", _("Struck out")),
]


def teams(request):
    """The teams one sees."""
    return Team.objects.none() if request is None else _seen(Team, request)


def points(request):
    """The points one sees."""
    return (
        PatrolPoint.objects.none() if request is None else _seen(PatrolPoint, request)
    )


def _seen(model, request):
    return model.objects.visible_to(request.user)


class PatrolFilterSet(django_filters.FilterSet):
    """The API's filters."""

    area = AreaFilter()
    team = django_filters.ModelChoiceFilter(queryset=teams)
    kind = django_filters.ModelChoiceFilter(queryset=kinds)
    volunteer = django_filters.NumberFilter(field_name="volunteer_id")
    state = django_filters.ChoiceFilter(choices=RUNNING, method="in_state")
    started_after = django_filters.IsoDateTimeFilter("started_at", "gte")
    started_before = django_filters.IsoDateTimeFilter("started_at", "lt")

    class Meta:
        model = Patrol
        fields = ["area", "team", "kind", "volunteer", "state"]

    def in_state(self, queryset, _name, value: str):
        return queryset.filter(ended_at__isnull=value == "running")


class PatrolListFilterSet(PatrolFilterSet):
    """The page's."""

    area = PatrolPlaceFilter(permission="patrol.view")
    team = django_filters.ModelChoiceFilter(
        label=_("Patrol team"), queryset=teams, empty_label=_("All")
    )
    kind = django_filters.ModelChoiceFilter(
        label=_("Kind of patrol"), queryset=kinds, empty_label=_("All")
    )
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=RUNNING, method="in_state", empty_label=_("All")
    )
    from_on = django_filters.DateFilter(
        "started_at", "date__gte", label=_("From day"), widget=date_input()
    )
    until_on = django_filters.DateFilter(
        "started_at", "date__lte", label=_("Until day"), widget=date_input()
    )
    started_after = started_before = volunteer = None

    class Meta:
        model = Patrol
        fields = ["area", "team", "kind", "state", "from_on", "until_on"]


class CheckInFilterSet(django_filters.FilterSet):
    """The API's filters."""

    area = AreaFilter()
    patrol = django_filters.NumberFilter(field_name="patrol_id")
    point = django_filters.NumberFilter(field_name="point_id")
    team = django_filters.ModelChoiceFilter("patrol__team", queryset=teams)
    way = django_filters.ChoiceFilter(choices=Way)
    doubt = django_filters.ChoiceFilter(choices=Doubt, method="with_doubt")
    state = django_filters.ChoiceFilter(choices=STANDING, method="in_state")
    made_after = django_filters.IsoDateTimeFilter("at", "gte")
    made_before = django_filters.IsoDateTimeFilter("at", "lt")

    class Meta:
        model = CheckIn
        fields = ["area", "patrol", "point", "team", "way", "doubt", "state"]

    def with_doubt(self, queryset, _name, value: str):
        return queryset.filter(doubts__contains=[value])

    def in_state(self, queryset, _name, value: str):
        if value == "struck":
            return queryset.filter(struck_at__isnull=False)
        queryset = queryset.filter(struck_at__isnull=True)
        return queryset.doubtful() if value == "doubtful" else queryset


class CheckInListFilterSet(CheckInFilterSet):
    """The page's."""

    area = PatrolPlaceFilter(permission="check_in.view")
    point = django_filters.ModelChoiceFilter(
        label=_("Patrol point"), queryset=points, empty_label=_("All")
    )
    team = django_filters.ModelChoiceFilter(
        "patrol__team", label=_("Patrol team"), queryset=teams, empty_label=_("All")
    )
    doubt = django_filters.ChoiceFilter(
        label=_("What looks odd"),
        choices=Doubt,
        method="with_doubt",
        empty_label=_("All"),
    )
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=STANDING, method="in_state", empty_label=_("All")
    )
    from_on = django_filters.DateFilter(
        "at", "date__gte", label=_("From day"), widget=date_input()
    )
    until_on = django_filters.DateFilter(
        "at", "date__lte", label=_("Until day"), widget=date_input()
    )
    patrol = way = made_after = made_before = None

    class Meta:
        model = CheckIn
        fields = ["area", "point", "team", "doubt", "state", "from_on", "until_on"]
