"""The list of calls for help, the newest first."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from patrols.filters.alarms import AlarmFilterSet
from patrols.models import Alarm
from station.lists import ListColumn, ListKind


def _minutes(row) -> int | None:
    """From the call to the answer."""
    if row.acknowledged_at is None:
        return None
    return int((row.acknowledged_at - row.received_at).total_seconds() // 60)


ALARMS = ListKind(
    key="patrols.alarm",
    label=_("Calls for help"),
    icon="urgent",
    model=Alarm,
    permission="alarm.view",
    url_name="patrols:alarm_list",
    filterset=AlarmFilterSet,
    prepare=lambda rows: rows.for_list(),
    orders={"-pressed": ("-pressed_at", "-pk"), "pressed": ("pressed_at", "pk")},
    columns=(
        ListColumn(
            "volunteer",
            pgettext_lazy("alarm", "Who called"),
            lambda row: row.volunteer.name,
            is_fixed=True,
        ),
        ListColumn("pressed", _("Pressed"), lambda row: row.pressed_at),
        ListColumn("area", _("Area"), lambda row: row.area.name),
        ListColumn("status", _("State"), lambda row: str(row.state_label)),
        ListColumn(
            "answered_by",
            _("Answered by"),
            lambda row: row.acknowledged_by.name if row.acknowledged_by else "",
        ),
        ListColumn(
            "minutes", pgettext_lazy("alarm", "Minutes until answered"), _minutes
        ),
        ListColumn("settled", _("Settled"), lambda row: row.closed_at),
        ListColumn(
            "is_false",
            _("Pressed by mistake"),
            lambda row: str(_("Yes")) if row.is_false else "",
            is_default=False,
        ),
    ),
    export_permission="alarm.export",
    export_name="patrols:alarm_export",
    file_name="alarms",
)
