"""What lists of rules, campaigns and crop seasons can be narrowed to; page and API."""

import django_filters
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from households.filters.places import WordsFilter
from households.models import Campaign, CropSeason, VisitRule
from households.models.campaign import CampaignStage
from households.models.visit_rule import HouseholdKind
from station.filters import AreaFilter

CURRENT, ENDED = "current", "ended"


class VisitRuleFilterSet(django_filters.FilterSet):
    """Rules by kind of household, place, and whether they hold."""

    kind = django_filters.ChoiceFilter(
        label=_("Kind of household"), choices=HouseholdKind, empty_label=_("All")
    )
    area = AreaFilter(empty_label=_("All"), label=_("Holds in"))
    who = django_filters.ChoiceFilter(
        label=_("Who goes"), choices=VisitRule.Who, empty_label=_("All")
    )
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[
            (CURRENT, _("Current")),
            (ENDED, _("Past")),
        ],
        method="that_hold",
        empty_label=_("All"),
    )

    class Meta:
        model = VisitRule
        fields = ["kind", "area", "who", "state"]

    def that_hold(self, queryset, _name, value):
        """Those that hold or will hold, or those that are over."""
        today = timezone.localdate()
        if value == ENDED:
            return queryset.filter(until_on__lt=today)
        return queryset.filter(Q(until_on__isnull=True) | Q(until_on__gte=today))


class CampaignFilterSet(django_filters.FilterSet):
    """Campaigns by name, kind, place and day."""

    search = WordsFilter(
        label=_("Name of the campaign"), lookup_expr="contains", field_name="name"
    )
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=CampaignStage,
        method="at_stage",
        empty_label=_("All"),
    )
    theme = django_filters.ChoiceFilter(
        label=_("Kind of campaign"), choices=Campaign.Theme, empty_label=_("All")
    )
    area = AreaFilter(empty_label=_("All"), label=_("Holds in"))

    class Meta:
        model = Campaign
        fields = ["search", "state", "theme", "area"]

    def at_stage(self, queryset, _name, value: str):
        return queryset.at_stage(value, on=timezone.localdate())


class CropSeasonFilterSet(django_filters.FilterSet):
    """Seasons by crop, place and day of the year."""

    search = WordsFilter(label=_("Crop or advice"), method="find")
    area = AreaFilter(empty_label=_("All"), label=_("Holds in"))
    on = django_filters.ChoiceFilter(
        label=_("When"),
        choices=[("now", _("now"))],
        method="in_season",
        empty_label=_("All"),
    )

    class Meta:
        model = CropSeason
        fields = ["search", "area", "on"]

    def find(self, queryset, _name, value):
        return queryset.filter(Q(crop__contains=value) | Q(advice_zh__contains=value))

    def in_season(self, queryset, _name, _value):
        return queryset.on_day(timezone.localdate())
