"""What the list of visits can be narrowed to; page and API alike."""

import django_filters
from django import forms
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from households.filters.places import PlaceFilter
from households.filters.register import HouseholdFilter
from households.models import Outcome, Purpose, Visit
from station import policy
from station.forms.once import date_input
from station.models import Area, Post, User
from station.models.area import STEP


def visitors(request):
    """Those who made visits this person may see."""
    if request is None:
        return User.objects.none()
    scope = policy.scope(request.user, "visit.view")
    if not (scope.everything or scope.area_ids):
        return User.objects.filter(pk=request.user.pk)
    seen = Visit.objects.visible_to(request.user).filter(visited_by=OuterRef("pk"))
    served = Post.objects.filter(area__path__in=_paths(scope)).values("user")
    return User.objects.filter(Exists(seen), pk__in=served)


def _paths(scope) -> set[str]:
    """The places of the scope and those they lie in: who goes there has a post there."""
    areas = Area.objects.all()
    if not scope.everything:
        areas = areas.filter(pk__in=scope.area_ids)
    paths = areas.values_list("path", flat=True)
    return {path[:end] for path in paths for end in range(STEP, len(path) + 1, STEP)}


class VisitFilterSet(django_filters.FilterSet):
    area = PlaceFilter(permission="visit.view")
    visited_by = django_filters.ModelChoiceFilter(
        label=_("Who went"), queryset=visitors, empty_label=_("Anybody")
    )
    outcome = django_filters.ChoiceFilter(
        label=_("Outcome"), choices=Outcome.choices, empty_label=_("All")
    )
    purpose = django_filters.ChoiceFilter(
        label=_("Purpose"), choices=Purpose.choices, empty_label=_("All")
    )
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=Visit.State.choices, empty_label=_("All")
    )
    since = django_filters.DateFilter(
        label=_("From"),
        field_name="visited_at",
        lookup_expr="date__gte",
        widget=date_input(),
    )
    until = django_filters.DateFilter(
        label=_("Until"),
        field_name="visited_at",
        lookup_expr="date__lte",
        widget=date_input(),
    )
    household = HouseholdFilter(label=_("Household"), widget=forms.HiddenInput)

    class Meta:
        model = Visit
        fields = [
            "area",
            "visited_by",
            "outcome",
            "purpose",
            "state",
            "since",
            "until",
            "household",
        ]
