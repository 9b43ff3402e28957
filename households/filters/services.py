"""What lists of services and documents can be narrowed to; page and API alike."""

import django_filters
from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from households.filters.follow_ups import colleagues
from households.filters.places import PlaceFilter, WordsFilter
from households.filters.register import HouseholdFilter
from households.models import (
    Delivery,
    DeliveryBatch,
    DocumentKind,
    ServiceDay,
    ServiceGuide,
    ServiceHours,
    ServiceMatter,
    ServiceRequest,
)
from households.search_records import DELIVERIES, SERVICES
from households.workflow.services import (
    DeliveryStatus,
    GuideStatus,
    ServiceKind,
    ServiceStatus,
)
from station.forms.once import date_input
from station.models import User

OPEN, OVERDUE, MINE = "open", "overdue", "mine"


def _colleagues(request):
    return colleagues(request) if request is not None else User.objects.none()


def matters(request):
    """What is done where this person may look."""
    if request is None:
        return ServiceMatter.objects.none()
    return ServiceMatter.objects.visible_to(request.user).order_by("order", "pk")


class ServiceFilterSet(django_filters.FilterSet):
    search = WordsFilter(label=_("Name, address or number"), method="find")
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[(OPEN, _("Open")), (OVERDUE, _("Late")), *ServiceStatus.choices],
        method="narrow_to_state",
        empty_label=_("All"),
    )
    kind = django_filters.ChoiceFilter(
        label=_("How"), choices=ServiceKind.choices, empty_label=_("All")
    )
    matter = django_filters.ModelChoiceFilter(
        label=_("Kind of matter"), queryset=matters, empty_label=_("All")
    )
    area = PlaceFilter(permission="service.view")
    whose = django_filters.ChoiceFilter(
        label=_("Whose"),
        choices=[(MINE, _("Mine"))],
        method="narrow_to_mine",
        empty_label=_("Everybody's"),
    )
    assigned_to = django_filters.ModelChoiceFilter(
        label=_("Who serves"), queryset=_colleagues, empty_label=_("Anybody")
    )
    since = django_filters.DateFilter(
        label=_("From"),
        field_name="begins_at",
        lookup_expr="date__gte",
        widget=date_input(),
    )
    until = django_filters.DateFilter(
        label=_("Until"),
        field_name="begins_at",
        lookup_expr="date__lte",
        widget=date_input(),
    )
    household = HouseholdFilter(label=_("Household"), widget=forms.HiddenInput)

    class Meta:
        model = ServiceRequest
        fields = [
            "search",
            "state",
            "kind",
            "matter",
            "area",
            "whose",
            "assigned_to",
            "since",
            "until",
            "household",
        ]

    def find(self, queryset, _name, value: str):
        return queryset.filter(SERVICES.matching(value) | Q(number__endswith=value))

    def narrow_to_state(self, queryset, _name, value):
        if value == OPEN:
            return queryset.open()
        if value == OVERDUE:
            return queryset.overdue(at=timezone.now())
        return queryset.filter(status=value)

    def narrow_to_mine(self, queryset, _name, _value):
        return queryset.filter(assigned_to=self.request.user)


class DeliveryFilterSet(django_filters.FilterSet):
    search = WordsFilter(label=_("Person or address"), method="find")
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[(OPEN, _("Open")), (OVERDUE, _("Late")), *DeliveryStatus.choices],
        method="narrow_to_state",
        empty_label=_("All"),
    )
    kind = django_filters.ModelChoiceFilter(
        label=_("Document"),
        queryset=DocumentKind.objects.all(),
        empty_label=_("All"),
    )
    area = PlaceFilter(permission="delivery.view")
    assigned_to = django_filters.ModelChoiceFilter(
        label=_("Who delivers"), queryset=_colleagues, empty_label=_("Anybody")
    )
    batch = django_filters.NumberFilter(
        label=_("List"), field_name="batch_id", widget=forms.HiddenInput
    )
    household = HouseholdFilter(label=_("Household"), widget=forms.HiddenInput)

    class Meta:
        model = Delivery
        fields = [
            "search",
            "state",
            "kind",
            "area",
            "assigned_to",
            "batch",
            "household",
        ]

    def find(self, queryset, _name, value: str):
        return queryset.filter(DELIVERIES.matching(value))

    def narrow_to_state(self, queryset, _name, value):
        if value == OPEN:
            return queryset.open()
        if value == OVERDUE:
            return queryset.overdue(at=timezone.now())
        return queryset.filter(status=value)


class MatterFilterSet(django_filters.FilterSet):
    area = PlaceFilter(permission="service_guide.view")

    class Meta:
        model = ServiceMatter
        fields = ["area", "is_active"]


class GuideFilterSet(django_filters.FilterSet):
    status = django_filters.ChoiceFilter(label=_("State"), choices=GuideStatus.choices)
    matter = django_filters.ModelChoiceFilter(
        label=_("Kind of matter"), queryset=matters
    )
    area = PlaceFilter(permission="service_guide.view")

    class Meta:
        model = ServiceGuide
        fields = ["status", "matter", "area"]


class HoursFilterSet(django_filters.FilterSet):
    area = PlaceFilter(permission="service_hours.view")

    class Meta:
        model = ServiceHours
        fields = ["area", "weekday", "is_outside"]


class ServiceDayFilterSet(django_filters.FilterSet):
    area = PlaceFilter(permission="service_hours.view")
    since = django_filters.DateFilter(field_name="day", lookup_expr="gte")
    until = django_filters.DateFilter(field_name="day", lookup_expr="lte")

    class Meta:
        model = ServiceDay
        fields = ["area", "is_open", "since", "until"]


class BatchFilterSet(django_filters.FilterSet):
    area = PlaceFilter(permission="delivery_batch.view")
    since = django_filters.DateFilter(
        label=_("From"),
        field_name="listed_at",
        lookup_expr="date__gte",
        widget=date_input(),
    )

    class Meta:
        model = DeliveryBatch
        fields = ["area", "since"]


class DocumentKindFilterSet(django_filters.FilterSet):
    """Kinds in use, or all."""

    is_active = django_filters.BooleanFilter()

    class Meta:
        model = DocumentKind
        fields = ["is_active"]
