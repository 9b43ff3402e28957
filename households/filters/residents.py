"""What the list of residents can be narrowed to; page and API alike."""

import django_filters
from django.utils.translation import gettext_lazy as _

from households.filters.places import AreaFilter, WordsFilter
from households.models import CareKind, ResidenceKind, Resident
from station import names


class ResidentFilterSet(django_filters.FilterSet):
    q = WordsFilter(label=_("Name, pinyin or initials"), method="narrow_to_words")
    area = AreaFilter(permission="resident.view", field_name="area")
    residence_kind = django_filters.ChoiceFilter(
        label=_("Kind of residence"),
        choices=ResidenceKind.choices,
        empty_label=_("All"),
    )
    care = django_filters.MultipleChoiceFilter(
        label=_("Cared for as"),
        choices=CareKind.choices,
        field_name="care_kinds",
        method="narrow_to_care",
    )
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[("left", _("moved away")), ("all", _("also moved away"))],
        method="narrow_to_state",
        empty_label=_("living here"),
    )

    class Meta:
        model = Resident
        fields = ["q", "area", "residence_kind", "care", "state"]

    def filter_queryset(self, queryset):
        queryset = queryset.filter(merged_into__isnull=True)
        if not self.form.cleaned_data.get("state"):
            queryset = queryset.present()
        return super().filter_queryset(queryset)

    def narrow_to_words(self, queryset, name, value):
        words = names.query_tokens(value)
        return queryset.filter(tokens__contains=words) if words else queryset.none()

    def narrow_to_care(self, queryset, name, value):
        return queryset.filter(care_kinds__overlap=value) if value else queryset

    def narrow_to_state(self, queryset, name, value):
        return queryset if value == "all" else queryset.filter(left_on__isnull=False)
