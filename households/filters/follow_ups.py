"""What a list of follow-ups can be narrowed to; page and API alike."""

import django_filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from households.models import FollowUp
from households.workflow import FollowUpStatus
from station.models import Area, Post, User

OVERDUE = "overdue"


def areas(request):
    """The villages of which this person may see follow-ups."""
    visible = Area.objects.visible_to(request.user).filter(is_active=True)
    return visible.filter(kind__in=["community", "grid"]).in_tree_order()


def colleagues(request):
    """Those who serve where this person may look."""
    on = timezone.localdate()
    posts = Post.objects.visible_to(request.user).valid(on=on)
    return User.objects.filter(pk__in=posts.values("user"))


class FollowUpFilterSet(django_filters.FilterSet):
    state = django_filters.ChoiceFilter(
        label=_("State"),
        choices=[*FollowUpStatus.choices, (OVERDUE, _("Late"))],
        method="narrow_to_state",
        empty_label=_("All"),
    )
    whose = django_filters.ChoiceFilter(
        label=_("Whose"),
        choices=[("mine", _("Mine"))],
        method="narrow_to_mine",
        empty_label=_("Everybody's"),
    )
    area = django_filters.ModelChoiceFilter(
        label=_("Area"), queryset=areas, method="narrow_to_area", empty_label=_("All")
    )
    assigned_to = django_filters.ModelChoiceFilter(
        label=_("Who goes"), queryset=colleagues, empty_label=_("Anybody")
    )

    class Meta:
        model = FollowUp
        fields = ["state", "whose", "area", "assigned_to"]

    def narrow_to_state(self, queryset, name, value):
        if value == OVERDUE:
            return queryset.overdue(at=timezone.now())
        return queryset.filter(status=value)

    def narrow_to_mine(self, queryset, name, value):
        return queryset.filter(assigned_to=self.request.user)

    def narrow_to_area(self, queryset, name, value):
        return queryset.filter(area__path__startswith=value.path)
