"""What the page of residents can be narrowed to, beyond what the API asks."""

import django_filters
from django import forms
from django.utils.translation import gettext_lazy as _

from households.filters import register
from households.filters.places import PlaceFilter, WordsFilter
from households.filters.register import care_choices
from households.models import Relation, ResidenceKind, Resident


class ResidentListFilterSet(register.ResidentFilterSet):
    """The API's filters under the same names, in the officer's order."""

    search = WordsFilter(label=_("Name, pinyin or initials"), method="find")
    area = PlaceFilter(permission="resident.view")
    residence_kind = django_filters.ChoiceFilter(
        label=_("Kind of residence"), choices=ResidenceKind, empty_label=_("All")
    )
    sex = django_filters.ChoiceFilter(
        label=_("Sex"), choices=Resident.Sex, empty_label=_("All")
    )
    care_kind = django_filters.ChoiceFilter(
        label=_("Cared for as"),
        choices=care_choices,
        method="cared_for",
        empty_label=_("All"),
    )
    state = register.Presence(empty_label=_("All"))
    relation = django_filters.ChoiceFilter(
        label=_("Relation"), choices=Relation, widget=forms.HiddenInput
    )
    household = register.HouseholdFilter(label=_("Household"), widget=forms.HiddenInput)

    class Meta:
        model = Resident
        fields = [
            "search",
            "area",
            "residence_kind",
            "sex",
            "care_kind",
            "state",
            "relation",
            "household",
        ]
