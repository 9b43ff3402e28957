"""What scam types can be narrowed to, on the page and over REST."""

import django_filters
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from antifraud.models import ScamType
from antifraud.workflow.people import Group, Scene
from households.filters.places import WordsFilter
from station.models.legal import Mark

NOW, ALL = "now", "all"


class ScamTypeFilterSet(django_filters.FilterSet):
    """The API's filters."""

    group = django_filters.ChoiceFilter(
        label=_("Whom it meets"),
        choices=Group.choices,
        field_name="groups",
        method="holds",
        empty_label=_("All"),
    )
    scene = django_filters.ChoiceFilter(
        label=_("Scene"),
        choices=Scene.choices,
        field_name="scenes",
        method="holds",
        empty_label=_("All"),
    )
    mark = django_filters.ChoiceFilter(
        label=_("Certainty"), choices=Mark.choices, empty_label=_("All")
    )
    told = django_filters.ChoiceFilter(
        label=pgettext_lazy("scam type", "Told of"),
        choices=[(NOW, _("Told of now")), (ALL, _("All types"))],
        method="by_told",
        empty_label=None,
    )

    class Meta:
        model = ScamType
        fields = ["group", "scene", "mark", "told"]

    def holds(self, rows, name, value):
        return rows.filter(**{f"{name}__contains": [value]})

    def by_told(self, rows, _name, value):
        return rows.valid(on=timezone.localdate()) if value == NOW else rows


class ScamTypeListFilterSet(ScamTypeFilterSet):
    """The same in the officer's order, and by a word."""

    search = WordsFilter(label=_("A word in it"), method="by_word")

    class Meta:
        model = ScamType
        fields = ["search", "group", "scene", "mark", "told"]

    def by_word(self, rows, _name, value):
        found = Q()
        for name in ("name_zh", "name_en", "signs", "phrases", "advice"):
            found |= Q(**{f"{name}__icontains": value})
        return rows.filter(found)
