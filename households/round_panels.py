"""What rounds, rules, campaigns and coverage bring to the shared pages."""

from django.utils.translation import gettext_lazy as _

from households import round_notices
from station.registry import NavItem, registry

registry.add_reminder_kinds(*round_notices.KINDS)
registry.add_worklist("rounds", round_notices.owed)
registry.add_nav(
    NavItem(
        key="round",
        label=_("Today's round"),
        icon="route",
        url_name="households:round_today",
        permission="round.view",
        order=15,
    ),
    NavItem(
        key="round_new",
        label=_("Plan a round"),
        icon="route",
        url_name="households:round_create",
        permission="round.create",
        order=15,
        place="add",
    ),
)
registry.add_event_labels(
    round__planned=_("Round planned"),
    round__added=_("Put on a round"),
    round__removed=_("Taken off a round"),
    round__reordered=_("Order of the round changed"),
    round__skipped=_("Passed on a round"),
    round__started=_("Round started"),
    round__finished=_("Round finished"),
)
