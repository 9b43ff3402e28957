"""What lists of door plates and their batches can be narrowed by."""

import django_filters as filters
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from households.filters.places import PlaceFilter, WordsFilter
from households.models import DoorPlate, PlateBatch
from households.workflow import CardStatus
from station.filters import AreaFilter

YES_NO = [("true", _("yes")), ("false", _("no"))]


class DoorPlateFilterSet(filters.FilterSet):
    """Plates by place, state and what was done with them: page and API alike."""

    search = WordsFilter(label=_("Address or plate number"), method="find")
    area = AreaFilter()
    status = filters.ChoiceFilter(
        label=_("State"), choices=CardStatus, empty_label=_("All")
    )
    printed = filters.ChoiceFilter(
        label=pgettext_lazy("plate", "Printed"),
        choices=YES_NO,
        method="was_printed",
        empty_label=_("All"),
    )
    mounted = filters.ChoiceFilter(
        label=pgettext_lazy("plate", "At the door"),
        choices=YES_NO,
        method="was_mounted",
        empty_label=_("All"),
    )
    batch = filters.ModelChoiceFilter(
        label=_("Batch"), queryset=lambda request: _batches(request), method="of_batch"
    )

    class Meta:
        model = DoorPlate
        fields = ["search", "area", "status", "printed", "mounted", "batch"]

    def find(self, queryset, _name, value):
        return queryset.filter(
            Q(number__startswith=value) | Q(address__text__contains=value)
        )

    def was_printed(self, queryset, _name, value):
        return queryset.filter(printed_at__isnull=value == "false")

    def was_mounted(self, queryset, _name, value):
        return queryset.filter(mounted_on__isnull=value == "false")

    def of_batch(self, queryset, _name, value: int):
        return queryset.filter(prints__batch=value)


class DoorPlateListFilterSet(DoorPlateFilterSet):
    """The same on the page, where a batch is reached from its own page."""

    area = PlaceFilter(permission="door_plate.view")
    batch = filters.ModelChoiceFilter(
        label=_("Batch"),
        queryset=lambda request: _batches(request),
        method="of_batch",
        empty_label=_("All"),
    )


class PlateBatchFilterSet(filters.FilterSet):
    """Batches by number, place and what was done with them."""

    search = WordsFilter(
        label=_("Batch number"), field_name="number", lookup_expr="contains"
    )
    area = AreaFilter(empty_label=_("All"))
    choice = filters.ChoiceFilter(
        label=_("Which doors"), choices=PlateBatch.Choice, empty_label=_("All")
    )
    printed = filters.ChoiceFilter(
        label=pgettext_lazy("plate", "Printed"),
        choices=YES_NO,
        method="was_printed",
        empty_label=_("All"),
    )

    class Meta:
        model = PlateBatch
        fields = ["search", "area", "choice", "printed"]

    def was_printed(self, queryset, _name, value):
        return queryset.filter(printed_at__isnull=value == "false")


def _batches(request):
    if request is None:
        return PlateBatch.objects.none()
    rows = PlateBatch.objects.visible_to(request.user)
    return rows.order_by("-pk")
