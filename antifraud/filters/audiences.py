"""How audiences and members of the alliance are narrowed, on pages and over REST."""

import django_filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from antifraud.keepers import unkept
from antifraud.models import Ally, Audience
from antifraud.places import PlacesFilter
from antifraud.search import ALLIES, AUDIENCES
from antifraud.workflow.people import Group
from antifraud.workflow.sendings import Channel
from households.filters.places import WordsFilter
from station.filters import AreaFilter
from station.models import User

STATES = [
    ("used", pgettext_lazy("audience", "In use")),
    ("unkept", _("Nobody keeps it any more")),
    ("retired", pgettext_lazy("audience", "Not in use")),
]
MEMBERSHIPS = [("member", _("Takes part")), ("left", _("Left"))]


def keeping(request):
    """Those who keep groups that this person sees."""
    if request is None:
        return User.objects.none()
    rows = Audience.objects.visible_to(request.user)
    found = User.objects.filter(pk__in=rows.values("owner"))
    return found.order_by("name_sort", "pk")


def groups_seen(request):
    """The groups this person may choose from."""
    if request is None:
        return Audience.objects.none()
    rows = Audience.objects.visible_to(request.user).active()
    return rows.defer("address").order_by("name", "pk")


class AudienceFilterSet(django_filters.FilterSet):
    """The API's filters."""

    area = AreaFilter()
    kind = django_filters.ChoiceFilter(choices=Group)
    channel = django_filters.ChoiceFilter(choices=Channel)
    owner = django_filters.ModelChoiceFilter(queryset=keeping)
    state = django_filters.ChoiceFilter(choices=STATES, method="in_state")

    class Meta:
        model = Audience
        fields = ["area", "kind", "channel", "owner", "state"]

    def in_state(self, queryset, _name, value):
        rows = queryset.filter(is_active=value != "retired")
        return unkept(rows, on=timezone.localdate()) if value == "unkept" else rows


class AudienceListFilterSet(AudienceFilterSet):
    """The same on the page, and by name."""

    search = WordsFilter(label=_("Name of the group"), method="find")
    area = PlacesFilter(permission="audience.view")
    kind = django_filters.ChoiceFilter(
        label=_("Kind of people"), choices=Group, empty_label=_("All")
    )
    channel = django_filters.ChoiceFilter(
        label=_("Channel"), choices=Channel, empty_label=_("All")
    )
    owner = django_filters.ModelChoiceFilter(
        label=_("Kept by"), queryset=keeping, empty_label=_("All")
    )
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=STATES, method="in_state", empty_label=_("All")
    )

    class Meta:
        model = Audience
        fields = ["search", "area", "kind", "channel", "owner", "state"]

    def find(self, queryset, _name, value: str):
        return queryset.filter(AUDIENCES.matching(value))


class AllyFilterSet(django_filters.FilterSet):
    """The API's filters."""

    area = AreaFilter()
    kind = django_filters.ChoiceFilter(choices=Group)
    audience = django_filters.ModelChoiceFilter(
        field_name="audiences", queryset=groups_seen
    )
    state = django_filters.ChoiceFilter(choices=MEMBERSHIPS, method="in_state")

    class Meta:
        model = Ally
        fields = ["area", "kind", "audience", "state"]

    def in_state(self, queryset, _name, value):
        return queryset.filter(left_on__isnull=value == "member")


class AllyListFilterSet(AllyFilterSet):
    """The same on the page, and by name."""

    search = WordsFilter(label=_("Name or unit"), method="find")
    area = PlacesFilter(permission="ally.view")
    kind = django_filters.ChoiceFilter(
        label=_("Who it is"), choices=Group, empty_label=_("All")
    )
    audience = django_filters.ModelChoiceFilter(
        label=pgettext_lazy("audience", "Group"),
        field_name="audiences",
        queryset=groups_seen,
        empty_label=_("All"),
    )
    state = django_filters.ChoiceFilter(
        label=_("State"), choices=MEMBERSHIPS, method="in_state", empty_label=_("All")
    )

    class Meta:
        model = Ally
        fields = ["search", "area", "kind", "audience", "state"]

    def find(self, queryset, _name, value: str):
        return queryset.filter(ALLIES.matching(value))
