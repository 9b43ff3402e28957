"""What shifts and the places on them can be narrowed to, on pages and over REST."""

import django_filters
from django.db.models import Count, F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from households.filters.places import PlaceFilter
from patrols import limits
from patrols.models import PatrolKind, Shift, SignUp, Swap, Team, Volunteer
from patrols.workflow.rosters import (
    HOLDING,
    RUNNING,
    ShiftStatus,
    SignUpStatus,
    SwapStatus,
)
from station.filters import AreaFilter
from station.forms.once import date_input

TO_COME, FREE, FOR_ME, MINE = "to_come", "free", "for_me", "mine"
MOST = 300  # shifts looked through for “I can do”
STATES = [
    (TO_COME, _("To come")),
    (FREE, _("With free places")),
    (FOR_ME, _("That I can do")),
    (MINE, _("My own")),
    (ShiftStatus.PLANNED, _("Not yet published")),
    ("over", pgettext_lazy("shift", "Over")),
    (ShiftStatus.CANCELLED, pgettext_lazy("shift", "Cancelled")),
]


def teams_seen(request):
    """The teams this person may choose from."""
    if request is None:
        return Team.objects.none()
    return Team.objects.visible_to(request.user).standing().order_by("name_sort")


def free_ones(rows):
    """With a place nobody holds."""
    held = Count("sign_ups", filter=Q(sign_ups__status__in=HOLDING))
    found = Shift.objects.annotate(held_places=held).filter(held_places__lt=F("needed"))
    return rows.filter(pk__in=found.values("pk"))


def for_volunteer(rows, volunteer, *, at):
    """Free places that this person may take: no limit stands in the way."""
    if volunteer is None:
        return rows.none()
    ahead = free_ones(rows.standing().filter(starts_at__gt=at))
    ahead = ahead.exclude(
        pk__in=volunteer.sign_ups.running().values("shift")
    ).for_list()
    barred = limits.open_to(volunteer, ahead.order_by("starts_at", "pk")[:MOST])
    return rows.filter(pk__in=[pk for pk, found in barred.items() if not found])


class ShiftFilterSet(django_filters.FilterSet):
    """The API's filters."""

    area = AreaFilter()
    team = django_filters.ModelChoiceFilter(queryset=teams_seen)
    kind = django_filters.ModelChoiceFilter(queryset=PatrolKind.objects.all())
    state = django_filters.ChoiceFilter(choices=STATES, method="in_state")
    period = django_filters.NumberFilter(field_name="period_id")
    since = django_filters.DateFilter(field_name="starts_at", lookup_expr="date__gte")
    until = django_filters.DateFilter(field_name="starts_at", lookup_expr="date__lte")

    class Meta:
        model = Shift
        fields = ["area", "team", "kind", "state", "period", "since", "until"]

    def in_state(self, queryset, _name, value):
        now = timezone.now()
        volunteer = Volunteer.objects.of(self.request.user).first()
        if value == FOR_ME:
            return for_volunteer(queryset, volunteer, at=now)
        if value == MINE:
            own = SignUp.objects.running().filter(volunteer=volunteer)
            return queryset.filter(pk__in=own.values("shift"), ends_at__gt=now)
        ahead = queryset.upcoming(at=now)
        return {
            TO_COME: lambda: ahead.exclude(status=ShiftStatus.CANCELLED),
            FREE: lambda: free_ones(ahead.exclude(status=ShiftStatus.CANCELLED)),
            ShiftStatus.PLANNED: lambda: queryset.filter(status=value),
            ShiftStatus.CANCELLED: lambda: queryset.filter(status=value),
            "over": lambda: queryset.filter(ends_at__lte=now),
        }[value]()


class ShiftListFilterSet(ShiftFilterSet):
    """The same on the page."""

    state = django_filters.ChoiceFilter(
        label=_("State"), choices=STATES, method="in_state", empty_label=_("All")
    )
    team = django_filters.ModelChoiceFilter(
        label=_("Patrol team"), queryset=teams_seen, empty_label=_("All")
    )
    area = PlaceFilter(permission="shift.view")
    kind = django_filters.ModelChoiceFilter(
        label=_("Kind"), queryset=PatrolKind.objects.all(), empty_label=_("All")
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
    period = None

    class Meta:
        model = Shift
        fields = ["state", "team", "area", "kind", "since", "until"]


class SignUpFilterSet(django_filters.FilterSet):
    """Places by shift, person and what they are."""

    area = AreaFilter(field_name="shift__area")
    shift = django_filters.NumberFilter(field_name="shift_id")
    volunteer = django_filters.NumberFilter(field_name="volunteer_id")
    status = django_filters.ChoiceFilter(choices=SignUpStatus)
    running = django_filters.BooleanFilter(method="still")
    since = django_filters.DateFilter(
        field_name="shift__starts_at", lookup_expr="date__gte"
    )
    until = django_filters.DateFilter(
        field_name="shift__starts_at", lookup_expr="date__lte"
    )

    class Meta:
        model = SignUp
        fields = ["area", "shift", "volunteer", "status", "running", "since", "until"]

    def still(self, queryset, _name, value):
        found = queryset.filter(status__in=RUNNING)
        return found if value else queryset.exclude(status__in=RUNNING)


class SwapFilterSet(django_filters.FilterSet):
    """Swaps by what they are."""

    area = AreaFilter(field_name="sign_up__shift__area")
    shift = django_filters.NumberFilter(field_name="sign_up__shift_id")
    status = django_filters.ChoiceFilter(choices=SwapStatus)

    class Meta:
        model = Swap
        fields = ["area", "shift", "status"]


class SwapListFilterSet(SwapFilterSet):
    """The same on the page."""

    status = django_filters.ChoiceFilter(
        label=_("State"), choices=SwapStatus, empty_label=_("All")
    )
    team = django_filters.ModelChoiceFilter(
        label=_("Patrol team"),
        field_name="sign_up__shift__team",
        queryset=teams_seen,
        empty_label=_("All"),
    )
    area = PlaceFilter(permission="swap.view", field_name="sign_up__shift__area")
    shift = None

    class Meta:
        model = Swap
        fields = ["status", "team", "area"]
