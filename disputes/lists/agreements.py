"""The list of agreements: declared once for page, workbook and saved filters."""

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from disputes.actions import confirmation_clock
from disputes.filters.agreements import AgreementListFilterSet
from disputes.models import Agreement, JudicialConfirmation
from disputes.workflow.agreements import CONFIRMATION_STANDS
from station.lists import ListColumn, ListKind


def confirmation_days() -> confirmation_clock.Days:
    """Until when each may go to court, by the rule of today."""
    return confirmation_clock.days(timezone.localdate())


def _with_court(rows):
    """With who answers for it, and whether the court was asked."""
    standing = JudicialConfirmation.objects.filter(
        agreement=OuterRef("pk"), status__in=CONFIRMATION_STANDS
    )
    rows = rows.for_list().select_related("dispute__assigned_to")
    return rows.annotate(is_asked=Exists(standing))


AGREEMENTS = ListKind(
    key="disputes.agreement",
    label=_("Agreements"),
    icon="writing",
    model=Agreement,
    permission="agreement.view",
    url_name="disputes:agreement_list",
    filterset=AgreementListFilterSet,
    prepare=_with_court,
    orders={
        "-reached": ("-reached_on", "-pk"),
        "reached": ("reached_on", "pk"),
    },
    columns=(
        ListColumn("number", _("Number"), lambda row: row.number, is_fixed=True),
        ListColumn(
            "dispute",
            _("Dispute"),
            lambda row: row.dispute.title,
            on_page=False,
            is_fixed=True,
        ),
        ListColumn("form", _("Form"), lambda row: row.get_form_display()),
        ListColumn("status", _("State"), lambda row: row.get_status_display()),
        ListColumn("reached", _("Reached on"), lambda row: row.reached_on),
        ListColumn("effective", _("In effect since"), lambda row: row.effective_on),
        ListColumn(
            "confirm",
            _("Apply to the court by"),
            lambda row, words: words.of(row),
            words=confirmation_days,
        ),
        ListColumn("area", _("Area"), lambda row: row.area.name),
        ListColumn(
            "person",
            _("In charge"),
            lambda row: getattr(row.dispute.assigned_to, "name", ""),
            is_default=False,
        ),
    ),
    export_permission="agreement.export",
    export_name="disputes:agreement_export",
    file_name="agreements",
)
