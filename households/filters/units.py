"""What the page of units can be narrowed to, beyond what the API asks."""

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from households.filters import register
from households.filters.places import PlaceFilter, WordsFilter
from households.models import Unit, UnitKind


class UnitListFilterSet(register.UnitFilterSet):
    """The API's filters under the same names, in the officer's order."""

    search = WordsFilter(label=_("Name or address"), method="find")
    area = PlaceFilter(permission="unit.view")
    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=UnitKind, empty_label=_("All")
    )
    is_closed = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[("false", _("in business")), ("true", _("closed"))],
        method="narrow_to_closed",
        empty_label=_("All"),
    )

    class Meta:
        model = Unit
        fields = ["search", "area", "kind", "is_closed"]

    def find(self, queryset, name, value):
        """By the name however it is typed, or by the address."""
        by_name = super().find(Unit.objects.all(), name, value)
        return queryset.filter(
            Q(pk__in=by_name.values("pk")) | Q(address__text__contains=value)
        )

    def narrow_to_closed(self, queryset, _name, value):
        return queryset.filter(closed_on__isnull=value == "false")
