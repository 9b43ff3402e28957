"""What the kinds of patrol bring to the shared pages."""

from django.utils.translation import gettext_lazy as _

from station.registry import NavItem, registry

registry.add_nav(
    NavItem(
        key="patrol_kinds",
        label=_("Kinds of patrol"),
        icon="checklist",
        url_name="patrols:kind_list",
        permission="patrol_kind.edit",
        order=80,
        place="manage",
    ),
)
registry.add_event_labels(
    patrol_kind__created=_("Kind of patrol added"),
    patrol_kind__edited=_("Kind of patrol edited"),
    patrol_kind__line_added=_("Line of the checklist added"),
    patrol_kind__line_edited=_("Line of the checklist edited"),
)
