"""What scam types bring to the shared pages."""

from django.utils.translation import gettext_lazy as _

from station.registry import registry

registry.add_event_labels(
    scam_type__created=_("Scam type added"),
    scam_type__edited=_("Scam type edited"),
)
