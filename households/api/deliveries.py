"""Documents taken home, over REST; a phone without signal sends its hand-overs later."""

from collections.abc import Iterator
from contextlib import contextmanager

from rest_framework.decorators import action
from rest_framework.response import Response

from households.actions import deliveries as actions
from households.actions import late_hand_overs
from households.api import services_inputs as inputs
from households.api import shapes_services as shapes
from households.api.reveal import RevealOutput, revealed
from households.filters.services import BatchFilterSet, DeliveryFilterSet
from station.actions import attachments
from station.api.bulk import BulkMixin
from station.api.content import UploadParser
from station.api.serializers import Nothing
from station.api.viewsets import ShapeViewSet


class DeliveryBatchViewSet(ShapeViewSet):
    """The counter's lists."""

    shape = shapes.BATCHES
    filterset_class = BatchFilterSet
    required_permissions = {
        "list": "delivery_batch.view",
        "retrieve": "delivery_batch.view",
        "create": "delivery_batch.create",
    }
    inputs = {"create": inputs.BatchInput}

    def create(self, request):
        """List finished documents, all of them or none."""
        return self.make(actions.list_documents, **self.asked())


class DeliveryViewSet(BulkMixin, ShapeViewSet):
    """Documents on their way home."""

    shape = shapes.DELIVERIES
    list_key = "households.delivery"
    filterset_class = DeliveryFilterSet
    required_permissions = {
        "list": "delivery.view",
        "retrieve": "delivery.view",
        "give_out": "delivery.assign",
        "hand_over": "delivery.edit",
        "also_handed_over": "delivery.edit",
        "bring_back": "delivery.edit",
        "take_back": "delivery.edit",
        "withdraw": "delivery.edit",
        "reveal": "delivery.reveal",
    }
    inputs = {
        "give_out": inputs.GiveOutInput,
        "hand_over": inputs.DocumentHandOverInput,
        "also_handed_over": inputs.LateHandOverInput,
        "bring_back": inputs.ReturnInput,
        "take_back": Nothing,
        "withdraw": inputs.ReturnInput,
        "reveal": inputs.DeliveryRevealInput,
    }
    answers = {"reveal": {200: RevealOutput}, "give_out": {204: None}}
    access_fields = "holder_name, place"

    @action(detail=False, methods=["post"], url_path="give-out")
    def give_out(self, request):
        """Somebody takes these documents along."""
        data = self.asked()
        rows = self.shape.model.objects.visible_to(request.user, "assign")
        chosen = rows.filter(pk__in=[row.pk for row in data["deliveries"]])
        self.do(actions.give_out, deliveries=list(chosen), to=data["to"])
        return Response(status=204)

    @action(
        detail=True,
        methods=["post"],
        url_path="hand-over",
        parser_classes=[UploadParser],
    )
    def hand_over(self, request, pk=None):
        """It is in the right hand, with a signature; also later, with its own time."""
        delivery, data = self.target(), self.asked()
        with self._proof(data) as proof:
            self.do(
                actions.hand_over,
                delivery=delivery,
                proof=proof,
                handed_at=data.get("handed_at"),
                seen=data.get("version"),
            )
        return self.show(delivery)

    @action(
        detail=True,
        methods=["post"],
        url_path="also-handed-over",
        parser_classes=[UploadParser],
    )
    def also_handed_over(self, request, pk=None):
        """Put one's own hand-over beside what the station holds for done."""
        delivery, data = self.target(), self.asked()
        with self._proof(data) as proof:
            self.do(
                late_hand_overs.tell,
                delivery=delivery,
                proof=proof,
                handed_at=data["handed_at"],
            )
        return self.show(delivery)

    @contextmanager
    def _proof(self, data: dict) -> Iterator[actions.Proof]:
        """Who took it, with the pictures; they go when the hand-over is refused."""
        pictures = {n: data[n] for n in ("signature", "photo") if n in data}
        with attachments.stored_pictures(pictures.values()) as stored:
            yield actions.Proof(
                received_by=data["received_by"],
                relation=data["relation"],
                **dict(zip(pictures, stored, strict=True)),
            )

    @action(detail=True, methods=["post"], url_path="return")
    def bring_back(self, request, pk=None):
        """Nobody could take it; the try is counted."""
        return self.act(actions.bring_back, on="delivery")

    @action(detail=True, methods=["post"], url_path="back")
    def take_back(self, request, pk=None):
        """It lies at the counter again."""
        return self.act(actions.take_back, on="delivery")

    @action(detail=True, methods=["post"])
    def withdraw(self, request, pk=None):
        """It goes back to the office that made it."""
        return self.act(actions.withdraw, on="delivery")

    @action(detail=True, methods=["post"])
    def reveal(self, request, pk=None):
        """A whole number, for a purpose that is written down."""
        return revealed(self.target(), by=request.user, **self.asked())
