"""What scam types bring to the shared pages."""

from django.utils.translation import gettext_lazy as _

from antifraud.lists.scam_types import SCAM_TYPES
from station.registry import NavItem, registry

registry.add_list(SCAM_TYPES)
registry.add_event_labels(
    scam_type__created=_("Scam type added"),
    scam_type__edited=_("Scam type edited"),
    scam_list__created=_("Published list added"),
    scam_list__edited=_("Published list edited"),
)
registry.add_nav(
    NavItem(
        key="scam_types",
        label=_("Scam types"),
        icon="shield",
        url_name="antifraud:scam_type_list",
        permission="scam_type.view",
        order=90,
        section="antifraud",
    ),
)
