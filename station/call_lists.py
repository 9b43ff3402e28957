"""The list of call records: declared once for page, workbook and saved filters."""

from django.utils.translation import gettext_lazy as _

from station.call_filters import CallFilterSet
from station.lists import ListColumn, ListKind
from station.models import CallRecord
from station.registry import registry
from station.screening.codes import CallKind, Quarrel, Scam, Sign


def what(call) -> str:
    """What it is, or is proposed to be, in words."""
    kind, field, scam = (
        (call.proposed_kind, call.proposed_field, call.proposed_scam)
        if call.is_open
        else (call.kind, call.field, call.scam)
    )
    words = [str(CallKind(kind).label)]
    if field:
        words.append(str(Quarrel(field).label))
    if scam:
        words.append(str(Scam(scam).label))
    return " · ".join(words)


def signs(call) -> list[str]:
    """The signs of danger in words, the gravest first."""
    found = call.proposed_dangers if call.is_open else call.dangers
    return [str(Sign(code).label) for code in found]


registry.add_list(
    ListKind(
        key="station.callrecord",
        label=_("Call records"),
        icon="phone",
        model=CallRecord,
        permission="call_record.view",
        url_name="station:call_list",
        filterset=CallFilterSet,
        prepare=lambda rows: rows.for_list(),
        orders={
            "called": ("called_at", "pk"),
            "-called": ("-called_at", "-pk"),
        },
        order_for=lambda _params: ("-called_at", "-pk"),
        columns=(
            ListColumn("number", _("Number"), lambda row: row.number, is_fixed=True),
            ListColumn("called", _("Called"), lambda row: row.called_at),
            ListColumn("place", _("Where"), lambda row: row.place),
            ListColumn("area", _("Area"), lambda row: row.area.name),
            ListColumn("caller", _("Caller"), lambda row: row.caller_name),
            ListColumn("what", _("Kind"), what),
            ListColumn(
                "dangers", _("Signs of danger"), lambda row: "、".join(signs(row))
            ),
            ListColumn("status", _("State"), lambda row: row.get_status_display()),
            ListColumn(
                "category",
                _("Category at the desk"),
                lambda row: row.category,
                is_default=False,
            ),
            ListColumn(
                "handling",
                _("Handled at the desk"),
                lambda row: row.handling,
                is_default=False,
            ),
            ListColumn(
                "decided_by",
                _("Decided by"),
                lambda row: row.decided_by.name if row.decided_by else "",
                is_default=False,
            ),
        ),
        export_permission="call_record.export",
        export_name="station:call_export",
        file_name="calls",
    )
)
