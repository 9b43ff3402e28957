"""What dissuasions can be narrowed to, on pages and over REST."""

import django_filters
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from antifraud.models import Dissuasion, ScamType
from antifraud.workflow.dissuasions import Ending, Risk
from station.filters import AreaFilter
from station.forms.once import date_input

RINGING, ANSWERED, ENDED = "ringing", "answered", "ended"
STATES = [
    (RINGING, pgettext_lazy("dissuasion", "Nobody goes yet")),
    (ANSWERED, pgettext_lazy("dissuasion", "Being seen to")),
    (ENDED, pgettext_lazy("dissuasion", "Ended")),
]


def all_types(_request):
    return ScamType.objects.in_order()


class DissuasionFilterSet(django_filters.FilterSet):
    """One set for page and API."""

    state = django_filters.ChoiceFilter(
        label=_("State"), choices=STATES, method="in_state", empty_label=_("All")
    )
    area = AreaFilter(empty_label=_("All"))
    risk = django_filters.ChoiceFilter(
        label=pgettext_lazy("dissuasion", "Risk"), choices=Risk, empty_label=_("All")
    )
    ending = django_filters.ChoiceFilter(
        label=_("How it ended"), choices=Ending, empty_label=_("All")
    )
    scam_type = django_filters.ModelChoiceFilter(
        label=_("Scam type"), queryset=all_types, empty_label=_("All")
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
        model = Dissuasion
        fields = ["state", "area", "risk", "ending", "scam_type", "since", "until"]

    def in_state(self, queryset, _name, value):
        if value == RINGING:
            return queryset.ringing()
        if value == ANSWERED:
            return queryset.unsettled().exclude(answered_at=None)
        return queryset.exclude(closed_at=None)
