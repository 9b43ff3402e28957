"""What rounds of briefings can be narrowed to."""

import django_filters
from django.utils.translation import gettext_lazy as _

from antifraud.models import BriefingRound
from antifraud.workflow.briefing_rounds import RoundStatus
from households.filters.places import PlaceFilter
from station.filters import AreaFilter


class BriefingRoundFilterSet(django_filters.FilterSet):
    """The API's filters."""

    area = AreaFilter()
    status = django_filters.ChoiceFilter(
        label=_("State"), choices=RoundStatus.choices, empty_label=_("All")
    )

    class Meta:
        model = BriefingRound
        fields = ["area", "status"]


class BriefingRoundListFilterSet(BriefingRoundFilterSet):
    """The same in the officer's order."""

    area = PlaceFilter(permission="briefing_round.view")

    class Meta:
        model = BriefingRound
        fields = ["area", "status"]
