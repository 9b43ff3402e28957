"""The morning list: what is likely to turn criminal, the untouched ones on top."""

from django.utils.translation import gettext_lazy as _

from disputes.filters.warnings import WarningListFilterSet
from disputes.models import DisputeWarning
from disputes.warnings import shipped
from station.lists import ListColumn, ListKind


def _order(params) -> tuple[str, ...]:
    """Those that are over stand newest first; the others by what has to be done."""
    if params.get("state") in {"over", ""}:
        return ("-raised_at", "-pk")
    return ("-is_untouched", "-score", "pk")


def _why(row, words) -> str:
    """The signs that hold, the heaviest first."""
    return str(_(", ")).join(words[code] for code in row.alarming)


WARNINGS = ListKind(
    key="disputes.disputewarning",
    label=_("Likely to turn criminal"),
    icon="alert-triangle",
    model=DisputeWarning,
    permission="warning.view",
    url_name="disputes:warning_list",
    filterset=WarningListFilterSet,
    defaults={"state": "open"},
    prepare=lambda rows: rows.for_list().with_reasons(),
    orders={
        "-score": ("-is_untouched", "-score", "pk"),
        "-raised": ("-raised_at", "-pk"),
        "raised": ("raised_at", "pk"),
    },
    order_for=_order,
    columns=(
        ListColumn(
            "number", _("Number"), lambda row: row.dispute.number, on_page=False
        ),
        ListColumn("title", _("Dispute"), lambda row: row.dispute.title, is_fixed=True),
        ListColumn("score", _("Early warning"), lambda row: row.score, is_fixed=True),
        ListColumn("peak", _("Highest"), lambda row: row.peak, is_default=False),
        ListColumn("why", _("Why"), _why, words=shipped.titles),
        ListColumn("done", _("What was done"), lambda row: row.last_deed_display),
        ListColumn("area", _("Area"), lambda row: row.area.name),
        ListColumn(
            "person",
            _("In charge"),
            lambda row: row.dispute.assigned_to.name if row.dispute.assigned_to else "",
        ),
        ListColumn("raised", _("Above the line since"), lambda row: row.raised_at),
        ListColumn("look", _("Look again on"), lambda row: row.next_look_on),
    ),
    export_permission="warning.export",
    export_name="disputes:warning_export",
    file_name="warnings",
)
