"""The list of reports and the way to it."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from station.lists import ListColumn, ListKind
from station.models import Report
from station.registry import NavItem, registry
from station.report_filters import ReportFilterSet
from station.reports import telling

ICON = "file-text"

registry.add_list(
    ListKind(
        key="station.report",
        label=_("Reports"),
        icon=ICON,
        model=Report,
        permission="report.view",
        url_name="station:report_list",
        filterset=ReportFilterSet,
        prepare=lambda rows: rows.for_list(),
        orders={
            "-starts_on": ("-starts_on", "-id"),
            "starts_on": ("starts_on", "id"),
        },
        columns=(
            ListColumn("period", _("Days"), telling.period, is_fixed=True),
            ListColumn(
                "kind",
                pgettext_lazy("report", "Kind"),
                lambda row: row.get_kind_display(),
            ),
            ListColumn("area", _("Place"), lambda row: row.area.name),
            ListColumn("state", _("State"), telling.state),
            ListColumn("counted", _("Figures of"), lambda row: row.figures_at),
            ListColumn(
                "made_by",
                pgettext_lazy("report", "Made by"),
                lambda row: telling.name_of(row.made_by),
                is_default=False,
            ),
            ListColumn(
                "signed_by", _("Signed by"), lambda row: telling.name_of(row.signed_by)
            ),
            ListColumn("signed_at", _("Signed on"), lambda row: row.signed_at),
        ),
        export_permission="report.export",
        export_name="station:report_export",
        file_name="reports",
    )
)
registry.add_nav(
    NavItem(
        key="reports",
        label=_("Reports"),
        icon=ICON,
        url_name="station:report_list",
        permission="report.view",
        order=13,
    )
)
