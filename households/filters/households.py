"""What the list of households can be narrowed to; page and API alike."""

from datetime import timedelta

import django_filters
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from households.filters.places import AreaFilter, WordsFilter
from households.models import CareKind, Household, Resident
from station import names

NEVER = "never"
DUE = "due"
SINCE = {
    "30": _("not for 30 days"),
    "90": _("not for 90 days"),
    "180": _("not for half a year"),
    "365": _("not for a year"),
}


class HouseholdFilterSet(django_filters.FilterSet):
    q = WordsFilter(label=_("Name, address or number"), method="narrow_to_words")
    area = AreaFilter(permission="household.view", field_name="area")
    group = django_filters.CharFilter(
        label=_("Group or building"),
        field_name="address__group_name",
        lookup_expr="startswith",
    )
    visited = django_filters.ChoiceFilter(
        label=_("Visited"),
        choices=[(NEVER, _("never")), *SINCE.items(), (DUE, _("next visit due"))],
        method="narrow_to_visited",
        empty_label=_("All"),
    )
    card = django_filters.ChoiceFilter(
        label=_("Contact card"),
        choices=[("yes", _("handed over")), ("no", _("not handed over"))],
        method="narrow_to_card",
        empty_label=_("All"),
    )
    care = django_filters.MultipleChoiceFilter(
        label=_("Cared for as"), choices=CareKind.choices, method="narrow_to_care"
    )
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[("left", _("moved away")), ("all", _("also moved away"))],
        method="narrow_to_state",
        empty_label=_("living here"),
    )

    class Meta:
        model = Household
        fields = ["q", "area", "group", "visited", "card", "care", "state"]

    def filter_queryset(self, queryset):
        if not self.form.cleaned_data.get("state"):
            queryset = queryset.present()
        return super().filter_queryset(queryset)

    def narrow_to_words(self, queryset, name, value):
        words = names.query_tokens(value)
        condition = Q(address__text__contains=value) | Q(number__startswith=value)
        if words:
            living = Resident.objects.present().filter(
                household=OuterRef("pk"), tokens__contains=words
            )
            condition |= Exists(living)
        return queryset.filter(condition)

    def narrow_to_visited(self, queryset, name, value):
        today = timezone.localdate()
        if value == NEVER:
            return queryset.filter(standing__last_visited_at__isnull=True)
        if value == DUE:
            return queryset.filter(standing__next_due_on__lte=today)
        return queryset.not_visited_since(today - timedelta(days=int(value)))

    def narrow_to_card(self, queryset, name, value):
        return queryset.filter(standing__card_handed_at__isnull=value == "no")

    def narrow_to_care(self, queryset, name, value):
        if not value:
            return queryset
        return queryset.filter(Exists(_cared_for(value)))

    def narrow_to_state(self, queryset, name, value):
        return queryset if value == "all" else queryset.filter(left_on__isnull=False)


def _cared_for(kinds):
    return Resident.objects.present().filter(
        household=OuterRef("pk"), care_kinds__overlap=kinds
    )
