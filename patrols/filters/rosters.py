"""What rosters and weekly shifts can be narrowed to, on pages and over REST."""

import django_filters
from django.utils.translation import gettext_lazy as _

from households.filters.places import PlaceFilter
from patrols.filters.shifts import teams_seen
from patrols.models import RosterPeriod, RosterProposal, RosterTemplate
from patrols.workflow.rosters import WEEKDAYS, PeriodStatus, ProposalStatus
from station.filters import AreaFilter


class PeriodFilterSet(django_filters.FilterSet):
    """The API's filters."""

    area = AreaFilter(field_name="team__area")
    team = django_filters.ModelChoiceFilter(queryset=teams_seen)
    status = django_filters.ChoiceFilter(choices=PeriodStatus)

    class Meta:
        model = RosterPeriod
        fields = ["area", "team", "status"]


class PeriodListFilterSet(PeriodFilterSet):
    """The same on the page."""

    team = django_filters.ModelChoiceFilter(
        label=_("Patrol team"), queryset=teams_seen, empty_label=_("All")
    )
    status = django_filters.ChoiceFilter(
        label=_("State"), choices=PeriodStatus, empty_label=_("All")
    )
    area = PlaceFilter(permission="roster.view", field_name="team__area")

    class Meta:
        model = RosterPeriod
        fields = ["team", "status", "area"]


class ProposalFilterSet(django_filters.FilterSet):
    """Proposals of a roster, by what became of them."""

    area = AreaFilter(field_name="period__team__area")
    period = django_filters.NumberFilter(field_name="period_id")
    status = django_filters.ChoiceFilter(choices=ProposalStatus)

    class Meta:
        model = RosterProposal
        fields = ["area", "period", "status"]


class TemplateFilterSet(django_filters.FilterSet):
    """The API's filters."""

    area = AreaFilter(field_name="team__area")
    team = django_filters.ModelChoiceFilter(queryset=teams_seen)
    weekday = django_filters.ChoiceFilter(choices=WEEKDAYS)
    is_active = django_filters.BooleanFilter()

    class Meta:
        model = RosterTemplate
        fields = ["area", "team", "weekday", "is_active"]


class TemplateListFilterSet(django_filters.FilterSet):
    """The same on the page."""

    team = django_filters.ModelChoiceFilter(
        label=_("Patrol team"), queryset=teams_seen, empty_label=_("All")
    )
    weekday = django_filters.ChoiceFilter(
        label=_("Day of the week"), choices=WEEKDAYS, empty_label=_("All")
    )
    area = PlaceFilter(permission="roster.view", field_name="team__area")

    class Meta:
        model = RosterTemplate
        fields = ["team", "weekday", "area"]
