"""What lists of imports and matches can be narrowed by, on pages and in the API."""

import django_filters as filters

from households.models import MatchSuggestion, RegisterImport
from station.filters import AreaFilter


class RegisterImportFilterSet(filters.FilterSet):
    area = AreaFilter()
    step = filters.ChoiceFilter(choices=RegisterImport.Step)

    class Meta:
        model = RegisterImport
        fields = ["area", "step"]


class MatchFilterSet(filters.FilterSet):
    area = AreaFilter()
    kind = filters.ChoiceFilter(choices=MatchSuggestion.Kind)
    status = filters.ChoiceFilter(choices=MatchSuggestion.Status)

    class Meta:
        model = MatchSuggestion
        fields = ["area", "kind", "status"]
