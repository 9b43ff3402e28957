"""Settled without the police, over REST."""

import django_filters
from rest_framework import serializers
from rest_framework.decorators import action

from disputes.actions import reconciliations as actions
from disputes.api import paper_links
from disputes.models import Dispute, Reconciliation
from disputes.workflow.reconciliation import ReconciledHow, ReconciliationStatus
from station.api.papers import Pdf
from station.api.parts import Column, Sealed
from station.api.serializers import Input, Text, VersionedInput, Visible
from station.api.shape import Shape
from station.api.shapes import person
from station.api.viewsets import ShapeViewSet
from station.filters import AreaFilter

RECONCILIATIONS = Shape(
    "Reconciliation",
    Reconciliation,
    "id",
    Column("dispute"),
    "how",
    Column("agreement"),
    "status",
    "reached_on",
    "performed_on",
    "applied_on",
    "article",
    "decided_on",
    person("decided_by"),
    "reason",
    person("written_by"),
    "version",
    "created_at",
    "updated_at",
    orders={"updated_at": "updated_at", "id": "id"},
    order="-id",
    detail=[
        Sealed("terms", needs="agreement.reveal"),
        Pdf(paper_links.of_reconciliation, needs="paper.print"),
    ],
)


class ReconciliationFilterSet(django_filters.FilterSet):
    area = AreaFilter(field_name="dispute__area")
    dispute = django_filters.NumberFilter(field_name="dispute_id")
    status = django_filters.ChoiceFilter(choices=ReconciliationStatus)

    class Meta:
        model = Reconciliation
        fields = ["area", "dispute", "status"]


class ReconciliationInput(Input):
    """Both apply; of a committee's agreement text and days are taken from there."""

    dispute = Visible(Dispute, permission="agreement.decide")
    how = serializers.ChoiceField(choices=ReconciledHow.choices)
    terms = Text(4000, required=False, allow_blank=True)
    reached_on = serializers.DateField(required=False, allow_null=True)
    performed_on = serializers.DateField(required=False, allow_null=True)
    applied_on = serializers.DateField()
    both_apply = serializers.BooleanField()
    is_undecided = serializers.BooleanField()


class ReconciliationRefuseInput(VersionedInput):
    reason = Text(300)


class ReconciliationViewSet(ShapeViewSet):
    """What the parties settled themselves, and whether that ends it."""

    shape = RECONCILIATIONS
    filterset_class = ReconciliationFilterSet
    required_permissions = {
        "list": "agreement.view",
        "retrieve": "agreement.view",
        "create": "agreement.decide",
        "accept": "agreement.decide",
        "refuse": "agreement.decide",
    }
    inputs = {
        "create": ReconciliationInput,
        "accept": VersionedInput,
        "refuse": ReconciliationRefuseInput,
    }
    access_fields = "terms"

    def create(self, request):
        """Settled, performed, and asked for in writing by both."""
        data = self.asked()
        dispute = data.pop("dispute")
        return self.make(
            actions.apply, dispute=dispute, application=actions.Application(**data)
        )

    @action(detail=True, methods=["post"])
    def accept(self, request, pk=None):
        """There is no penalty; the dispute is settled."""
        return self.act(actions.accept, on="reconciliation")

    @action(detail=True, methods=["post"])
    def refuse(self, request, pk=None):
        """It is handled by law."""
        return self.act(actions.refuse, on="reconciliation")
