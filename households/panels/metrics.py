"""What the register, visits and all that follows bring to the dashboards."""

from django.utils.translation import gettext_lazy as _

from households.metrics import follow_ups
from station.metrics.declared import Group
from station.registry import registry

registry.metrics.add_groups(
    Group("follow_ups", _("Follow-ups"), "calendar-check", order=30)
)
registry.metrics.add(*follow_ups.METRICS)
