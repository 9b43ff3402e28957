"""What obligations and confirmations can be narrowed to, on the page and over REST."""

import django_filters
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from disputes.models import JudicialConfirmation, Obligation
from disputes.workflow.agreements import ConfirmationStatus, ObligationKind
from disputes.workflow.mediation import ObligationStatus
from households.filters.places import PlaceFilter, WordsFilter
from station.filters import AreaFilter

STATES = [("overdue", _("Late")), *ObligationStatus.choices]


class ObligationFilterSet(django_filters.FilterSet):
    """The API's filters."""

    area = AreaFilter()
    state = django_filters.ChoiceFilter(choices=STATES, method="narrow_to_state")
    kind = django_filters.ChoiceFilter(choices=ObligationKind)
    agreement = django_filters.NumberFilter(field_name="agreement_id")
    dispute = django_filters.NumberFilter(field_name="agreement__dispute_id")

    class Meta:
        model = Obligation
        fields = ["area", "state", "kind", "agreement", "dispute"]

    def narrow_to_state(self, queryset, _name, value):
        """Owed is only what holds: not what is still being written."""
        if value == "overdue":
            return queryset.overdue(on=timezone.localdate())
        if value == ObligationStatus.OPEN:
            return queryset.owed()
        return queryset.filter(status=value)


class ObligationListFilterSet(ObligationFilterSet):
    """The same in the officer's order, and by words."""

    search = WordsFilter(label=_("Number or name"), method="find")
    area = PlaceFilter(permission="obligation.view")
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=STATES,
        method="narrow_to_state",
        empty_label=_("All"),
    )
    kind = django_filters.ChoiceFilter(
        label=_("Kind of obligation"), choices=ObligationKind, empty_label=_("All")
    )
    agreement = None
    dispute = None

    class Meta:
        model = Obligation
        fields = ["search", "area", "state", "kind"]

    def find(self, queryset, _name, value):
        """By who owes it, or by the number of the agreement or the dispute."""
        return queryset.filter(
            Q(party__name__contains=value)
            | Q(agreement__number__contains=value)
            | Q(agreement__dispute__number__icontains=value)
        )


class ConfirmationFilterSet(django_filters.FilterSet):
    area = AreaFilter(field_name="agreement__dispute__area")
    agreement = django_filters.NumberFilter(field_name="agreement_id")
    status = django_filters.ChoiceFilter(choices=ConfirmationStatus)

    class Meta:
        model = JudicialConfirmation
        fields = ["area", "agreement", "status"]
