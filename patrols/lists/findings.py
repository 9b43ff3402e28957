"""The list of findings: what is not settled first, by when it is due."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from patrols.filters.findings import LATE, OPEN, FindingListFilterSet
from patrols.models import Finding
from patrols.workflow.findings import FindingStatus
from station.lists import ListColumn, ListKind

OWED = {OPEN, LATE, FindingStatus.OPEN, FindingStatus.PASSED_ON}


def _due_first(params) -> tuple[str, ...]:
    """What is owed by its day, the rest newest first."""
    if params.get("state") in OWED:
        return ("due_at", "pk")
    return ("-found_at", "-pk")


def _due(row):
    return None if row.is_settled else row.due_at


FINDINGS = ListKind(
    key="patrols.finding",
    label=_("Findings of patrols"),
    icon="eye",
    model=Finding,
    permission="finding.view",
    url_name="patrols:finding_list",
    filterset=FindingListFilterSet,
    defaults={"state": OPEN},
    only_bare=True,
    prepare=lambda rows: rows.for_list(),
    orders={
        "found": ("-found_at", "-pk"),
        "-found": ("found_at", "pk"),
        "due": ("due_at", "pk"),
        "-due": ("-due_at", "-pk"),
    },
    order_for=_due_first,
    columns=(
        ListColumn(
            "what",
            pgettext_lazy("finding", "What it is"),
            lambda row: row.what,
            is_fixed=True,
        ),
        ListColumn("number", _("Number"), lambda row: row.number, on_page=False),
        ListColumn("kind", _("Kind"), lambda row: str(row.get_kind_display())),
        ListColumn("where", _("Where"), lambda row: row.where),
        ListColumn("area", _("Area"), lambda row: row.area.name),
        ListColumn(
            "found", pgettext_lazy("finding", "Found"), lambda row: row.found_at
        ),
        ListColumn("due", _("Due"), _due),
        ListColumn("status", _("State"), lambda row: str(row.get_status_display())),
        ListColumn(
            "owner",
            _("Who sees to it"),
            lambda row: row.owner.name if row.owner else "",
        ),
        ListColumn("passed_to", _("Passed on to"), lambda row: row.passed_to),
        ListColumn(
            "people", _("How many people"), lambda row: row.people, is_default=False
        ),
        ListColumn(
            "team",
            _("Patrol team"),
            lambda row: row.team.name if row.team else "",
            is_default=False,
        ),
        ListColumn(
            "by",
            _("Reported by"),
            lambda row: row.reported_by.name,
            is_default=False,
        ),
        ListColumn(
            "settled", _("Settled"), lambda row: row.closed_at, is_default=False
        ),
    ),
    role_columns={"volunteer": ("what", "kind", "where", "found", "status")},
    export_permission="finding.export",
    export_name="patrols:finding_export",
    bulk_name="patrols:finding_bulk",
    file_name="findings",
)
