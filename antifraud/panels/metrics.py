"""What anti-fraud work brings to the dashboards."""

from django.utils.translation import gettext_lazy as _

from antifraud.metrics import (
    alerts,
    briefings,
    cases,
    dissuasions,
    outreach,
    school,
    waves,
)
from station.metrics.declared import Group
from station.registry import registry

registry.metrics.add_groups(
    Group("fraud", _("Fraud and dissuasion"), "shield-check", order=100),
    Group("education", _("Alerts and outreach"), "speakerphone", order=105),
)
for module in (cases, dissuasions, waves, alerts, briefings, outreach, school):
    registry.metrics.add(*module.METRICS)
