"""What the list of units can be narrowed to; page and API alike."""

import django_filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from households.filters.places import AreaFilter, WordsFilter
from households.models import Unit, UnitKind
from station import names


class UnitFilterSet(django_filters.FilterSet):
    q = WordsFilter(label=_("Name or address"), method="narrow_to_words")
    area = AreaFilter(permission="unit.view", field_name="area")
    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=UnitKind.choices, empty_label=_("All")
    )
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[("closed", _("closed")), ("all", _("also closed"))],
        method="narrow_to_state",
        empty_label=_("in business"),
    )

    class Meta:
        model = Unit
        fields = ["q", "area", "kind", "state"]

    def filter_queryset(self, queryset):
        if not self.form.cleaned_data.get("state"):
            queryset = queryset.filter(closed_on__isnull=True)
        return super().filter_queryset(queryset)

    def narrow_to_words(self, queryset, name, value):
        words = names.query_tokens(value)
        condition = Q(address__text__contains=value)
        if words:
            condition |= Q(tokens__contains=words)
        return queryset.filter(condition)

    def narrow_to_state(self, queryset, name, value):
        return queryset if value == "all" else queryset.filter(closed_on__isnull=False)
