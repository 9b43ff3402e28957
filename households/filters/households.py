"""What the page of households can be narrowed to, beyond what the API asks."""

from datetime import timedelta

import django_filters
from django import forms
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from households import kinds
from households.filters import register
from households.filters.places import PlaceFilter, WordsFilter
from households.filters.register import care_choices
from households.models import Household, HouseholdKind, Resident

NEVER = "never"
DUE = "due"
OVERDUE = "overdue"
WEEK = "week"
SINCE = {
    "30": _("not for 30 days"),
    "90": _("not for 90 days"),
    "180": _("not for half a year"),
    "365": _("not for a year"),
}


class HouseholdListFilterSet(register.HouseholdFilterSet):
    """The API's filters under the same names, and those an officer taps."""

    search = WordsFilter(label=_("Name, number or address"), method="find")
    area = PlaceFilter(permission="household.view")
    group = django_filters.CharFilter(
        label=_("Group or building"),
        field_name="address__group_name",
        lookup_expr="startswith",
    )
    visited = django_filters.ChoiceFilter(
        label=pgettext_lazy("households", "Visited"),
        choices=[
            (NEVER, _("never")),
            *SINCE.items(),
            (OVERDUE, _("overdue")),
            (WEEK, _("due this week")),
            (DUE, _("next visit due")),
        ],
        method="narrow_to_visited",
        empty_label=_("All"),
    )
    kind = django_filters.ChoiceFilter(
        label=_("Kind of household"),
        choices=HouseholdKind.choices,
        method="narrow_to_kind",
        empty_label=_("All"),
    )
    has_card = django_filters.ChoiceFilter(
        label=_("Contact card"),
        choices=[("true", _("handed over")), ("false", _("not handed over"))],
        method="narrow_to_card",
        empty_label=_("All"),
    )
    care_kind = django_filters.ChoiceFilter(
        label=_("Cared for as"),
        choices=care_choices,
        method="narrow_to_care",
        empty_label=_("All"),
    )
    state = register.Presence(empty_label=_("All"))
    not_visited_since = django_filters.DateFilter(
        label=_("Not visited since"), method="unvisited", widget=forms.HiddenInput
    )
    due_until = django_filters.DateFilter(
        label=_("Visit due until"),
        field_name="standing__next_due_on",
        lookup_expr="lte",
        widget=forms.HiddenInput,
    )

    class Meta:
        model = Household
        fields = [
            "search",
            "area",
            "group",
            "visited",
            "kind",
            "has_card",
            "care_kind",
            "state",
            "not_visited_since",
            "due_until",
        ]

    def narrow_to_visited(self, queryset, _name, value):
        today = timezone.localdate()
        if value == NEVER:
            return queryset.filter(standing__last_visited_at__isnull=True)
        if value == DUE:
            return queryset.filter(standing__next_due_on__lte=today)
        if value == OVERDUE:
            return queryset.filter(standing__next_due_on__lt=today)
        if value == WEEK:
            days = (today, today + timedelta(days=7))
            return queryset.filter(standing__next_due_on__range=days)
        return queryset.not_visited_since(today - timedelta(days=int(value)))

    def narrow_to_kind(self, queryset, _name, value):
        """By a cared-for kind only where one may see who is cared for as what."""
        if value.startswith("care_"):
            may_see = Resident.objects.visible_to(self.request.user, "reveal")
            code = value.removeprefix("care_")
            found = may_see.present().exclude(care_kinds=[])
            if value != HouseholdKind.CARED_FOR:
                found = found.filter(care_kinds__contains=[code])
            return queryset.filter(Exists(found.filter(household=OuterRef("pk"))))
        return queryset.filter(kinds.condition(value, on=timezone.localdate()))

    def narrow_to_card(self, queryset, _name, value):
        return queryset.filter(standing__card_handed_at__isnull=value == "false")

    def narrow_to_care(self, queryset, _name, value):
        """Only where one may see who is cared for as what."""
        residents = Resident.objects.visible_to(self.request.user, "reveal")
        cared_for = residents.present().filter(
            household=OuterRef("pk"), care_kinds__contains=[value]
        )
        return queryset.filter(Exists(cared_for))
