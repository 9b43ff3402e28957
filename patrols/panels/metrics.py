"""What patrols bring to the dashboards."""

from django.utils.translation import gettext_lazy as _

from patrols.metrics import findings, rosters, walked
from station.metrics.declared import Group
from station.registry import registry

registry.metrics.add_groups(Group("patrols", _("Volunteer patrols"), "walk", order=90))
for module in (findings, walked, rosters):
    registry.metrics.add(*module.METRICS)
