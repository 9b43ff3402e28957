"""The list of alerts: declared once for page, workbook and saved filters."""

from django import forms
from django.db.models import Count, OuterRef, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from antifraud.actions import alerts as actions
from antifraud.filters.alerts import AlertListFilterSet
from antifraud.models import Alert, AlertReading, AlertSending
from antifraud.workflow.people import Group
from antifraud.workflow.sendings import SendingStatus
from station.bulk import BulkAction
from station.forms.bulk import BulkForm
from station.lists import ListColumn, ListKind
from station.registry import registry


def with_figures(rows):
    """How many groups got it, how many people are in them, how many opened it."""
    sent = AlertSending.objects.filter(
        alert=OuterRef("pk"), status=SendingStatus.SENT
    ).order_by()
    sent = sent.values("alert")
    read = AlertReading.objects.filter(alert=OuterRef("pk")).order_by().values("alert")
    return rows.annotate(
        sent_groups=Coalesce(Subquery(sent.annotate(n=Count("pk")).values("n")), 0),
        sent_people=Coalesce(Subquery(sent.annotate(n=Sum("people")).values("n")), 0),
        readers=Coalesce(Subquery(read.annotate(n=Sum("readers")).values("n")), 0),
    )


def _groups(row) -> str:
    return gettext(", ").join(str(Group(code).label) for code in row.groups)


ALERTS = ListKind(
    key="antifraud.alert",
    label=pgettext_lazy("fraud", "Alerts"),
    icon="speakerphone",
    model=Alert,
    permission="alert.view",
    url_name="antifraud:alert_list",
    filterset=AlertListFilterSet,
    prepare=lambda rows: with_figures(rows.for_list()),
    orders={
        "-written": ("-created_at", "-pk"),
        "written": ("created_at", "pk"),
    },
    columns=(
        ListColumn(
            "title",
            pgettext_lazy("alert", "Heading"),
            lambda row: row.title,
            is_fixed=True,
        ),
        ListColumn("number", _("Number"), lambda row: row.number, on_page=False),
        ListColumn(
            "kind", _("Kind of notice"), lambda row: str(row.get_kind_display())
        ),
        ListColumn("scam_type", _("Scam type"), lambda row: str(row.scam_type or "")),
        ListColumn("groups", _("Whom it concerns"), _groups, is_default=False),
        ListColumn("area", _("Area"), lambda row: row.area.name, is_default=False),
        ListColumn("status", _("State"), lambda row: str(row.get_status_display())),
        ListColumn("sent_groups", _("Groups reached"), lambda row: row.sent_groups),
        ListColumn("sent_people", _("People in them"), lambda row: row.sent_people),
        ListColumn("readers", _("Readers"), lambda row: row.readers),
        ListColumn(
            "by", pgettext_lazy("alert", "Written by"), lambda row: row.written_by.name
        ),
        ListColumn("written", _("Written"), lambda row: row.created_at),
        ListColumn(
            "approved",
            _("Approved"),
            lambda row: row.approved_at,
            is_default=False,
        ),
        ListColumn(
            "approved_by",
            _("Approved by"),
            lambda row: row.approved_by.name if row.approved_by else "",
            is_default=False,
        ),
        ListColumn("source", _("Source"), lambda row: row.source, is_default=False),
    ),
    export_permission="alert.export",
    export_name="antifraud:alert_export",
    bulk_name="antifraud:alert_bulk",
    file_name="alerts",
)


class WithdrawManyForm(BulkForm):
    """One reason for all of them."""

    reason = forms.CharField(label=_("Why"), max_length=300)


def _withdraw(row, *, data, by, at):
    actions.withdraw(
        alert=row, reason=data["reason"], version=row.version, by=by, at=at
    )


registry.add_bulk(
    "antifraud.alert",
    BulkAction(
        key="withdraw",
        label=pgettext_lazy("alert", "Withdraw"),
        icon="x",
        permission="alert.edit",
        form_class=WithdrawManyForm,
        run=_withdraw,
        consequence=_("They go no further, and their public pages say so."),
        danger=True,
    ),
)
