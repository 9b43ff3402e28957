"""What lists of boards, prints and online services can be narrowed by."""

import django_filters as filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from households.card_truth import CHECK_EVERY
from households.filters.places import PlaceFilter, WordsFilter
from households.models import Board, CardPrint, OnlineService, PaperKind
from station.filters import AreaFilter

HANGS = [("true", _("hangs")), ("false", _("taken down"))]
UNCHECKED = [("true", _("not looked at for three months"))]


class BoardFilterSet(filters.FilterSet):
    """Boards by place, kind and state: page and API alike."""

    search = WordsFilter(label=_("Where it hangs"), method="find")
    area = AreaFilter()
    kind = filters.ChoiceFilter(
        label=_("Kind"), choices=Board.Kind, empty_label=_("All")
    )
    hanging = filters.ChoiceFilter(
        label=_("State"), choices=HANGS, method="is_hanging", empty_label=_("All")
    )
    unchecked = filters.ChoiceFilter(
        label=_("Last look"),
        choices=UNCHECKED,
        method="not_looked_at",
        empty_label=_("All"),
    )

    class Meta:
        model = Board
        fields = ["search", "area", "kind", "hanging", "unchecked"]

    def find(self, queryset, _name, value):
        return queryset.filter(place__contains=value)

    def is_hanging(self, queryset, _name, value):
        return queryset.filter(removed_on__isnull=value == "true")

    def not_looked_at(self, queryset, _name, _value):
        day = timezone.localdate() - CHECK_EVERY
        return queryset.hanging().filter(checked_on__lt=day)


class BoardListFilterSet(BoardFilterSet):
    area = PlaceFilter(permission="board.view")


class CardPrintFilterSet(filters.FilterSet):
    area = AreaFilter()
    kind = filters.ChoiceFilter(choices=PaperKind)

    class Meta:
        model = CardPrint
        fields = ["area", "kind"]


class OnlineServiceFilterSet(filters.FilterSet):
    area = AreaFilter()
    is_active = filters.BooleanFilter()

    class Meta:
        model = OnlineService
        fields = ["area", "is_active"]
