"""What the ground floor itself brings to the shared pages."""

from django.utils.translation import gettext_lazy as _

from station import (
    about,  # noqa: F401
    access_alarms,
    alarms,
    bulk_jobs,  # noqa: F401
    call_panels,  # noqa: F401
    export_request_panels,  # noqa: F401
    job_panels,  # noqa: F401
    list_exports,  # noqa: F401
    list_panels,  # noqa: F401
    metric_panels,  # noqa: F401
    notices,
    report_lists,  # noqa: F401
    report_panels,  # noqa: F401
    search_panels,  # noqa: F401
    sheet_panels,  # noqa: F401
    token_panels,  # noqa: F401
    webhook_panels,  # noqa: F401
)
from station.demo import outlines as outlines_demo
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
        key="dashboard",
        label=_("Dashboard"),
        icon="layout-dashboard",
        url_name="station:dashboard",
        permission="dashboard.view",
        order=12,
    ),
    NavItem(
        key="map",
        label=_("Map"),
        icon="map",
        url_name="station:map",
        permission="map.view",
        order=79,
        section="register",
    ),
    NavItem(
        key="areas",
        label=_("Territory"),
        icon="map-2",
        url_name="station:area_list",
        permission="area.view",
        order=80,
        section="register",
    ),
)
registry.add_event_labels(
    area__created=_("Area added"),
    area__edited=_("Area edited"),
    area__retired=_("Grid taken out of use"),
    area__outlined=_("Outline brought in"),
    area__outline_removed=_("Outline taken away"),
    link__made=_("Made from another record"),
    record__left=_("Lies in another area now"),
    record__came=_("Came from another area"),
    record__gone=_("Record deleted"),
    calendar__set=_("Working day corrected"),
    calendar__cleared=_("Correction of a working day taken back"),
)
registry.add_reminder_kinds(*alarms.KINDS)
registry.add_banner(alarms.silence)
registry.add_demo("outlines", outlines_demo.make, order=5)
registry.add_nav(
    NavItem(
        key="notices",
        label=_("Notices"),
        icon="bell",
        url_name="station:notice_list",
        permission="signed_in",
        place="bell",
        waiting=notices.unread,
    )
)
registry.add_nav(
    NavItem(
        key="people",
        label=_("People"),
        icon="users",
        url_name="station:person_list",
        permission="user.edit",
        order=200,
        place="manage",
    ),
    NavItem(
        key="machines",
        label=_("Machines"),
        icon="key",
        url_name="station:machine_list",
        permission="token.view",
        order=210,
        place="manage",
    ),
    NavItem(
        key="access",
        label=_("Who looked at what"),
        icon="eye",
        url_name="station:access_list",
        permission="access_record.view",
        order=220,
        place="manage",
    ),
    NavItem(
        key="calendar",
        label=_("Working days"),
        icon="calendar-time",
        url_name="station:calendar",
        permission="calendar.edit",
        order=230,
        place="manage",
    ),
    NavItem(
        key="rights",
        label=_("Who may do what"),
        icon="shield-check",
        url_name="station:rights",
        permission="user.edit",
        order=290,
        place="manage",
    ),
)
registry.add_event_labels(
    wall_screen__put_up=_("Wall screen put up"),
    wall_screen__taken_down=_("Wall screen taken down"),
)
registry.add_event_labels(
    user__created=_("Account made"),
    user__edited=_("Account edited"),
    user__disabled=_("Account locked"),
    user__enabled=_("Account opened again"),
    user__password_changed=_("Password changed"),
    user__password_issued=_("One-time password issued"),
    user__second_factor_reset=_("Second factor taken off"),
    user__session_ended=_("Session ended"),
    user__sessions_ended=_("Sessions ended"),
    post__created=_("Post given"),
    post__ended=_("Post ended"),
    post__prolonged=_("Last day of a post moved"),
)
registry.add_reminder_kinds(access_alarms.REVEALS)
