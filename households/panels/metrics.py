"""What the register, visits and all that follows bring to the dashboards."""

from django.utils.translation import gettext_lazy as _

from households.metrics import follow_ups, inspections, messages, services, visits
from station.metrics.declared import Group
from station.registry import registry

registry.metrics.add_groups(
    Group("follow_ups", _("Follow-ups"), "calendar-check", order=30),
    Group("messages", _("Messages"), "inbox", order=40),
    Group("visits", _("Visits"), "walk", order=50),
    Group("services", _("Services"), "heart-handshake", order=60),
    Group("inspections", _("Inspections and hazards"), "clipboard-check", order=70),
)
for noun in (follow_ups, messages, visits, services, inspections):
    registry.metrics.add(*noun.METRICS)
