"""What the lists of the register can be narrowed by, on pages and in the API."""

from datetime import date

import django_filters as filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from households.models import (
    Address,
    CareCategory,
    Household,
    Housing,
    Relation,
    ResidenceKind,
    Resident,
    Tenure,
    Unit,
    UnitKind,
)
from station.filters import AreaFilter
from station.names import query_tokens


def care_choices():
    """The kinds of cared-for people as the office has them today."""
    return list(CareCategory.objects.labels().items())


class Presence(filters.ChoiceFilter):
    """Who lives there now, who left, or both; without asking, those living there."""

    def __init__(self, **options):
        choices = [("present", _("Present")), ("left", _("Moved away"))]
        super().__init__(choices=choices, label=_("State"), **options)

    def filter(self, queryset, value):
        if value == "present":
            return queryset.filter(left_on__isnull=True)
        return queryset.filter(left_on__isnull=False) if value else queryset


def visible_households(request):
    if request is None:
        return Household.objects.none()
    return Household.objects.visible_to(request.user)


class HouseholdFilter(filters.ModelChoiceFilter):
    """One household of those the person may see."""

    def __init__(self, **options):
        super().__init__(queryset=visible_households, **options)


class AddressFilterSet(filters.FilterSet):
    search = filters.CharFilter(
        label=_("Address"), field_name="text", lookup_expr="contains"
    )
    area = AreaFilter()

    class Meta:
        model = Address
        fields = ["search", "area"]


class HouseholdFilterSet(filters.FilterSet):
    """Households by place, name, presence and when somebody last called."""

    search = filters.CharFilter(label=_("Name, number or address"), method="find")
    area = AreaFilter()
    state = Presence()
    not_visited_since = filters.DateFilter(
        label=_("Not visited since"), method="unvisited"
    )
    due_until = filters.DateFilter(
        label=_("Visit due until"),
        field_name="standing__next_due_on",
        lookup_expr="lte",
    )
    has_card = filters.BooleanFilter(
        label=_("Has a contact card"),
        field_name="standing__card_handed_at",
        lookup_expr="isnull",
        exclude=True,
    )

    class Meta:
        model = Household
        fields = [
            "search",
            "area",
            "state",
            "not_visited_since",
            "due_until",
            "has_card",
        ]

    def find(self, queryset, _name, value: str):
        """By anybody living there, the household's number, or the address."""
        residents = Resident.objects.present().filter(
            tokens__contains=query_tokens(value)
        )
        return queryset.filter(
            Q(pk__in=residents.values("household"))
            | Q(number__startswith=value)
            | Q(address__in=Address.objects.filter(text__contains=value).values("pk"))
        )

    def unvisited(self, queryset, _name, value: date):
        return queryset.not_visited_since(value)


class ResidentFilterSet(filters.FilterSet):
    """Residents by name, place, household, kind and age."""

    search = filters.CharFilter(label=_("Name or end of the phone"), method="find")
    area = AreaFilter()
    household = HouseholdFilter()
    relation = filters.ChoiceFilter(choices=Relation)
    residence_kind = filters.ChoiceFilter(choices=ResidenceKind)
    sex = filters.ChoiceFilter(choices=Resident.Sex)
    care_kind = filters.ChoiceFilter(
        label=_("Cared for as"), choices=care_choices, method="cared_for"
    )
    state = Presence()

    class Meta:
        model = Resident
        fields = [
            "search",
            "area",
            "household",
            "relation",
            "residence_kind",
            "sex",
            "care_kind",
            "state",
        ]

    def find(self, queryset, _name, value: str):
        return queryset.filter(tokens__contains=query_tokens(value))

    def cared_for(self, queryset, _name, value: str):
        """Only where one may see who is cared for as what."""
        seen = Resident.objects.visible_to(self.request.user, "reveal").values("pk")
        return queryset.filter(care_kinds__contains=[value], pk__in=seen)


class UnitFilterSet(filters.FilterSet):
    search = filters.CharFilter(label=pgettext_lazy("place", "Name"), method="find")
    area = AreaFilter()
    kind = filters.ChoiceFilter(choices=UnitKind)
    is_closed = filters.BooleanFilter(
        label=_("closed"), field_name="closed_on", lookup_expr="isnull", exclude=True
    )

    class Meta:
        model = Unit
        fields = ["search", "area", "kind", "is_closed"]

    def find(self, queryset, _name, value: str):
        return queryset.filter(tokens__contains=query_tokens(value))


class HousingFilterSet(filters.FilterSet):
    area = AreaFilter()
    tenure = filters.ChoiceFilter(choices=Tenure)

    class Meta:
        model = Housing
        fields = ["area", "tenure"]
