"""What the list of rounds can be narrowed to; page and API alike."""

import django_filters
from django.utils.translation import gettext_lazy as _

from households.models import Round
from households.workflow.rounds import RoundState
from station.filters import AreaFilter
from station.forms.once import date_input
from station.models import User


def walkers(request):
    """Those whose rounds this person may see."""
    if request is None:
        return User.objects.none()
    seen = Round.objects.visible_to(request.user).values("officer")
    return User.objects.filter(pk__in=seen).order_by("name_sort", "pk")


class RoundFilterSet(django_filters.FilterSet):
    officer = django_filters.ModelChoiceFilter(
        label=_("Who goes"), queryset=walkers, empty_label=_("Anybody")
    )
    area = AreaFilter(empty_label=_("All"))
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=RoundState.choices, empty_label=_("All")
    )
    since = django_filters.DateFilter(
        label=_("From"), field_name="on", lookup_expr="gte", widget=date_input()
    )
    until = django_filters.DateFilter(
        label=_("Until"), field_name="on", lookup_expr="lte", widget=date_input()
    )

    class Meta:
        model = Round
        fields = ["officer", "area", "state", "since", "until"]
