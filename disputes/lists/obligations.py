"""The list of what is owed: declared once for page, workbook and saved filters."""

from django.utils.translation import gettext_lazy as _

from disputes.filters.obligations import ObligationListFilterSet
from disputes.models import Obligation
from station.lists import ListColumn, ListKind

OBLIGATIONS = ListKind(
    key="disputes.obligation",
    label=_("Obligations"),
    icon="checklist",
    model=Obligation,
    permission="obligation.view",
    url_name="disputes:obligation_list",
    filterset=ObligationListFilterSet,
    defaults={"state": "open"},
    only_bare=True,
    prepare=lambda rows: rows.for_list(),
    orders={
        "due": ("due_on", "pk"),
        "-due": ("-due_on", "-pk"),
    },
    columns=(
        ListColumn("party", _("Who owes"), lambda row: row.party.name, is_fixed=True),
        ListColumn("kind", _("Kind"), lambda row: row.get_kind_display()),
        ListColumn("amount", _("Amount (yuan)"), lambda row: row.amount),
        ListColumn("due", _("By when"), lambda row: row.due_on),
        ListColumn("status", _("State"), lambda row: row.get_status_display()),
        ListColumn("agreement", _("Agreement"), lambda row: row.agreement.number),
        ListColumn("area", _("Area"), lambda row: row.area.name),
        ListColumn(
            "person",
            _("In charge"),
            lambda row: getattr(row.agreement.dispute.assigned_to, "name", ""),
            is_default=False,
        ),
        ListColumn(
            "settled", _("Settled"), lambda row: row.settled_on, is_default=False
        ),
    ),
    export_permission="obligation.export",
    export_name="disputes:obligation_export",
    file_name="obligations",
)
