"""How mediators and committees are narrowed, on pages and over REST."""

import django_filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from disputes.models import Committee, DisputeField, Mediator
from disputes.search import COMMITTEES, MEDIATORS
from disputes.workflow.mediation import MediatorType
from disputes.workflow.mediators import Background, CommitteeKind
from households.filters.places import PlaceFilter, WordsFilter
from station.filters import AreaFilter

STATES = [("serving", _("Serving")), ("over", _("Term over"))]


def _by_state(rows, value):
    serving = rows.model.objects.serving(on=timezone.localdate()).values("pk")
    if value == "serving":
        return rows.filter(pk__in=serving)
    return rows.exclude(pk__in=serving)


class MediatorFilterSet(django_filters.FilterSet):
    """The API's filters."""

    area = AreaFilter()
    state = django_filters.ChoiceFilter(choices=STATES, method="in_state")
    type = django_filters.ChoiceFilter(choices=MediatorType)
    field = django_filters.CharFilter(method="knowing")
    is_volunteer = django_filters.BooleanFilter()

    class Meta:
        model = Mediator
        fields = ["area", "state", "type", "field", "is_volunteer"]

    def in_state(self, queryset, _name, value):
        return _by_state(queryset, value)

    def knowing(self, queryset, _name, value):
        return queryset.filter(fields__contains=[value])


class MediatorListFilterSet(MediatorFilterSet):
    """The same in the officer's order, and by name."""

    search = WordsFilter(label=_("Name or skill"), method="find")
    area = PlaceFilter(permission="mediator.view")
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=STATES, method="in_state", empty_label=_("All")
    )
    type = django_filters.ChoiceFilter(
        label=_("Type"), choices=MediatorType, empty_label=_("All")
    )
    field = django_filters.ChoiceFilter(
        label=_("Knows"),
        choices=lambda: DisputeField.objects.choices(),
        method="knowing",
        empty_label=_("All"),
    )
    background = django_filters.ChoiceFilter(
        label=_("Background"), choices=Background, empty_label=_("All")
    )
    is_volunteer = None

    class Meta:
        model = Mediator
        fields = ["search", "area", "state", "type", "field", "background"]

    def find(self, queryset, _name, value: str):
        return queryset.filter(MEDIATORS.matching(value))


class CommitteeFilterSet(django_filters.FilterSet):
    """The API's filters."""

    area = AreaFilter()
    state = django_filters.ChoiceFilter(choices=STATES, method="in_state")
    kind = django_filters.ChoiceFilter(choices=CommitteeKind)

    class Meta:
        model = Committee
        fields = ["area", "state", "kind"]

    def in_state(self, queryset, _name, value):
        return _by_state(queryset, value)


class CommitteeListFilterSet(CommitteeFilterSet):
    """The same on the page, and by name."""

    search = WordsFilter(label=_("Name of the committee"), method="find")  # fmt: skip
    area = PlaceFilter(permission="committee.view")
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=STATES, method="in_state", empty_label=_("All")
    )
    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=CommitteeKind, empty_label=_("All")
    )

    class Meta:
        model = Committee
        fields = ["search", "area", "state", "kind"]

    def find(self, queryset, _name, value: str):
        return queryset.filter(COMMITTEES.matching(value))
