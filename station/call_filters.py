"""What call records and terms can be narrowed by, on pages and in the API."""

import django_filters as filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from station.filters import AreaFilter
from station.forms.words import WordsField
from station.models import CallRecord, ScreeningTerm
from station.screening.codes import (
    CODES,
    CallKind,
    CallStatus,
    Quarrel,
    Scam,
    Sign,
    Target,
)
from station.search import CALLS


class WordsFilter(filters.CharFilter):
    """Words one looks for; never a personal number."""

    field_class = WordsField


class CallFilterSet(filters.FilterSet):
    """Calls by place, day, what they are and whether somebody said so."""

    search = WordsFilter(label=_("Number, caller or place"), method="find")
    area = AreaFilter(empty_label=_("All"))
    status = filters.ChoiceFilter(
        label=_("State"), choices=CallStatus, empty_label=_("All")
    )
    kind = filters.ChoiceFilter(
        label=_("Kind"), choices=CallKind, method="of_kind", empty_label=_("All")
    )
    field = filters.ChoiceFilter(
        label=_("Kind of quarrel"),
        choices=Quarrel,
        method="of_field",
        empty_label=_("All"),
    )
    scam = filters.ChoiceFilter(
        label=_("Scam type"), choices=Scam, method="of_scam", empty_label=_("All")
    )
    danger = filters.ChoiceFilter(
        label=_("Sign of danger"),
        choices=Sign,
        method="with_danger",
        empty_label=_("All"),
    )
    since = filters.DateFilter(
        label=_("From day"), field_name="called_at__date", lookup_expr="gte"
    )
    until = filters.DateFilter(
        label=_("Until day"), field_name="called_at__date", lookup_expr="lte"
    )

    class Meta:
        model = CallRecord
        fields = [
            "search",
            "area",
            "status",
            "kind",
            "field",
            "scam",
            "danger",
            "since",
            "until",
        ]

    def find(self, queryset, _name, value: str):
        return queryset.filter(CALLS.matching(value))

    def of_kind(self, queryset, _name, value: str):
        return self._either(queryset, "kind", value)

    def of_field(self, queryset, _name, value: str):
        return self._either(queryset, "field", value)

    def of_scam(self, queryset, _name, value: str):
        return self._either(queryset, "scam", value)

    def with_danger(self, queryset, _name, value: str):
        waits = Q(status=CallStatus.PROPOSED)
        return queryset.filter(
            waits & Q(proposed_dangers__contains=[value])
            | ~waits & Q(dangers__contains=[value])
        )

    def _either(self, queryset, name: str, value: str):
        """What was decided, and where nobody has what is proposed."""
        waits = Q(status=CallStatus.PROPOSED)
        return queryset.filter(
            waits & Q(**{f"proposed_{name}": value}) | ~waits & Q(**{name: value})
        )


def _codes() -> list[tuple[str, str]]:
    """What terms can speak for, by the four things they vote on."""
    found = {code.value: code.label for codes in CODES.values() for code in codes}
    return list(found.items())


class TermFilterSet(filters.FilterSet):
    """Terms by what they vote on and by their words."""

    search = filters.CharFilter(
        label=_("Words"), field_name="pattern", lookup_expr="contains"
    )
    target = filters.ChoiceFilter(
        label=_("Votes on"), choices=Target, empty_label=_("All")
    )
    code = filters.ChoiceFilter(
        label=_("Speaks for"), choices=_codes(), empty_label=_("All")
    )
    own = filters.BooleanFilter(
        label=_("Provided by"),
        field_name="area",
        lookup_expr="isnull",
        exclude=True,
        widget=forms.Select(
            choices=[
                ("", _("All")),
                ("true", _("the station")),
                ("false", _("ships")),
            ]
        ),
    )

    class Meta:
        model = ScreeningTerm
        fields = ["search", "target", "code", "own"]
