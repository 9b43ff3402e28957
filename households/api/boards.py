"""Boards, prints of cards and the directory of online services over REST."""

from rest_framework import serializers
from rest_framework.decorators import action
from rest_framework.response import Response

from households.actions import boards, online_services
from households.api import shapes_boards
from households.filters.boards import (
    BoardFilterSet,
    CardPrintFilterSet,
    OnlineServiceFilterSet,
)
from households.models import Board
from station.api.bulk import BulkMixin
from station.api.serializers import Input, Text, VersionedInput, Visible
from station.api.viewsets import ShapeViewSet
from station.models import Area

WORDS = {"required": False, "allow_blank": True}


class BoardInput(Input):
    area = Visible(Area, permission="board.create")
    kind = serializers.ChoiceField(choices=Board.Kind)
    place = Text(120)
    on = serializers.DateField()


class TakeDownInput(VersionedInput):
    on = serializers.DateField()
    reason = Text(200)


class OnlineServiceInput(Input):
    area = Visible(Area, permission="online_service.create")
    title_zh = Text(40)
    title_en = Text(80, default="", allow_blank=True)
    purpose_zh = Text(120)
    purpose_en = Text(200, default="", allow_blank=True)
    url = serializers.URLField(max_length=300, default="", allow_blank=True)
    hint = Text(120, default="", allow_blank=True)
    position = serializers.IntegerField(min_value=0, max_value=9999, default=100)
    is_active = serializers.BooleanField(default=True)


class OnlineServiceEditInput(VersionedInput):
    title_zh = Text(40, required=False)
    title_en = Text(80, **WORDS)
    purpose_zh = Text(120, required=False)
    purpose_en = Text(200, **WORDS)
    url = serializers.URLField(max_length=300, **WORDS)
    hint = Text(120, **WORDS)
    position = serializers.IntegerField(min_value=0, max_value=9999, required=False)
    is_active = serializers.BooleanField(required=False)


class AdoptInput(Input):
    area = Visible(Area, permission="online_service.create")


class AdoptOutput(serializers.Serializer):
    """How many services the common list added."""

    added = serializers.IntegerField()


class BoardViewSet(BulkMixin, ShapeViewSet):
    """Where boards hang, and what was done with each."""

    shape = shapes_boards.BOARDS
    list_key = "households.board"
    filterset_class = BoardFilterSet
    required_permissions = {
        "list": "board.view",
        "retrieve": "board.view",
        "create": "board.create",
        "check": "board.edit",
        "renew": "board.edit",
        "take_down": "board.edit",
    }
    inputs = {
        "create": BoardInput,
        "check": VersionedInput,
        "renew": VersionedInput,
        "take_down": TakeDownInput,
    }

    def create(self, request):
        """A board hangs now."""
        return self.make(boards.put_up, **self.asked())

    @action(detail=True, methods=["post"])
    def check(self, request, pk=None):
        """Somebody stood before it: it hangs and can be read."""
        return self.act(boards.check, on="board")

    @action(detail=True, methods=["post"])
    def renew(self, request, pk=None):
        """The present print hangs there instead of the old one."""
        return self.act(boards.renew, on="board")

    @action(detail=True, methods=["post"], url_path="take-down")
    def take_down(self, request, pk=None):
        """The board is gone, and why."""
        return self.act(boards.take_down, on="board")


class CardPrintViewSet(ShapeViewSet):
    """What was printed of which card, when and by whom."""

    shape = shapes_boards.PRINTS
    filterset_class = CardPrintFilterSet
    required_permissions = {
        "list": "contact_card.view",
        "retrieve": "contact_card.view",
    }


class OnlineServiceViewSet(ShapeViewSet):
    """The directory of what residents settle online."""

    shape = shapes_boards.ONLINE_SERVICES
    filterset_class = OnlineServiceFilterSet
    required_permissions = {
        "list": "online_service.view",
        "retrieve": "online_service.view",
        "create": "online_service.create",
        "partial_update": "online_service.edit",
        "adopt": "online_service.create",
    }
    inputs = {
        "create": OnlineServiceInput,
        "partial_update": OnlineServiceEditInput,
        "adopt": AdoptInput,
    }
    answers = {"adopt": {200: AdoptOutput}}

    def create(self, request):
        """Add a service to the directory."""
        return self.make(online_services.create, **self.asked())

    def partial_update(self, request, pk=None):
        """Set it right, or show it no more."""
        return self.act(online_services.edit, on="service")

    @action(detail=False, methods=["post"])
    def adopt(self, request):
        """Take over the common list of seventeen; what is there stays."""
        added = self.do(online_services.adopt_common, **self.asked())
        return Response({"added": added})
