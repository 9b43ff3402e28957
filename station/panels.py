"""What the ground floor itself brings to the shared pages."""

from django.utils.translation import gettext_lazy as _

from station import alarms, notices
from station.registry import NavItem, registry

registry.add_nav(
    NavItem(
        key="home",
        label=_("My day"),
        icon="sun",
        url_name="station:home",
        permission="worklist.view",
        order=10,
        on_phone=True,
    ),
    NavItem(
        key="areas",
        label=_("Territory"),
        icon="map-2",
        url_name="station:area_list",
        permission="area.view",
        order=80,
    ),
)
registry.add_event_labels(
    area__created=_("Area added"),
    area__edited=_("Area edited"),
    area__retired=_("Grid taken out of use"),
)
registry.add_reminder_kinds(*alarms.KINDS)
registry.add_nav(
    NavItem(
        key="notices",
        label=_("Notices"),
        icon="bell",
        url_name="station:notice_list",
        permission="signed_in",
        place="bell",
        count=notices.unread_count,
    )
)
