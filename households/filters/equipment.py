"""What the equipment of key points can be narrowed to over REST."""

import django_filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from households.filters.care import OVERDUE, equipment_kinds
from households.filters.places import PlaceFilter
from households.models import Equipment

REMOVED = "removed"
STATES = [
    (OVERDUE, _("test overdue")),
    *Equipment.State.choices,
    (REMOVED, _("taken away")),
]


class EquipmentFilterSet(django_filters.FilterSet):
    """By key point, place and kind; by what is due, failed, or no longer there."""

    area = PlaceFilter(permission="key_point.view")
    key_point = django_filters.NumberFilter(field_name="key_point_id")
    kind = django_filters.ChoiceFilter(choices=equipment_kinds)
    state = django_filters.ChoiceFilter(choices=STATES, method="in_state")
    due_before = django_filters.DateFilter(field_name="due_on", lookup_expr="lt")

    class Meta:
        model = Equipment
        fields = ["area", "key_point", "kind", "state", "due_before"]

    def in_state(self, queryset, _name, value):
        if value == OVERDUE:
            return queryset.overdue(on=timezone.localdate())
        if value == REMOVED:
            return queryset.filter(removed_on__isnull=False)
        return queryset.in_place().filter(state=value)
