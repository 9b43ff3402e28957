"""What waves can be narrowed to, on the page and over REST."""

import django_filters
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from antifraud.models import ScamType, Wave
from antifraud.places import PlacesFilter
from antifraud.workflow.people import Group
from antifraud.workflow.waves import Verdict, WaveStatus
from station.filters import AreaFilter
from station.forms.once import date_input

RUNNING = "running"
STATES = [(RUNNING, pgettext_lazy("wave", "Running")), *WaveStatus.choices]


def all_types(_request):
    return ScamType.objects.in_order()


class WaveFilterSet(django_filters.FilterSet):
    """The API's filters."""

    area = AreaFilter()
    state = django_filters.ChoiceFilter(choices=STATES, method="in_state")
    verdict = django_filters.ChoiceFilter(choices=Verdict)
    scam_type = django_filters.ModelChoiceFilter(queryset=all_types)
    group = django_filters.ChoiceFilter(choices=Group)
    since = django_filters.DateFilter(field_name="raised_at", lookup_expr="date__gte")
    until = django_filters.DateFilter(field_name="raised_at", lookup_expr="date__lte")

    class Meta:
        model = Wave
        fields = ["area", "state", "verdict", "scam_type", "group", "since", "until"]

    def in_state(self, queryset, _name, value):
        if value == RUNNING:
            return queryset.running()
        return queryset.filter(status=value)


class WaveListFilterSet(WaveFilterSet):
    """The same in the officer's order."""

    area = PlacesFilter(permission="wave.view")
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=STATES, method="in_state", empty_label=_("All")
    )
    verdict = django_filters.ChoiceFilter(
        label=_("What it was"), choices=Verdict, empty_label=_("All")
    )
    scam_type = django_filters.ModelChoiceFilter(
        label=_("Scam type"), queryset=all_types, empty_label=_("All")
    )
    group = django_filters.ChoiceFilter(
        label=_("Group"), choices=Group, empty_label=_("All")
    )
    since = django_filters.DateFilter(
        label=_("From"),
        field_name="raised_at",
        lookup_expr="date__gte",
        widget=date_input(),
    )
    until = django_filters.DateFilter(
        label=_("Until"),
        field_name="raised_at",
        lookup_expr="date__lte",
        widget=date_input(),
    )

    class Meta:
        model = Wave
        fields = ["state", "verdict", "scam_type", "group", "area", "since", "until"]
