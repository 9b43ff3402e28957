"""The lists of inspections and hazards: declared once for page and workbook."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from households.filters.inspections import (
    LATE,
    OPEN,
    TO_TRANSFER,
    HazardFilterSet,
    InspectionFilterSet,
)
from households.models import Hazard, Inspection
from station.lists import ListColumn, ListKind
from station.registry import registry


def _kind_of(row: Inspection) -> str:
    kind = row.unit.venue_kind
    return kind.title if kind else ""


def _order_of_hazards(params):
    """By the day something is owed, where that is what one asks for."""
    by_due = params.get("state") in (LATE, TO_TRANSFER)
    return ("next_due_on", "id") if by_due else ("-found_at", "-id")


INSPECTIONS = ListKind(
    key="households.inspection",
    label=_("Inspections"),
    icon="clipboard-check",
    model=Inspection,
    permission="inspection.view",
    url_name="households:inspection_list",
    filterset=InspectionFilterSet,
    prepare=lambda rows: rows.for_list(),
    orders={
        "-finished": ("-finished_at", "-id"),
        "finished": ("finished_at", "id"),
    },
    columns=(
        ListColumn("unit", _("Unit"), lambda row: row.unit.name, is_fixed=True),
        ListColumn("number", _("Number"), lambda row: row.number, on_page=False),
        ListColumn("kind", _("Kind of venue"), _kind_of),
        ListColumn(
            "address", _("Address"), lambda row: row.unit.address.text, on_page=False
        ),
        ListColumn("area", _("Area"), lambda row: row.area.name, on_page=False),
        ListColumn("finished", _("Finished"), lambda row: row.finished_at),
        ListColumn("lead", _("Inspected by"), lambda row: row.lead.name),
        ListColumn(
            "outcome",
            pgettext_lazy("inspection", "Outcome"),
            lambda row: row.get_outcome_display(),
        ),
        ListColumn("faults", _("Faults"), lambda row: row.fault_count, on_page=False),
    ),
    export_permission="inspection.export",
    export_name="households:inspection_export",
    file_name="inspections",
)
HAZARDS = ListKind(
    key="households.hazard",
    label=_("Hazards"),
    icon="alert-triangle",
    model=Hazard,
    permission="hazard.view",
    url_name="households:hazard_list",
    filterset=HazardFilterSet,
    defaults={"state": OPEN},
    only_bare=True,
    prepare=lambda rows: rows.for_list(),
    orders={"-found": ("-found_at", "-id"), "found": ("found_at", "id")},
    order_for=_order_of_hazards,
    columns=(
        ListColumn("what", _("What is wrong"), lambda row: row.what, is_fixed=True),
        ListColumn("number", _("Number"), lambda row: row.number, on_page=False),
        ListColumn("place", _("Place"), lambda row: row.place_name),
        ListColumn(
            "address", _("Address"), lambda row: row.place_address, on_page=False
        ),
        ListColumn("severity", _("Severity"), lambda row: row.get_severity_display()),
        ListColumn("found", _("Found on"), lambda row: row.found_at, on_page=False),
        ListColumn(
            "deadline",
            _("To be put right by"),
            lambda row: row.deadline_on,
            on_page=False,
        ),
        ListColumn("next", _("Next step due"), lambda row: row.next_due_on),
        ListColumn(
            "transfer",
            _("Transfer by"),
            lambda row: row.transfer_due_on,
            on_page=False,
        ),
        ListColumn("who", _("Who follows it up"), lambda row: row.assigned_to.name),
        ListColumn(
            "office",
            _("Office"),
            lambda row: row.office.title if row.office else "",
            on_page=False,
        ),
        ListColumn("state", _("State"), lambda row: row.get_status_display()),
    ),
    export_permission="hazard.export",
    export_name="households:hazard_export",
    bulk_name="households:hazard_bulk",
    file_name="hazards",
)

registry.add_list(INSPECTIONS, HAZARDS)
