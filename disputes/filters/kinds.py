"""What the rules of tiers can be narrowed to over REST."""

import django_filters

from disputes.models import TierRule
from station.filters import AreaFilter


class TierRuleFilterSet(django_filters.FilterSet):
    area = AreaFilter()

    class Meta:
        model = TierRule
        fields = ["area", "tier", "is_active"]
