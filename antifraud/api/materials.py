"""Outreach material over REST: the register, the stock and its moves."""

from rest_framework import serializers
from rest_framework.decorators import action

from antifraud.actions import material_stock
from antifraud.actions import materials as actions
from antifraud.api import shapes_outreach as shapes
from antifraud.filters.outreach import MaterialFilterSet, MoveFilterSet
from antifraud.models import ScamType
from antifraud.workflow.materials import MaterialKind
from households.api.facts import WORDS, facts
from station.api.serializers import Input, Text, VersionedInput, Visible
from station.api.viewsets import ShapeViewSet
from station.models import Area, User

MOST = material_stock.MOST
SOME = {"min_value": 1, "max_value": MOST}


class MaterialFields(serializers.Serializer):
    name = Text(60)
    kind = serializers.ChoiceField(choices=MaterialKind.choices)
    unit = Text(10, required=False)
    area = Visible(Area, permission="material.edit")
    keeper = Visible(User)
    scam_type = Visible(ScamType, required=False, allow_null=True)
    storage = Text(80, **WORDS)
    low_at = serializers.IntegerField(min_value=0, max_value=MOST, required=False)


class MaterialInput(MaterialFields, Input):
    """Something new to hand out, with what lies there now."""

    stock = serializers.IntegerField(min_value=0, max_value=MOST, required=False)


class MaterialEditInput(MaterialFields, VersionedInput):
    """The whole entry as it should stand; the stock has verbs of its own."""

    is_active = serializers.BooleanField(required=False)


class MaterialInInput(Input):
    quantity = serializers.IntegerField(**SOME)
    reason = Text(120, **WORDS)


class MaterialOutInput(Input):
    quantity = serializers.IntegerField(**SOME)
    reason = Text(120)


class MaterialCountInput(VersionedInput):
    counted = serializers.IntegerField(min_value=0, max_value=MOST)
    reason = Text(120, **WORDS)


class MaterialViewSet(ShapeViewSet):
    """Leaflets, stickers, posters: how many lie where."""

    shape = shapes.MATERIALS
    list_key = "antifraud.material"
    filterset_class = MaterialFilterSet
    required_permissions = {
        "list": "material.view",
        "retrieve": "material.view",
        "create": "material.create",
        "partial_update": "material.edit",
        "take_in": "material.edit",
        "take_out": "material.edit",
        "count": "material.edit",
    }
    inputs = {
        "create": MaterialInput,
        "partial_update": MaterialEditInput,
        "take_in": MaterialInInput,
        "take_out": MaterialOutInput,
        "count": MaterialCountInput,
    }

    def create(self, request):
        """Take a material into the register."""
        data = self.asked()
        stock = data.pop("stock", 0)
        found = facts(actions.MaterialFacts, actions.FIELDS, data)
        return self.make(actions.create, facts=found, stock=stock)

    def partial_update(self, request, pk=None):
        """Another name, keeper or mark; send the whole entry."""
        material, data = self.target(), self.asked()
        found = facts(actions.MaterialFacts, actions.FIELDS, data)
        self.do(actions.edit, material=material, facts=found, version=data["version"])
        return self.show(material)

    @action(detail=True, methods=["post"], url_path="take-in")
    def take_in(self, request, pk=None):
        """New from the printer or from above."""
        return self.act(material_stock.take_in, on="material")

    @action(detail=True, methods=["post"], url_path="take-out")
    def take_out(self, request, pk=None):
        """Given away outside an event."""
        return self.act(material_stock.take_out, on="material")

    @action(detail=True, methods=["post"])
    def count(self, request, pk=None):
        """The stock is what was counted."""
        return self.act(material_stock.count, on="material")


class MaterialMoveViewSet(ShapeViewSet):
    """Every move of the stock; nothing of it is ever altered."""

    shape = shapes.MOVES
    list_key = "antifraud.materialmove"
    filterset_class = MoveFilterSet
    required_permissions = {"list": "material.view", "retrieve": "material.view"}


RESOURCES = {"materials": MaterialViewSet, "material-moves": MaterialMoveViewSet}
