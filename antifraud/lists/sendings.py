"""The list of sendings: what went to whom, what waits, what is held back and why."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from antifraud.filters.sendings import SendingListFilterSet
from antifraud.models import AlertSending
from antifraud.sending_words import reason_of, state_of
from station.lists import ListColumn, ListKind

SENDINGS = ListKind(
    key="antifraud.alertsending",
    label=_("Sendings of alerts"),
    icon="send",
    model=AlertSending,
    permission="alert.view",
    url_name="antifraud:sending_list",
    filterset=SendingListFilterSet,
    prepare=lambda rows: rows.for_list(),
    orders={
        "due": ("-due_at", "-pk"),
        "-due": ("due_at", "pk"),
    },
    columns=(
        ListColumn(
            "audience",
            pgettext_lazy("sending", "To whom"),
            lambda row: row.audience.name,
            is_fixed=True,
        ),
        ListColumn("alert", _("Alert"), lambda row: row.alert.title),
        ListColumn("number", _("Number"), lambda row: row.alert.number, on_page=False),
        ListColumn("status", _("State"), lambda row: str(state_of(row))),
        ListColumn("why", _("Why"), reason_of),
        ListColumn("when", _("When"), lambda row: row.sent_at or row.due_at),
        ListColumn(
            "due",
            pgettext_lazy("sending", "Goes"),
            lambda row: row.due_at,
            is_default=False,
        ),
        ListColumn(
            "sent",
            pgettext_lazy("sending moment", "Sent"),
            lambda row: row.sent_at,
            is_default=False,
        ),
        ListColumn(
            "channel",
            _("Channel"),
            lambda row: str(row.audience.get_channel_display()),
            is_default=False,
        ),
        ListColumn(
            "people",
            _("How many people"),
            lambda row: row.people or row.audience.size,
        ),
        ListColumn(
            "owner",
            _("Kept by"),
            lambda row: row.audience.owner.name,
            is_default=False,
        ),
        ListColumn(
            "area", _("Area"), lambda row: row.audience.area.name, is_default=False
        ),
        ListColumn(
            "by",
            _("Handed over by"),
            lambda row: row.handed_by.name if row.handed_by else "",
            is_default=False,
        ),
    ),
    export_permission="alert.export",
    export_name="antifraud:sending_export",
    bulk_name="antifraud:sending_bulk",
    file_name="sendings",
)
