"""What the lists of inspections and hazards can be narrowed to; page and API alike."""

import django_filters
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from households.filters.places import PlaceFilter, WordsFilter
from households.models import Hazard, Inspection, Unit, VenueKind
from households.search_records import HAZARDS, INSPECTIONS
from households.workflow.inspections import (
    HazardStatus,
    InspectionOutcome,
    Severity,
)

OPEN, LATE, TO_TRANSFER = "open", "late", "to_transfer"


def kinds(_request):
    """The kinds of venues in use."""
    return VenueKind.objects.active()


def visible_units(request):
    if request is None:
        return Unit.objects.none()
    return Unit.objects.visible_to(request.user)


class InspectionFilterSet(django_filters.FilterSet):
    search = WordsFilter(label=_("Name or number"), method="find")
    area = PlaceFilter(permission="inspection.view")
    kind = django_filters.ModelChoiceFilter(
        label=_("Kind of venue"),
        queryset=kinds,
        field_name="unit__venue_kind",
        empty_label=_("All"),
    )
    outcome = django_filters.ChoiceFilter(
        label=pgettext_lazy("inspection", "Outcome"),
        choices=InspectionOutcome,
        empty_label=_("All"),
    )
    whose = django_filters.ChoiceFilter(
        label=_("Whose"),
        choices=[("mine", _("Mine"))],
        method="narrow_to_mine",
        empty_label=_("Everybody's"),
    )
    unit = django_filters.ModelChoiceFilter(queryset=visible_units)

    class Meta:
        model = Inspection
        fields = ["search", "area", "kind", "outcome", "whose", "unit"]

    def find(self, queryset, _name, value: str):
        return queryset.filter(INSPECTIONS.matching(value))

    def narrow_to_mine(self, queryset, _name, _value):
        return queryset.filter(lead=self.request.user)


class HazardFilterSet(django_filters.FilterSet):
    search = WordsFilter(label=_("Place, number or what is wrong"), method="find")
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[
            (OPEN, _("Open")),
            (LATE, _("Late")),
            (TO_TRANSFER, _("To be transferred")),
            *HazardStatus.choices,
        ],
        method="narrow_to_state",
        empty_label=_("All"),
    )
    area = PlaceFilter(permission="hazard.view")
    severity = django_filters.ChoiceFilter(
        label=_("Severity"), choices=Severity, empty_label=_("All")
    )
    whose = django_filters.ChoiceFilter(
        label=_("Whose"),
        choices=[("mine", _("Mine"))],
        method="narrow_to_mine",
        empty_label=_("Everybody's"),
    )
    unit = django_filters.ModelChoiceFilter(queryset=visible_units)

    class Meta:
        model = Hazard
        fields = ["search", "state", "area", "severity", "whose", "unit"]

    def find(self, queryset, _name, value: str):
        return queryset.filter(HAZARDS.matching(value) | Q(unit__name__contains=value))

    def narrow_to_state(self, queryset, _name, value: str):
        if value == OPEN:
            return queryset.open()
        if value == LATE:
            return queryset.overdue(on=timezone.localdate())
        if value == TO_TRANSFER:
            return queryset.with_us().filter(transfer_due_on__isnull=False)
        return queryset.filter(status=value)

    def narrow_to_mine(self, queryset, _name, _value):
        return queryset.filter(assigned_to=self.request.user)
