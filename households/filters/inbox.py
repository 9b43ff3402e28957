"""What messages and hand-overs can be narrowed by, on pages and in the API."""

import django_filters as filters
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from households.models import Message, MessageLimit, Office, Referral
from households.workflow.messages import (
    MessageKind,
    MessageStatus,
    OfficeKind,
    ReferralStatus,
    Satisfaction,
)
from station.filters import AreaFilter, visible_people

YES = [("true", _("Late"))]


def visible_offices(request):
    if request is None:
        return Office.objects.none()
    return Office.objects.visible_to(request.user).order_by("kind", "title")


class MessageFilterSet(filters.FilterSet):
    """Messages and tips by kind, place, person, due day and what became of them."""

    kind = filters.ChoiceFilter(choices=MessageKind)
    area = AreaFilter()
    status = filters.ChoiceFilter(choices=MessageStatus)
    assigned_to = filters.ModelChoiceFilter(queryset=visible_people)
    overdue = filters.BooleanFilter(label=_("Overdue"), method="late")
    satisfaction = filters.ChoiceFilter(choices=Satisfaction)
    office = filters.ModelChoiceFilter(
        label=_("With the office"), queryset=visible_offices, method="lies_with"
    )
    reopened = filters.BooleanFilter(label=_("Opened again"), method="opened_again")

    class Meta:
        model = Message
        fields = [
            "kind",
            "area",
            "status",
            "assigned_to",
            "overdue",
            "satisfaction",
            "office",
            "reopened",
        ]

    def late(self, queryset, _name, value: bool):
        """Ours is late, or the other office's answer is."""
        now = timezone.now()
        away = Referral.objects.overdue(at=now).values("message")
        late = Q(status=MessageStatus.NEW, due_at__lt=now)
        late |= Q(status=MessageStatus.REFERRED, pk__in=away)
        return queryset.filter(late if value else ~late)

    def lies_with(self, queryset, _name, value: Office):
        waiting = Referral.objects.waiting().filter(office=value)
        return queryset.filter(pk__in=waiting.values("message"))

    def opened_again(self, queryset, _name, value: bool):
        again = Q(reopened_times__gt=0)
        return queryset.filter(again if value else ~again)


class InboxFilterSet(MessageFilterSet):
    """The same names as in the API, with a word for what is not chosen."""

    status = filters.ChoiceFilter(
        label=_("State"), choices=MessageStatus, empty_label=_("All")
    )
    kind = filters.ChoiceFilter(
        label=_("Kind"), choices=MessageKind, empty_label=_("All")
    )
    area = AreaFilter(label=_("Area"), empty_label=_("All"))
    assigned_to = filters.ModelChoiceFilter(
        label=_("In charge"), queryset=visible_people, empty_label=_("Everybody")
    )
    overdue = filters.ChoiceFilter(
        label=_("Time"), choices=YES, empty_label=_("All"), method="late_only"
    )
    satisfaction = filters.ChoiceFilter(
        label=_("Satisfaction"), choices=Satisfaction, empty_label=_("All")
    )
    office = filters.ModelChoiceFilter(
        label=_("With the office"),
        queryset=visible_offices,
        empty_label=_("All"),
        method="lies_with",
    )
    reopened = filters.ChoiceFilter(
        label=_("Opened again"),
        choices=[("true", _("Yes"))],
        empty_label=_("All"),
        method="opened_again_only",
    )

    def late_only(self, queryset, name, value):
        return self.late(queryset, name, True)

    def opened_again_only(self, queryset, name, value):
        return self.opened_again(queryset, name, True)


class ReferralFilterSet(filters.FilterSet):
    """Hand-overs by office, state and whether their answer is late."""

    area = AreaFilter()
    office = filters.ModelChoiceFilter(queryset=visible_offices)
    status = filters.ChoiceFilter(choices=ReferralStatus)
    overdue = filters.BooleanFilter(label=_("Overdue"), method="late")

    class Meta:
        model = Referral
        fields = ["area", "office", "status", "overdue"]

    def late(self, queryset, _name, value: bool):
        late = Q(status=ReferralStatus.WAITING, due_at__lt=timezone.now())
        return queryset.filter(late if value else ~late)


class OfficeFilterSet(filters.FilterSet):
    """Offices by kind, and whether they are in use."""

    kind = filters.ChoiceFilter(choices=OfficeKind)
    is_active = filters.BooleanFilter()

    class Meta:
        model = Office
        fields = ["kind", "is_active"]


class MessageLimitFilterSet(filters.FilterSet):
    """Time limits by station and kind."""

    station = AreaFilter()
    kind = filters.ChoiceFilter(choices=MessageKind)

    class Meta:
        model = MessageLimit
        fields = ["station", "kind"]
