"""What of the patrols stands on the map."""

from django.utils.translation import gettext_lazy as _

from patrols.filters.findings import OPEN
from patrols.models import Alarm, Finding, PatrolPoint
from station import phrasing
from station.map_layers import MapLayer
from station.registry import registry


def _points(user, _at):
    rows = PatrolPoint.objects.visible_to(user).in_use()
    return rows.defer("token", "screen_seed")


def _findings(user, _at):
    return Finding.objects.visible_to(user).unsettled().defer("details", "result")


def _alarms(user, _at):
    return Alarm.objects.visible_to(user).unsettled().defer("position", "result")


POSITION = {"latitude": "latitude", "longitude": "longitude"}

registry.add_map_layers(
    # Where exactly somebody calls from is looked at on the alarm's own page.
    MapLayer(
        key="alarms",
        label=_("Open calls for help"),
        icon="urgent",
        permission="alarm.view",
        rows=_alarms,
        name=lambda alarm: phrasing.in_full(alarm.pressed_at),
        list_url="patrols:alarm_list",
        mark="cross",
        tone="red",
        order=5,
        is_usual=True,
    ),
    MapLayer(
        key="findings",
        label=_("Open findings"),
        icon="eye",
        permission="finding.view",
        rows=_findings,
        name=lambda finding: f"{finding.number} {finding.get_kind_display()}",
        list_url="patrols:finding_list",
        query={"state": OPEN},
        mark="pentagon",
        tone="amber",
        order=10,
        is_usual=True,
        **POSITION,
    ),
    MapLayer(
        key="patrol_points",
        label=_("Patrol points"),
        icon="map-pin",
        permission="patrol_point.view",
        rows=_points,
        name=lambda point: point.name,
        list_url="patrols:point_list",
        query={"state": "yes"},
        order=40,
        is_usual=True,
        **POSITION,
    ),
)
