"""What follow-ups, closings and papers of disputes can be narrowed to over REST."""

import django_filters

from disputes.models import ClosingRequest, CriminalTurn, DisputeFollowUp, DisputePaper
from station.filters import AreaFilter


class OfDisputeFilterSet(django_filters.FilterSet):
    """By the dispute, or by where it is."""

    area = AreaFilter(field_name="dispute__area")
    dispute = django_filters.NumberFilter(field_name="dispute_id")


class DisputeFollowUpFilterSet(OfDisputeFilterSet):
    is_recorded = django_filters.BooleanFilter(
        field_name="recorded_at", lookup_expr="isnull", exclude=True
    )
    due_before = django_filters.DateFilter(
        field_name="follow_up__due_at", lookup_expr="date__lt"
    )

    class Meta:
        model = DisputeFollowUp
        fields = ["occasion", "performance", "satisfaction", "is_briefed"]


class ClosingRequestFilterSet(OfDisputeFilterSet):
    is_decided = django_filters.BooleanFilter(
        field_name="decided_at", lookup_expr="isnull", exclude=True
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
