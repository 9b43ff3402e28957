"""What the register, visits and all that follows bring to the dashboards."""

from django.utils.translation import gettext_lazy as _

from households.metrics import (
    care,
    follow_ups,
    inspections,
    key_points,
    messages,
    register,
    services,
    visits,
)
from station.metrics.declared import Group
from station.registry import registry

registry.metrics.add_groups(
    Group("follow_ups", _("Follow-ups"), "calendar-check", order=30),
    Group("messages", _("Messages"), "inbox", order=40),
    Group("visits", _("Visits"), "walk", order=50),
    Group("services", _("Services"), "heart-handshake", order=60),
    Group("inspections", _("Inspections and hazards"), "clipboard-check", order=70),
    Group("care", _("Care and liaison"), "messages", order=80),
    Group("register", _("Register and cards"), "users", order=105),
)
for noun in (
    follow_ups, messages, visits, services, inspections, key_points, care, register,
):  # fmt: skip
    registry.metrics.add(*noun.METRICS)
