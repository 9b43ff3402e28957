"""The list of disputes: declared once for page, workbook and saved filters."""

from django.utils.translation import gettext_lazy as _

from disputes.filters.disputes import DisputeListFilterSet
from disputes.models import Dispute
from station.lists import ListColumn, ListKind


def _of_disputes(rows):
    return rows.for_list().defer("summary", "result")


def _newest_where_ended(params) -> tuple[str, ...]:
    """What is owed stands in the order it falls due, the rest newest first."""
    if params.get("state") in {"open", "overdue"}:
        return ("due_at", "pk")
    return ("-reported_at", "-pk")


DISPUTES = ListKind(
    key="disputes.dispute",
    label=_("Disputes"),
    icon="scale",
    model=Dispute,
    permission="dispute.view",
    url_name="disputes:list",
    filterset=DisputeListFilterSet,
    defaults={"state": "open"},
    only_bare=True,
    prepare=_of_disputes,
    orders={
        "due": ("due_at", "pk"),
        "-due": ("-due_at", "-pk"),
        "reported": ("reported_at", "pk"),
        "-reported": ("-reported_at", "-pk"),
    },
    order_for=_newest_where_ended,
    columns=(
        ListColumn("number", _("Number"), lambda row: row.number, is_fixed=True),
        ListColumn(
            "title", _("Dispute"), lambda row: row.title, on_page=False, is_fixed=True
        ),
        ListColumn("area", _("Area"), lambda row: row.area.name),
        ListColumn("tier", _("Tier"), lambda row: row.get_tier_display()),
        ListColumn("grade", _("Grade"), lambda row: row.get_grade_display()),
        ListColumn(
            "person",
            _("In charge"),
            lambda row: row.assigned_to.name if row.assigned_to else "",
        ),
        ListColumn("reported", _("Reported on"), lambda row: row.reported_at),
        ListColumn("due", _("Due"), lambda row: row.due_at if row.is_open else None),
        ListColumn(
            "status",
            _("Status"),
            lambda row: row.get_outcome_display() or row.get_status_display(),
        ),
        ListColumn(
            "dangers",
            _("Signs of danger"),
            lambda row: row.danger_words,
            is_default=False,
        ),
        ListColumn(
            "track",
            _("Legal track"),
            lambda row: row.get_track_display(),
            is_default=False,
        ),
        ListColumn(
            "source",
            _("How it was heard of"),
            lambda row: row.get_source_display(),
            is_default=False,
        ),
    ),
    export_permission="dispute.export",
    export_name="disputes:export",
    file_name="disputes",
)
