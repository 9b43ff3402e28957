"""What outreach events and material can be narrowed to, on pages and over REST."""

import django_filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from antifraud.models import Material, MaterialMove, OutreachEvent, ScamType
from antifraud.search_outreach import EVENTS, MATERIALS
from antifraud.workflow.materials import MaterialKind, MoveKind
from antifraud.workflow.outreach import OutreachKind, OutreachStatus, Topic
from antifraud.workflow.people import Group
from households.filters.places import PlaceFilter, WordsFilter
from station.filters import AreaFilter
from station.forms.once import date_input

AHEAD, UNWRITTEN = "ahead", "unwritten"
STATES = [
    (AHEAD, pgettext_lazy("outreach", "Ahead")),
    (UNWRITTEN, _("To be written up")),
    *OutreachStatus.choices,
]


def all_types(_request):
    return ScamType.objects.in_order()


def visible_materials(request):
    """The material this person may choose from."""
    if request is None:
        return Material.objects.none()
    return Material.objects.visible_to(request.user).order_by("name", "pk")


class OutreachFilterSet(django_filters.FilterSet):
    """The API's filters of events."""

    area = AreaFilter()
    state = django_filters.ChoiceFilter(choices=STATES, method="in_state")
    kind = django_filters.ChoiceFilter(choices=OutreachKind)
    topic = django_filters.ChoiceFilter(choices=Topic)
    scam_type = django_filters.ModelChoiceFilter(
        field_name="scam_types", queryset=all_types
    )
    group = django_filters.ChoiceFilter(
        field_name="groups", choices=Group, method="for_group"
    )
    led_by = django_filters.NumberFilter(field_name="led_by_id")
    since = django_filters.DateFilter(field_name="starts_at", lookup_expr="date__gte")
    until = django_filters.DateFilter(field_name="starts_at", lookup_expr="date__lte")

    class Meta:
        model = OutreachEvent
        fields = [
            "area", "state", "kind", "topic", "scam_type", "group", "led_by", "since",
            "until",
        ]  # fmt: skip

    def in_state(self, queryset, _name, value):
        if value == AHEAD:
            return queryset.ahead(at=timezone.now())
        if value == UNWRITTEN:
            return queryset.unwritten(at=timezone.now())
        return queryset.filter(status=value)

    def for_group(self, queryset, _name, value):
        return queryset.filter(groups__contains=[value])


class OutreachListFilterSet(OutreachFilterSet):
    """The same in the officer's order, and by words."""

    search = WordsFilter(label=_("Number, title or place"), method="find")
    area = PlaceFilter(permission="outreach.view")
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=STATES, method="in_state", empty_label=_("All")
    )
    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=OutreachKind, empty_label=_("All")
    )
    topic = django_filters.ChoiceFilter(
        label=pgettext_lazy("outreach", "Topic"), choices=Topic, empty_label=_("All")
    )
    scam_type = django_filters.ModelChoiceFilter(
        label=_("Scam type"),
        field_name="scam_types",
        queryset=all_types,
        empty_label=_("All"),
    )
    since = django_filters.DateFilter(
        label=_("From"),
        field_name="starts_at",
        lookup_expr="date__gte",
        widget=date_input(),
    )
    until = django_filters.DateFilter(
        label=_("Until"),
        field_name="starts_at",
        lookup_expr="date__lte",
        widget=date_input(),
    )
    group = led_by = None

    class Meta:
        model = OutreachEvent
        fields = [
            "search", "area", "state", "kind", "topic", "scam_type", "since", "until",
        ]  # fmt: skip

    def find(self, queryset, _name, value: str):
        return queryset.filter(EVENTS.matching(value))


class MaterialFilterSet(django_filters.FilterSet):
    """The API's filters of material."""

    area = AreaFilter()
    kind = django_filters.ChoiceFilter(choices=MaterialKind)
    is_active = django_filters.BooleanFilter()
    is_low = django_filters.BooleanFilter(method="by_low")

    class Meta:
        model = Material
        fields = ["area", "kind", "is_active", "is_low"]

    def by_low(self, queryset, _name, value):
        low = queryset.model.objects.low().values("pk")
        return queryset.filter(pk__in=low) if value else queryset.exclude(pk__in=low)


IN_USE, LOW, RETIRED = "in_use", "low", "retired"


class MaterialListFilterSet(MaterialFilterSet):
    """The same in the officer's order, and by name."""

    search = WordsFilter(label=pgettext_lazy("material", "Name"), method="find")
    area = PlaceFilter(permission="material.view")
    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=MaterialKind, empty_label=_("All")
    )
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[
            (IN_USE, _("In use")),
            (LOW, _("Little left")),
            (RETIRED, _("No longer used")),
        ],
        method="in_state",
        empty_label=_("All"),
    )
    is_active = is_low = None

    class Meta:
        model = Material
        fields = ["search", "area", "kind", "state"]

    def in_state(self, queryset, _name, value):
        if value == LOW:
            return queryset.low()
        return queryset.filter(is_active=value == IN_USE)

    def find(self, queryset, _name, value: str):
        return queryset.filter(MATERIALS.matching(value))


class MoveFilterSet(django_filters.FilterSet):
    """The API's filters of moves."""

    material = django_filters.ModelChoiceFilter(queryset=visible_materials)
    kind = django_filters.ChoiceFilter(choices=MoveKind)
    event = django_filters.NumberFilter(field_name="event_id")
    since = django_filters.DateFilter(field_name="moved_at", lookup_expr="date__gte")
    until = django_filters.DateFilter(field_name="moved_at", lookup_expr="date__lte")

    class Meta:
        model = MaterialMove
        fields = ["material", "kind", "event", "since", "until"]


class MoveListFilterSet(MoveFilterSet):
    """The same in the officer's order."""

    material = django_filters.ModelChoiceFilter(
        label=_("Material"), queryset=visible_materials, empty_label=_("All")
    )
    kind = django_filters.ChoiceFilter(
        label=_("Kind"), choices=MoveKind, empty_label=_("All")
    )
    since = django_filters.DateFilter(
        label=_("From"),
        field_name="moved_at",
        lookup_expr="date__gte",
        widget=date_input(),
    )
    until = django_filters.DateFilter(
        label=_("Until"),
        field_name="moved_at",
        lookup_expr="date__lte",
        widget=date_input(),
    )
    event = None

    class Meta:
        model = MaterialMove
        fields = ["material", "kind", "since", "until"]
