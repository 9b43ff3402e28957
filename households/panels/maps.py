"""What of the register stands on the map."""

from django.utils.translation import gettext_lazy as _

from households.models import Board, Hazard, KeyPoint, Unit
from station.map_layers import MapLayer
from station.registry import registry


def _venues(user, _at):
    return Unit.objects.visible_to(user).venues().defer("contact_phone")


def _hazards(user, _at):
    return Hazard.objects.visible_to(user).open().defer("description", "answer")


def _key_points(user, _at):
    return KeyPoint.objects.visible_to(user).kept()


def _boards(user, _at):
    return Board.objects.visible_to(user).hanging()


ADDRESS = {"latitude": "address__latitude", "longitude": "address__longitude"}
UNIT = {name: f"unit__{lookup}" for name, lookup in ADDRESS.items()}

registry.add_map_layers(
    MapLayer(
        key="hazards",
        label=_("Open hazards"),
        icon="alert-triangle",
        permission="hazard.view",
        rows=_hazards,
        name=lambda hazard: f"{hazard.number} {hazard.what}",
        list_url="households:hazard_list",
        query={"state": "open"},
        mark="triangle",
        tone="amber",
        order=20,
        is_usual=True,
        # The place of a unit only: nobody's own door stands on the map.
        **UNIT,
    ),
    MapLayer(
        key="key_points",
        label=_("Key points"),
        icon="shield-check",
        permission="key_point.view",
        rows=_key_points,
        name=lambda point: point.name,
        list_url="households:key_point_list",
        mark="diamond",
        order=30,
        is_usual=True,
        **UNIT,
    ),
    MapLayer(
        key="venues",
        label=_("Small venues"),
        icon="building-store",
        permission="unit.view",
        rows=_venues,
        name=lambda unit: unit.name,
        list_url="households:unit_list",
        query={"venue": "yes"},
        mark="square",
        tone="green",
        order=60,
        **ADDRESS,
    ),
    MapLayer(
        key="boards",
        label=_("Boards"),
        icon="photo",
        permission="board.view",
        rows=_boards,
        name=lambda board: board.place,
        list_url="households:board_list",
        query={"hanging": "true"},
        mark="bar",
        tone="grey",
        order=70,
    ),
)
