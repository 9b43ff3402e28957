"""What the list of questions can be narrowed to; page and API alike."""

import django_filters
from django.utils.translation import gettext_lazy as _

from households.models import QuestionKind, VisitQuestion
from households.workflow.rounds import QuestionState
from station.filters import AreaFilter
from station.models import User


def asked(request):
    """Those who were asked something this person may see."""
    if request is None:
        return User.objects.none()
    seen = VisitQuestion.objects.visible_to(request.user).values("officer")
    return User.objects.filter(pk__in=seen).order_by("name_sort", "pk")


class VisitQuestionFilterSet(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=QuestionState.choices, empty_label=_("All")
    )
    kind = django_filters.ChoiceFilter(
        label=_("What struck"), choices=QuestionKind.choices, empty_label=_("All")
    )
    officer = django_filters.ModelChoiceFilter(
        label=_("Who is asked"), queryset=asked, empty_label=_("Anybody")
    )
    area = AreaFilter(empty_label=_("All"))

    class Meta:
        model = VisitQuestion
        fields = ["state", "kind", "officer", "area"]
