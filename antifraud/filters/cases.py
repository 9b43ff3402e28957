"""What fraud cases can be narrowed to; never by who was defrauded."""

import django_filters
from django.utils.translation import gettext_lazy as _

from antifraud.models import FraudCase, ScamType, VictimContact
from antifraud.search_cases import CASES
from antifraud.workflow.cases import CaseSource, CaseStatus, ContactWay, Outcome
from antifraud.workflow.contacts import ContactStatus
from antifraud.workflow.people import AgeBand, Group
from households.filters.places import PlaceFilter, WordsFilter
from station.filters import AreaFilter
from station.forms.once import date_input


def types(_request=None):
    """All that were ever told of: an old case keeps its type."""
    return ScamType.objects.in_order()


class CaseFilterSet(django_filters.FilterSet):
    """The API's filters."""

    area = AreaFilter()
    status = django_filters.ChoiceFilter(choices=CaseStatus)
    scam_type = django_filters.ModelChoiceFilter(queryset=types)
    group = django_filters.ChoiceFilter(choices=Group)
    age_band = django_filters.ChoiceFilter(choices=AgeBand)
    channel = django_filters.ChoiceFilter(choices=ContactWay)
    outcome = django_filters.ChoiceFilter(choices=Outcome)
    source = django_filters.ChoiceFilter(choices=CaseSource)
    owner = django_filters.NumberFilter(field_name="owner_id")
    since = django_filters.DateFilter(field_name="happened_at", lookup_expr="date__gte")
    until = django_filters.DateFilter(field_name="happened_at", lookup_expr="date__lte")

    class Meta:
        model = FraudCase
        fields = [
            "area", "status", "scam_type", "group", "age_band", "channel", "outcome",
            "source", "owner", "since", "until",
        ]  # fmt: skip


class CaseListFilterSet(CaseFilterSet):
    """The same in the officer's order."""

    search = WordsFilter(label=_("Number, also of the statistics"), method="find")
    area = PlaceFilter(label=_("Area"), permission="fraud_case.view")
    status = django_filters.ChoiceFilter(
        label=_("State"), choices=CaseStatus, empty_label=_("All")
    )
    scam_type = django_filters.ModelChoiceFilter(
        label=_("Scam type"), queryset=types, empty_label=_("All")
    )
    group = django_filters.ChoiceFilter(
        label=_("Group of the victim"), choices=Group, empty_label=_("All")
    )
    outcome = django_filters.ChoiceFilter(
        label=_("Stopped or not"), choices=Outcome, empty_label=_("All")
    )
    source = django_filters.ChoiceFilter(
        label=_("Known from"), choices=CaseSource, empty_label=_("All")
    )
    since = django_filters.DateFilter(
        label=_("From"),
        field_name="happened_at",
        lookup_expr="date__gte",
        widget=date_input(),
    )
    until = django_filters.DateFilter(
        label=_("Until"),
        field_name="happened_at",
        lookup_expr="date__lte",
        widget=date_input(),
    )
    age_band = channel = owner = None

    class Meta:
        model = FraudCase
        fields = [
            "search", "area", "status", "scam_type", "group", "outcome", "source",
            "since", "until",
        ]  # fmt: skip

    def find(self, queryset, _name, value: str):
        return queryset.filter(CASES.matching(value))


class ContactFilterSet(django_filters.FilterSet):
    """Contacts with victims over REST."""

    area = AreaFilter()
    case = django_filters.NumberFilter(field_name="case_id")
    owner = django_filters.NumberFilter(field_name="owner_id")
    status = django_filters.ChoiceFilter(choices=ContactStatus)

    class Meta:
        model = VictimContact
        fields = ["area", "case", "owner", "status"]
