"""What alerts can be narrowed to, on pages and over REST."""

import django_filters
from django.utils.translation import gettext_lazy as _

from antifraud.models import Alert, Audience, ScamType
from antifraud.places import PlacesFilter
from antifraud.search_alerts import ALERTS
from antifraud.workflow.alerts import AlertStatus, NoticeKind
from antifraud.workflow.people import Group
from households.filters.places import WordsFilter
from station.filters import AreaFilter
from station.forms.once import date_input


def all_types(_request):
    return ScamType.objects.in_order()


def visible_audiences(request):
    """The groups this person may choose from."""
    if request is None:
        return Audience.objects.none()
    return Audience.objects.visible_to(request.user).order_by("name", "pk")


class AlertFilterSet(django_filters.FilterSet):
    """The API's filters."""

    area = AreaFilter()
    status = django_filters.ChoiceFilter(choices=AlertStatus)
    kind = django_filters.ChoiceFilter(choices=NoticeKind)
    scam_type = django_filters.ModelChoiceFilter(queryset=all_types)
    group = django_filters.ChoiceFilter(choices=Group, method="for_group")
    audience = django_filters.ModelChoiceFilter(
        field_name="audiences", queryset=visible_audiences
    )
    written_by = django_filters.NumberFilter(field_name="written_by_id")
    since = django_filters.DateFilter(field_name="created_at", lookup_expr="date__gte")
    until = django_filters.DateFilter(field_name="created_at", lookup_expr="date__lte")

    class Meta:
        model = Alert
        fields = [
            "area", "status", "kind", "scam_type", "group", "audience", "written_by",
            "since", "until",
        ]  # fmt: skip

    def for_group(self, queryset, _name, value: str):
        return queryset.filter(groups__contains=[value])


class AlertListFilterSet(AlertFilterSet):
    """The same in the officer's order, and by words."""

    search = WordsFilter(label=_("Number or heading"), method="find")
    status = django_filters.ChoiceFilter(
        label=_("State"), choices=AlertStatus, empty_label=_("All")
    )
    kind = django_filters.ChoiceFilter(
        label=_("Kind of notice"), choices=NoticeKind, empty_label=_("All")
    )
    scam_type = django_filters.ModelChoiceFilter(
        label=_("Scam type"), queryset=all_types, empty_label=_("All")
    )
    group = django_filters.ChoiceFilter(
        label=_("Whom it concerns"),
        choices=Group,
        method="for_group",
        empty_label=_("All"),
    )
    area = PlacesFilter(permission="alert.view")
    since = django_filters.DateFilter(
        label=_("From"),
        field_name="created_at",
        lookup_expr="date__gte",
        widget=date_input(),
    )
    until = django_filters.DateFilter(
        label=_("Until"),
        field_name="created_at",
        lookup_expr="date__lte",
        widget=date_input(),
    )
    audience = written_by = None

    class Meta:
        model = Alert
        fields = [
            "search", "status", "kind", "scam_type", "group", "area", "since", "until",
        ]  # fmt: skip

    def find(self, queryset, _name, value: str):
        return queryset.filter(ALERTS.matching(value))


class PublishedFilterSet(django_filters.FilterSet):
    """What went out, narrowed by whoever passes it on."""

    kind = django_filters.ChoiceFilter(
        label=_("Kind of notice"), choices=NoticeKind, empty_label=_("All")
    )
    scam_type = django_filters.ModelChoiceFilter(
        label=_("Scam type"), queryset=all_types, empty_label=_("All")
    )
    since = django_filters.DateFilter(
        label=_("From"),
        field_name="approved_at",
        lookup_expr="date__gte",
        widget=date_input(),
    )

    class Meta:
        model = Alert
        fields = ["kind", "scam_type", "since"]
