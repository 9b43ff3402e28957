"""What lists of cards and messages can be narrowed by, on pages and in the API."""

import django_filters as filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from households.filters.places import WordsFilter
from households.filters.register import HouseholdFilter
from households.models import CardHandover, ContactCard
from households.workflow import CardStatus
from station.filters import AreaFilter


def visible_cards(request):
    if request is None:
        return ContactCard.objects.none()
    return ContactCard.objects.visible_to(request.user)


class ContactCardFilterSet(filters.FilterSet):
    """Cards by number or place name, area and state: page and API alike."""

    search = WordsFilter(label=_("Card number or area"), method="find")
    area = AreaFilter(empty_label=_("All"))
    status = filters.ChoiceFilter(
        label=_("State"), choices=CardStatus, empty_label=_("All")
    )

    class Meta:
        model = ContactCard
        fields = ["search", "area", "status"]

    def find(self, queryset, _name, value):
        return queryset.filter(
            Q(number__startswith=value) | Q(area__name__contains=value)
        )


class CardHandoverFilterSet(filters.FilterSet):
    area = AreaFilter()
    household = HouseholdFilter()
    card = filters.ModelChoiceFilter(queryset=visible_cards)
    handed_from = filters.DateFilter(field_name="handed_at", lookup_expr="date__gte")
    handed_until = filters.DateFilter(field_name="handed_at", lookup_expr="date__lte")

    class Meta:
        model = CardHandover
        fields = ["area", "household", "card", "handed_from", "handed_until"]
