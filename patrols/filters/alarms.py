"""What calls for help can be narrowed to, on pages and over REST."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from patrols.models import Alarm
from station.filters import AreaFilter
from station.forms.once import date_input

RINGING, ANSWERED, SETTLED = "ringing", "answered", "settled"
STATES = [
    (RINGING, pgettext_lazy("alarm", "Nobody has answered")),
    (ANSWERED, pgettext_lazy("alarm", "Answered")),
    (SETTLED, pgettext_lazy("alarm", "Settled")),
]


class AlarmFilterSet(django_filters.FilterSet):
    """One set for page and API."""

    state = django_filters.ChoiceFilter(
        label=_("State"), choices=STATES, method="in_state", empty_label=_("All")
    )
    area = AreaFilter(empty_label=_("All"))
    is_false = django_filters.BooleanFilter(
        label=_("Pressed by mistake"),
        widget=forms.Select(
            choices=[("", _("All")), ("true", _("Yes")), ("false", _("No"))]
        ),
    )
    since = django_filters.DateFilter(
        label=_("From"),
        field_name="pressed_at",
        lookup_expr="date__gte",
        widget=date_input(),
    )
    until = django_filters.DateFilter(
        label=_("Until"),
        field_name="pressed_at",
        lookup_expr="date__lte",
        widget=date_input(),
    )

    class Meta:
        model = Alarm
        fields = ["state", "area", "is_false", "since", "until"]

    def in_state(self, queryset, _name, value):
        if value == RINGING:
            return queryset.ringing()
        if value == ANSWERED:
            return queryset.unsettled().exclude(acknowledged_at=None)
        return queryset.exclude(closed_at=None)
