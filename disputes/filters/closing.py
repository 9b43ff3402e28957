"""What follow-ups, closings and papers of disputes can be narrowed to over REST."""

import django_filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from disputes.models import ClosingRequest, CriminalTurn, DisputeFollowUp, DisputePaper
from households.filters.follow_ups import OVERDUE
from households.models import FollowUp
from households.workflow import FollowUpStatus
from station.filters import AreaFilter, visible_people

STATES = [*FollowUpStatus.choices, (OVERDUE, _("Late"))]


class OfDisputeFilterSet(django_filters.FilterSet):
    """By the dispute, or by where it is."""

    area = AreaFilter(field_name="dispute__area")
    dispute = django_filters.NumberFilter(field_name="dispute_id")


class DisputeFollowUpFilterSet(OfDisputeFilterSet):
    """As the page of follow-ups: what is late, whose it is; and by when."""

    state = django_filters.ChoiceFilter(choices=STATES, method="narrow_to_state")
    whose = django_filters.ChoiceFilter(
        choices=[("mine", _("Mine"))], method="narrow_to_mine"
    )
    assigned_to = django_filters.ModelChoiceFilter(
        field_name="follow_up__assigned_to", queryset=visible_people
    )
    is_recorded = django_filters.BooleanFilter(
        field_name="recorded_at", lookup_expr="isnull", exclude=True
    )
    due_before = django_filters.DateFilter(
        field_name="follow_up__due_at", lookup_expr="date__lt"
    )

    due_from = django_filters.DateFilter(
        field_name="follow_up__due_at", lookup_expr="date__gte"
    )

    class Meta:
        model = DisputeFollowUp
        fields = ["occasion", "performance", "satisfaction", "is_briefed"]

    def narrow_to_state(self, queryset, _name, value):
        rows = FollowUp.objects.all()
        if value == OVERDUE:
            rows = rows.overdue(at=timezone.now())
        else:
            rows = rows.filter(status=value)
        return queryset.filter(follow_up__in=rows)

    def narrow_to_mine(self, queryset, _name, _value):
        return queryset.filter(follow_up__assigned_to=self.request.user)


class ClosingRequestFilterSet(OfDisputeFilterSet):
    is_decided = django_filters.BooleanFilter(
        field_name="decided_at", lookup_expr="isnull", exclude=True
    )

    asked_before = django_filters.DateFilter(
        field_name="asked_at", lookup_expr="date__lt"
    )

    class Meta:
        model = ClosingRequest
        fields = ["outcome", "is_approved"]


class DisputePaperFilterSet(OfDisputeFilterSet):
    class Meta:
        model = DisputePaper
        fields = ["kind", "status"]


class CriminalTurnFilterSet(OfDisputeFilterSet):
    turned_from = django_filters.DateFilter(field_name="turned_on", lookup_expr="gte")
    turned_until = django_filters.DateFilter(field_name="turned_on", lookup_expr="lte")

    class Meta:
        model = CriminalTurn
        fields = ["kind"]
