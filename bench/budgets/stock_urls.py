"""The views of the comparison, each as the tutorial of its library does it."""

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.urls import include, path
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.csrf import csrf_exempt
from rest_framework import permissions, serializers
from rest_framework.negotiation import DefaultContentNegotiation
from rest_framework.pagination import LimitOffsetPagination
from rest_framework.renderers import JSONRenderer
from rest_framework.viewsets import ReadOnlyModelViewSet

from bench.api_lists import AreaSerializer, HouseholdSerializer, PersonSerializer
from disputes.api.disputes import DisputeViewSet
from disputes.api.shapes import DISPUTES
from disputes.models import Dispute, DisputeParty
from households.actions.message_life import number_for
from households.models import ContactCard, Message
from station import crypto
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


class TipForm(forms.Form):
    text = forms.CharField(max_length=2000)


@method_decorator([csrf_exempt, login_not_required], name="dispatch")
class StockTip(View):
    """A form, a row, an answer: no limits, no receipt, no reminders."""

    def post(self, request, pk: int):
        form = TipForm(request.POST)
        if not form.is_valid():
            return HttpResponse(status=400)
        card, at = ContactCard.objects.select_related("area").get(pk=pk), timezone.now()
        row = Message(
            kind="tip",
            card=card,
            area=card.area,
            is_anonymous=True,
            receipt_hash=crypto.fingerprint(crypto.new_code()),
            received_at=at,
            due_at=at,
            number=number_for("tip", card.area, at),
        )
        row.write_text(form.cleaned_data["text"], phone="")
        row.save()
        return HttpResponse("ok")


urlpatterns = [
    path("bench/disputes/", WithParties.as_view({"get": "list"})),
    path("stock/disputes/", StockDisputes.as_view({"get": "list"})),
    path("stock/tips/<int:pk>/", StockTip.as_view()),
    path("", include("config.urls")),
]
