"""What agreements can be narrowed to, on the page and over REST."""

import django_filters
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from disputes.actions import confirmation_clock
from disputes.models import Agreement
from disputes.workflow.mediation import AgreementForm, AgreementStatus
from households.filters.places import PlaceFilter, WordsFilter
from station.filters import AreaFilter

AREA = "dispute__area"
CONFIRMATION = [
    ("due", _("Both may still apply")),
    ("asked", _("With the court")),
    ("confirmed", _("Confirmed by the court")),
]


class AgreementFilterSet(django_filters.FilterSet):
    """The API's filters."""

    area = AreaFilter(field_name=AREA)
    dispute = django_filters.NumberFilter(field_name="dispute_id")
    form = django_filters.ChoiceFilter(choices=AgreementForm)
    status = django_filters.ChoiceFilter(choices=AgreementStatus)
    confirmation = django_filters.ChoiceFilter(
        choices=CONFIRMATION, method="narrow_to_confirmation"
    )

    class Meta:
        model = Agreement
        fields = ["area", "dispute", "form", "status", "confirmation"]

    def narrow_to_confirmation(self, queryset, _name, value):
        """Before the court, or in the thirty days to go there."""
        if value == "asked":
            return queryset.filter(confirmations__status__in=["applied", "accepted"])
        if value == "confirmed":
            return queryset.filter(confirmations__status="confirmed")
        since = confirmation_clock.days(timezone.localdate()).open_since()
        return queryset.to_be_confirmed(since=since)


class AgreementListFilterSet(AgreementFilterSet):
    """The same in the officer's order, and by words."""

    search = WordsFilter(label=_("Number or name"), method="find")
    area = PlaceFilter(permission="agreement.view", field_name=AREA)
    form = django_filters.ChoiceFilter(
        label=_("Form"), choices=AgreementForm, empty_label=_("All")
    )
    status = django_filters.ChoiceFilter(
        label=_("State"), choices=AgreementStatus, empty_label=_("All")
    )
    confirmation = django_filters.ChoiceFilter(
        label=_("Judicial confirmation"),
        choices=CONFIRMATION,
        method="narrow_to_confirmation",
        empty_label=_("All"),
    )
    dispute = None

    class Meta:
        model = Agreement
        fields = ["search", "area", "status", "form", "confirmation"]

    def find(self, queryset, _name, value):
        """By the number of the agreement or the dispute, or by who quarrelled."""
        return queryset.filter(
            Q(number__contains=value)
            | Q(dispute__number__icontains=value)
            | Q(dispute__party_names__contains=value)
        )
