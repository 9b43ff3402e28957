"""What briefings can be narrowed to, on the page and over REST."""

import django_filters
from django.utils.translation import gettext_lazy as _

from antifraud.models import Briefing, ScamType
from households.filters.places import PlaceFilter, WordsFilter
from station.filters import AreaFilter
from station.forms.once import date_input


def all_types(_request):
    return ScamType.objects.in_order()


class BriefingFilterSet(django_filters.FilterSet):
    """The API's filters."""

    area = AreaFilter()
    scam_type = django_filters.ModelChoiceFilter(
        field_name="scam_types", queryset=all_types
    )
    since = django_filters.DateFilter(field_name="briefed_at", lookup_expr="date__gte")

    class Meta:
        model = Briefing
        fields = ["area", "scam_type", "since"]


class BriefingListFilterSet(BriefingFilterSet):
    """The same in the officer's order, and by name."""

    search = WordsFilter(
        label=_("Name"), field_name="person_name", lookup_expr="contains"
    )
    area = PlaceFilter(permission="briefing.view")
    scam_type = django_filters.ModelChoiceFilter(
        label=_("Scam type"),
        field_name="scam_types",
        queryset=all_types,
        empty_label=_("All"),
    )
    since = django_filters.DateFilter(
        label=_("From"),
        field_name="briefed_at",
        lookup_expr="date__gte",
        widget=date_input(),
    )

    class Meta:
        model = Briefing
        fields = ["search", "area", "scam_type", "since"]
