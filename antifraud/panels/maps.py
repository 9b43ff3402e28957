"""What of the work against fraud stands on the map."""

from django.utils.translation import gettext_lazy as _

from antifraud.filters.outreach import AHEAD
from antifraud.models import OutreachEvent
from station.map_layers import MapLayer
from station.registry import registry


def _ahead(user, at):
    return OutreachEvent.objects.visible_to(user).ahead(at=at).defer("result")


registry.add_map_layers(
    MapLayer(
        key="outreach",
        label=_("Outreach ahead"),
        icon="speakerphone",
        permission="outreach.view",
        rows=_ahead,
        name=lambda event: event.title,
        list_url="antifraud:outreach_list",
        query={"state": AHEAD},
        mark="star",
        tone="green",
        order=80,
    ),
)
