"""How patrol points and routes are narrowed, on pages and over REST."""

import django_filters
from django.utils.translation import gettext_lazy as _

from households.filters.places import PlaceFilter, WordsFilter
from patrols.models import PatrolKind, PatrolPoint, Route
from patrols.search import POINTS
from patrols.workflow.patrols import PointKind
from station.filters import AreaFilter

IN_USE = [("yes", _("In use")), ("no", _("Out of use"))]


def kinds(_request):
    """The kinds of patrol, those out of use too: past ones are of them."""
    return PatrolKind.objects.all()


class PatrolPointFilterSet(django_filters.FilterSet):
    """The API's filters."""

    area = AreaFilter()
    kind = django_filters.ChoiceFilter(choices=PointKind)
    is_active = django_filters.BooleanFilter()
    route = django_filters.NumberFilter(
        field_name="stops__route", distinct=True, label=_("patrol route")
    )

    class Meta:
        model = PatrolPoint
        fields = ["area", "kind", "is_active", "route"]


class PatrolPointListFilterSet(django_filters.FilterSet):
    """The page's: by name, place, kind, and whether it is in use."""

    search = WordsFilter(label=_("Name of the point"), method="find")
    area = PlaceFilter(permission="patrol_point.view")
    kind = django_filters.ChoiceFilter(
        label=_("Kind of place"), choices=PointKind, empty_label=_("All")
    )
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=IN_USE, method="in_state", empty_label=_("All")
    )

    class Meta:
        model = PatrolPoint
        fields = ["search", "area", "kind", "state"]

    def in_state(self, queryset, _name, value):
        return queryset.filter(is_active=value == "yes")

    def find(self, queryset, _name, value: str):
        return queryset.filter(POINTS.matching(value))


class RouteFilterSet(django_filters.FilterSet):
    """The API's filters."""

    area = AreaFilter()
    kind = django_filters.ModelChoiceFilter(queryset=kinds)
    is_active = django_filters.BooleanFilter()

    class Meta:
        model = Route
        fields = ["area", "kind", "is_active"]


class RouteListFilterSet(django_filters.FilterSet):
    """The page's."""

    search = WordsFilter(
        label=_("Name of the route"), field_name="name", lookup_expr="contains"
    )
    area = PlaceFilter(permission="patrol_point.view")
    kind = django_filters.ModelChoiceFilter(
        label=_("Kind of patrol"), queryset=kinds, empty_label=_("All")
    )
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=IN_USE, method="in_state", empty_label=_("All")
    )

    class Meta:
        model = Route
        fields = ["search", "area", "kind", "state"]

    def in_state(self, queryset, _name, value):
        return queryset.filter(is_active=value == "yes")
