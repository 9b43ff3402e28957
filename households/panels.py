"""What the register, the visits and their follow-ups bring to the shared pages."""

from django.utils.translation import gettext_lazy as _

from households import follow_up_notices
from households.demo import register as register_demo
from station.registry import NavItem, registry

registry.add_demo("register", register_demo.make)

registry.add_reminder_kinds(*follow_up_notices.KINDS)
registry.add_worklist("follow_ups", follow_up_notices.owed)
registry.add_event_labels(
    follow_up__created=_("Follow-up promised"),
    follow_up__moved=_("Follow-up moved"),
    follow_up__done=_("Follow-up done"),
    follow_up__cancelled=_("Follow-up cancelled"),
    follow_up__reassigned=_("Follow-up handed to somebody else"),
    follow_up__reopened=_("Follow-up taken up again"),
)
registry.add_nav(
    NavItem(
        key="follow_ups",
        label=_("Follow-ups"),
        icon="calendar-event",
        url_name="households:follow_up_list",
        permission="follow_up.view",
        order=40,
    )
)
