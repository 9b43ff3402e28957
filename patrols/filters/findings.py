"""What findings can be narrowed to, on pages and over REST."""

import django_filters
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from households.filters.places import PlaceFilter, WordsFilter
from patrols.models import Finding, PatrolPoint, Team
from patrols.search import FINDINGS
from patrols.workflow.findings import FindingKind, FindingStatus
from station.filters import AreaFilter
from station.forms.once import date_input

OPEN, LATE = "unsettled", "late"
STATES = [
    (OPEN, pgettext_lazy("finding", "Not settled")),
    (LATE, _("Late")),
    *FindingStatus.choices,
]


def visible_teams(request):
    """The teams this person may choose from."""
    if request is None:
        return Team.objects.none()
    return Team.objects.visible_to(request.user).order_by("name_sort", "pk")


def visible_points(request):
    if request is None:
        return PatrolPoint.objects.none()
    return PatrolPoint.objects.visible_to(request.user).order_by("name", "pk")


class FindingFilterSet(django_filters.FilterSet):
    """The API's filters."""

    area = AreaFilter()
    state = django_filters.ChoiceFilter(choices=STATES, method="in_state")
    kind = django_filters.ChoiceFilter(choices=FindingKind)
    team = django_filters.ModelChoiceFilter(queryset=visible_teams)
    point = django_filters.ModelChoiceFilter(queryset=visible_points)
    patrol = django_filters.NumberFilter(field_name="patrol_id")
    owner = django_filters.NumberFilter(field_name="owner_id")
    since = django_filters.DateFilter(field_name="found_at", lookup_expr="date__gte")
    until = django_filters.DateFilter(field_name="found_at", lookup_expr="date__lte")

    class Meta:
        model = Finding
        fields = [
            "area", "state", "kind", "team", "point", "patrol", "owner", "since",
            "until",
        ]  # fmt: skip

    def in_state(self, queryset, _name, value):
        if value == OPEN:
            return queryset.unsettled()
        if value == LATE:
            return queryset.overdue(at=timezone.now())
        return queryset.filter(status=value)


class FindingListFilterSet(FindingFilterSet):
    """The same in the officer's order, and by words."""

    search = WordsFilter(label=_("Number, words or place"), method="find")
    area = PlaceFilter(permission="finding.view")
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=STATES, method="in_state", empty_label=_("All")
    )
    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=FindingKind, empty_label=_("All")
    )
    team = django_filters.ModelChoiceFilter(
        label=_("Patrol team"), queryset=visible_teams, empty_label=_("All")
    )
    since = django_filters.DateFilter(
        label=_("From"),
        field_name="found_at",
        lookup_expr="date__gte",
        widget=date_input(),
    )
    until = django_filters.DateFilter(
        label=_("Until"),
        field_name="found_at",
        lookup_expr="date__lte",
        widget=date_input(),
    )
    point = patrol = owner = None

    class Meta:
        model = Finding
        fields = ["search", "area", "state", "kind", "team", "since", "until"]

    def find(self, queryset, _name, value: str):
        return queryset.filter(
            FINDINGS.matching(value) | Q(point__name__contains=value)
        )
