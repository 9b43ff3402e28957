"""What disputes bring to the dashboards."""

from django.utils.translation import gettext_lazy as _

from disputes.metrics import (
    aftermath,
    agreements,
    clocks,
    closing,
    disputes,
    sittings,
    warnings,
)
from station.metrics.declared import Group
from station.registry import registry

registry.metrics.add_groups(
    Group("disputes", _("Disputes"), "scale", order=10),
    Group("clocks", _("Legal limits and promises"), "hourglass", order=20),
)
for module in (
    disputes,
    aftermath,
    warnings,
    closing,
    clocks,
    agreements,
    sittings,
):
    registry.metrics.add(*module.METRICS)
