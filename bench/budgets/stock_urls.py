"""The views of the comparison, each as the tutorial of its library does it."""

from django.urls import include, path
from rest_framework import permissions, serializers
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.pagination import LimitOffsetPagination
from rest_framework.renderers import JSONRenderer
from rest_framework.viewsets import ReadOnlyModelViewSet

from bench.api_lists import AreaSerializer, HouseholdSerializer, PersonSerializer
from bench.budgets.stock_tips import StockTip
from disputes.api.disputes import DisputeViewSet
from disputes.api.shapes import DISPUTES
from disputes.models import Dispute, DisputeParty
from station.api.parts import Children
from station.api.shape import Shape

PARTY = ("id", "side", "kind", "role", "name", "phone_masked", "birth_date")
PLAIN = (
    "id", "number", "place", "source", "call_number", "tier", "proposed_tier", "track",
    "event_on", "amount", "people_count", "dangers", "is_domestic_violence",
    "is_school_bullying", "school_told_on", "times", "party_names", "reported_at",
    "taken_up_at", "due_at", "status", "mediated_at", "told_of_court_on", "outcome",
    "ended_at", "version", "created_at", "updated_at", "field", "grade",
)  # fmt: skip


class WithParties(DisputeViewSet):
    """Our own list with each dispute's parties in it."""

    shape = Shape(
        "DisputeWithParties",
        Dispute,
        *DISPUTES.fields,
        Children("parties", *PARTY, order="{t}.id"),
        orders={key: order.lookup for key, order in DISPUTES.orders.items()},
        order="-id",
        by_area=["id"],
    )


class PartySerializer(serializers.ModelSerializer):
    class Meta:
        model = DisputeParty
        fields = PARTY


class StockSerializer(serializers.ModelSerializer):
    area = AreaSerializer()
    household = HouseholdSerializer()
    reported_by = PersonSerializer()
    assigned_to = PersonSerializer()
    ended_by = PersonSerializer()
    parties = PartySerializer(many=True)
    source_display = serializers.CharField(source="get_source_display")
    tier_display = serializers.CharField(source="get_tier_display")
    track_display = serializers.CharField(source="get_track_display")
    status_display = serializers.CharField(source="get_status_display")
    outcome_display = serializers.CharField(source="get_outcome_display")

    class Meta:
        model = Dispute
        fields = [
            *PLAIN, "area", "household", "reported_by", "assigned_to", "ended_by",
            "parties", "source_display", "tier_display", "track_display",
            "status_display", "outcome_display",
        ]  # fmt: skip


class Hundred(LimitOffsetPagination):
    default_limit = 100
    max_limit = 1000


class StockDisputes(ReadOnlyModelViewSet):
    serializer_class = StockSerializer
    pagination_class = Hundred
    renderer_classes = [JSONRenderer]
    content_negotiation_class = DefaultContentNegotiation
    permission_classes = [permissions.IsAuthenticated]

    def get_queryset(self):
        return (
            Dispute.objects.visible_to(self.request.user)
            .select_related(
                "area", "household__address", "reported_by", "assigned_to", "ended_by"
            )
            .prefetch_related("parties")
            .order_by("-pk")
        )


urlpatterns = [
    path("bench/disputes/", WithParties.as_view({"get": "list"})),
    path("stock/disputes/", StockDisputes.as_view({"get": "list"})),
    path("stock/tips/<str:token>/", StockTip.as_view()),
    path("", include("config.urls")),
]
