"""What the first page of anti-fraud work brings to the navigation."""

from django.utils.translation import gettext_lazy as _

from station.registry import NavItem, registry

registry.add_nav(
    NavItem(
        key="antifraud",
        label=_("Anti-fraud at a glance"),
        icon="shield-check",
        url_name="antifraud:overview",
        permission="alert.view",
        order=10,
        section="antifraud",
    )
)
