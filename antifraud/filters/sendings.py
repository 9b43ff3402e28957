"""What sendings can be narrowed to, on pages and over REST."""

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from antifraud.models import AlertSending
from antifraud.workflow.sendings import Channel, HeldBy, SendingStatus
from households.filters.places import PlaceFilter, WordsFilter
from station.filters import AreaFilter
from station.forms.once import date_input

HELD_BACK, TROUBLE = "held_back", "trouble"
STATES = [
    *SendingStatus.choices,
    (HELD_BACK, pgettext_lazy("sending", "Held back or waiting for its hour")),
    (TROUBLE, pgettext_lazy("sending", "Not taken, or perhaps sent")),
]


class SendingFilterSet(django_filters.FilterSet):
    """The API's filters."""

    area = AreaFilter(field_name="audience__area")
    alert = django_filters.NumberFilter(field_name="alert_id")
    audience = django_filters.NumberFilter(field_name="audience_id")
    owner = django_filters.NumberFilter(field_name="audience__owner_id")
    state = django_filters.ChoiceFilter(choices=STATES, method="in_state")
    channel = django_filters.ChoiceFilter(
        choices=Channel, field_name="audience__channel"
    )
    held_by = django_filters.ChoiceFilter(choices=HeldBy)
    since = django_filters.DateFilter(field_name="due_at", lookup_expr="date__gte")
    until = django_filters.DateFilter(field_name="due_at", lookup_expr="date__lte")

    class Meta:
        model = AlertSending
        fields = [
            "area", "alert", "audience", "owner", "state", "channel", "held_by",
            "since", "until",
        ]  # fmt: skip

    def in_state(self, queryset, _name, value):
        if value == HELD_BACK:
            return queryset.held()
        if value == TROUBLE:
            return queryset.in_trouble()
        return queryset.filter(status=value)


class SendingListFilterSet(SendingFilterSet):
    """The same in the officer's order, and by words."""

    search = WordsFilter(
        label=_("Group, or number or title of the alert"), method="find"
    )
    area = PlaceFilter(permission="alert.view", field_name="audience__area")
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=STATES, method="in_state", empty_label=_("All")
    )
    held_by = django_filters.ChoiceFilter(
        label=_("Held back by"), choices=HeldBy, empty_label=_("All")
    )
    channel = django_filters.ChoiceFilter(
        label=_("Channel"),
        choices=Channel,
        field_name="audience__channel",
        empty_label=_("All"),
    )
    since = django_filters.DateFilter(
        label=_("From"),
        field_name="due_at",
        lookup_expr="date__gte",
        widget=date_input(),
    )
    until = django_filters.DateFilter(
        label=_("Until"),
        field_name="due_at",
        lookup_expr="date__lte",
        widget=date_input(),
    )
    # From the pages of an alert and of a group.
    alert = django_filters.NumberFilter(
        field_name="alert_id", widget=django_filters.widgets.forms.HiddenInput
    )
    audience = owner = None

    class Meta:
        model = AlertSending
        fields = [
            "search",
            "area",
            "state",
            "held_by",
            "channel",
            "since",
            "until",
            "alert",
        ]

    def find(self, queryset, _name, value):
        return queryset.filter(
            Q(audience__name__icontains=value)
            | Q(alert__number__icontains=value)
            | Q(alert__title__icontains=value)
        )
