"""What reports can be narrowed by, on the page and in the API."""

import django_filters as filters
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from station.filters import AreaFilter
from station.forms.once import date_input
from station.models import Report


class ReportFilterSet(filters.FilterSet):
    """Reports by place, kind, state and days."""

    area = AreaFilter(empty_label=_("All"))
    kind = filters.ChoiceFilter(
        label=pgettext_lazy("report", "Kind"), choices=Report.Kind, empty_label=_("All")
    )
    status = filters.ChoiceFilter(
        label=_("State"), choices=Report.Status, empty_label=_("All")
    )
    in_force = filters.ChoiceFilter(
        label=pgettext_lazy("report", "In force"),
        choices=[("yes", _("yes")), ("no", _("no"))],
        method="holding",
        empty_label=_("All"),
    )
    since = filters.DateFilter(
        label=_("From day"),
        field_name="ends_on",
        lookup_expr="gte",
        widget=date_input(),
    )
    until = filters.DateFilter(
        label=_("Until day"),
        field_name="starts_on",
        lookup_expr="lte",
        widget=date_input(),
    )

    class Meta:
        model = Report
        fields = ["area", "kind", "status", "in_force", "since", "until"]

    def holding(self, queryset, _name, value: str):
        """Signed and not replaced, or all the others."""
        held = Report.objects.in_force().values("pk")
        return (
            queryset.filter(pk__in=held)
            if value == "yes"
            else queryset.exclude(pk__in=held)
        )
