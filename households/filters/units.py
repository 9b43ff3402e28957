"""What the page of units can be narrowed to, beyond what the API asks."""

import django_filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from households.filters import register
from households.filters.places import PlaceFilter, WordsFilter
from households.models import Hazard, Unit, UnitKind, VenueKind
from households.search import UNITS
from households.workflow.inspections import Risk


class UnitListFilterSet(register.UnitFilterSet):
    """The API's filters under the same names, in the officer's order."""

    search = WordsFilter(label=_("Name or address"), method="find")
    area = PlaceFilter(permission="unit.view")
    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=UnitKind, empty_label=_("All")
    )
    is_closed = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[("false", _("in business")), ("true", _("closed"))],
        method="narrow_to_closed",
        empty_label=_("All"),
    )

    venue = django_filters.ChoiceFilter(
        label=_("Inspections"),
        choices=[
            ("yes", _("Small venues")),
            ("due", _("Inspection due")),
            ("failed", _("Failed last time")),
            ("hazards", _("Open hazards")),
        ],
        method="narrow_to_venues",
        empty_label=_("All"),
    )
    venue_kind = django_filters.ModelChoiceFilter(
        label=_("Kind of venue"),
        queryset=VenueKind.objects.active(),
        empty_label=_("All"),
    )
    risk = django_filters.ChoiceFilter(
        label=_("Risk"), choices=Risk, empty_label=_("All")
    )

    class Meta:
        model = Unit
        fields = [
            "search", "area", "kind", "venue", "venue_kind", "risk", "is_closed",
        ]  # fmt: skip

    def narrow_to_venues(self, queryset, _name, value):
        """Which units are to be inspected, or need a look."""
        if value == "due":
            return queryset.inspection_due(on=timezone.localdate())
        if value == "failed":
            return queryset.venues().filter(last_fault_count__gt=0)
        if value == "hazards":
            open_ = Hazard.objects.open().filter(unit__isnull=False)
            return queryset.filter(pk__in=open_.values("unit"))
        return queryset.venues()

    def find(self, queryset, _name, value: str):
        """By the name however it is typed, or by the address."""
        return queryset.filter(UNITS.matching(value))

    def narrow_to_closed(self, queryset, _name, value):
        return queryset.filter(closed_on__isnull=value == "false")
