"""What the disputes can be narrowed to, on the page and over REST."""

import django_filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from disputes.filters.figures import FigureFilters
from disputes.models import Dispute, DisputeField, DisputeGrade
from disputes.search import DISPUTES
from disputes.workflow import OPEN, Status
from disputes.workflow.intake import Danger, Source, Tier, Track
from households.filters.places import PlaceFilter, WordsFilter
from station.filters import AreaFilter

STATES = [
    ("open", _("Open")),
    ("overdue", _("Late")),
    (Status.REPORTED, Status.REPORTED.label),
    (Status.TAKEN_UP, Status.TAKEN_UP.label),
    (Status.SETTLED, Status.SETTLED.label),
    (Status.FAILED, Status.FAILED.label),
    (Status.ENDED, Status.ENDED.label),
]


def kinds() -> list[tuple[str, str]]:
    """The county's kinds of quarrels, also those out of use."""
    return list(DisputeField.objects.labels().items())


def grades() -> list[tuple[int, str]]:
    return list(DisputeGrade.objects.labels().items())


class DisputeFilterSet(FigureFilters):
    """The API's filters."""

    area = AreaFilter()
    state = django_filters.ChoiceFilter(choices=STATES, method="narrow_to_state")
    field = django_filters.ChoiceFilter(choices=kinds)
    grade = django_filters.ChoiceFilter(choices=grades)
    tier = django_filters.ChoiceFilter(choices=Tier)
    track = django_filters.ChoiceFilter(choices=Track)
    danger = django_filters.ChoiceFilter(choices=Danger, method="narrow_to_danger")
    source = django_filters.ChoiceFilter(choices=Source)

    class Meta:
        model = Dispute
        fields = [
            "area",
            "state",
            "field",
            "grade",
            "tier",
            "track",
            "danger",
            "source",
        ]

    def narrow_to_danger(self, queryset, _name, value: str):
        return queryset.filter(dangers__contains=[value])

    def narrow_to_state(self, queryset, _name, value):
        if value == "open":
            return queryset.filter(status__in=OPEN)
        if value == "overdue":
            return queryset.overdue(at=timezone.now())
        return queryset.filter(status=value)


class DisputeListFilterSet(DisputeFilterSet):
    """The same in the officer's order, and by words."""

    search = WordsFilter(label=_("Number, name or place"), method="find")
    area = PlaceFilter(permission="dispute.view")
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=STATES,
        method="narrow_to_state",
        empty_label=_("All"),
    )
    field = django_filters.ChoiceFilter(
        label=_("Kind of quarrel"), choices=kinds, empty_label=_("All")
    )
    grade = django_filters.ChoiceFilter(
        label=_("Grade"), choices=grades, empty_label=_("All")
    )
    tier = django_filters.ChoiceFilter(
        label=_("Tier"), choices=Tier, empty_label=_("All")
    )
    track = django_filters.ChoiceFilter(
        label=_("Legal track"), choices=Track, empty_label=_("All")
    )
    danger = django_filters.ChoiceFilter(
        label=_("Sign of danger"),
        choices=Danger,
        empty_label=_("All"),
        method="narrow_to_danger",
    )
    source = django_filters.ChoiceFilter(
        label=_("How it was heard of"), choices=Source, empty_label=_("All")
    )

    class Meta:
        model = Dispute
        fields = [
            "search",
            "area",
            "state",
            "field",
            "tier",
            "grade",
            "danger",
            "track",
            "source",
        ]

    def find(self, queryset, _name, value: str):
        """By number, by a party's name or by the place."""
        return queryset.filter(DISPUTES.matching(value))
