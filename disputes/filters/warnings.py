"""What the morning list can be narrowed to, on the page and over REST."""

import django_filters
from django.utils.translation import gettext_lazy as _

from disputes.models import Dispute, DisputeWarning, WarningAction, WarningSign
from disputes.models.kinds import DisputeField
from households.filters.places import PlaceFilter
from station.filters import AreaFilter

STATES = [
    ("open", _("Above the line")),
    ("untouched", _("Nobody did anything yet")),
    ("answered", _("Something was done")),
    ("over", _("Below the line again")),
]


def kinds():
    """The office's kinds of quarrels."""
    return DisputeField.objects.choices()


class DisputeWarningFilterSet(django_filters.FilterSet):
    """The API's filters."""

    area = AreaFilter()
    state = django_filters.ChoiceFilter(choices=STATES, method="narrow_to_state")
    dispute = django_filters.NumberFilter(field_name="dispute_id")

    class Meta:
        model = DisputeWarning
        fields = ["area", "state", "dispute"]

    def narrow_to_state(self, queryset, _name, value):
        if value == "over":
            return queryset.filter(over_at__isnull=False)
        rows = queryset.open()
        if value == "open":
            return rows
        return rows.filter(is_untouched=value == "untouched")


class WarningListFilterSet(DisputeWarningFilterSet):
    """The same for the chief, and by kind of quarrel."""

    area = PlaceFilter(permission="warning.view")
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=STATES,
        method="narrow_to_state",
        empty_label=_("All"),
    )
    field = django_filters.ChoiceFilter(
        label=_("Kind of quarrel"),
        field_name="dispute__field",
        choices=kinds,
        empty_label=_("All"),
    )
    above = django_filters.NumberFilter(
        label=_("Early warning from"), field_name="score", lookup_expr="gte"
    )
    dispute = None

    class Meta:
        model = DisputeWarning
        fields = ["area", "state", "field", "above"]


class WarningActionFilterSet(django_filters.FilterSet):
    dispute = django_filters.ModelChoiceFilter(
        queryset=lambda request: (
            Dispute.objects.visible_to(request.user)
            if request
            else Dispute.objects.none()
        )
    )

    class Meta:
        model = WarningAction
        fields = ["dispute", "kind"]


class WarningSignFilterSet(django_filters.FilterSet):
    area = AreaFilter()

    class Meta:
        model = WarningSign
        fields = ["area", "code", "is_active"]
