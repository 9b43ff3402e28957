"""What lists of cards and messages can be narrowed by, on pages and in the API."""

import django_filters as filters
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from households.filters.register import HouseholdFilter
from households.models import CardHandover, ContactCard, Message, MessageKind
from households.workflow import CardStatus
from households.workflow_messages import MessageStatus
from station.filters import AreaFilter, visible_people


def visible_cards(request):
    if request is None:
        return ContactCard.objects.none()
    return ContactCard.objects.visible_to(request.user)


class ContactCardFilterSet(filters.FilterSet):
    area = AreaFilter()
    status = filters.ChoiceFilter(choices=CardStatus)

    class Meta:
        model = ContactCard
        fields = ["area", "status"]


class CardHandoverFilterSet(filters.FilterSet):
    area = AreaFilter()
    household = HouseholdFilter()
    card = filters.ModelChoiceFilter(queryset=visible_cards)
    handed_from = filters.DateFilter(field_name="handed_at", lookup_expr="date__gte")
    handed_until = filters.DateFilter(field_name="handed_at", lookup_expr="date__lte")

    class Meta:
        model = CardHandover
        fields = ["area", "household", "card", "handed_from", "handed_until"]


class MessageFilterSet(filters.FilterSet):
    """Messages and tips by kind, place, person and due day."""

    kind = filters.ChoiceFilter(choices=MessageKind)
    area = AreaFilter()
    status = filters.ChoiceFilter(choices=MessageStatus)
    assigned_to = filters.ModelChoiceFilter(queryset=visible_people)
    overdue = filters.BooleanFilter(label=_("Overdue"), method="late")

    class Meta:
        model = Message
        fields = ["kind", "area", "status", "assigned_to", "overdue"]

    def late(self, queryset, _name, value: bool):
        late = Q(status=MessageStatus.NEW, due_at__lt=timezone.now())
        return queryset.filter(late if value else ~late)
