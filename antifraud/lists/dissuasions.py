"""The list of dissuasions, the newest first; it names nobody."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from antifraud.filters.dissuasions import DissuasionFilterSet
from antifraud.models import Dissuasion
from station.lists import ListColumn, ListKind
from station.places import name_of


def _minutes(row) -> int | None:
    """From the call to the answer."""
    if row.answered_at is None:
        return None
    return int((row.answered_at - row.raised_at).total_seconds() // 60)


def _yuan(amount: Decimal) -> Decimal | int | None:
    """Nothing where there is none, no fen where there are none."""
    if not amount:
        return None
    return int(amount) if amount == int(amount) else amount


DISSUASIONS = ListKind(
    key="antifraud.dissuasion",
    label=_("Dissuasions"),
    icon="device-mobile",
    model=Dissuasion,
    permission="dissuasion.view",
    url_name="antifraud:dissuasion_list",
    filterset=DissuasionFilterSet,
    prepare=lambda rows: rows.for_list(),
    orders={"-raised": ("-raised_at", "-pk"), "raised": ("raised_at", "pk")},
    columns=(
        ListColumn("number", _("Number"), lambda row: row.number, is_fixed=True),
        ListColumn("raised", _("Raised"), lambda row: row.raised_at),
        ListColumn("area", _("Area"), lambda row: name_of(row.area)),
        ListColumn(
            "risk",
            pgettext_lazy("dissuasion", "Risk"),
            lambda row: row.get_risk_display(),
        ),
        ListColumn("state", _("State"), lambda row: str(row.state_label)),
        ListColumn(
            "type",
            _("Scam type"),
            lambda row: str(row.scam_type) if row.scam_type else "",
        ),
        ListColumn(
            "by",
            _("Who sees to it"),
            lambda row: row.answered_by.name if row.answered_by else "",
        ),
        ListColumn(
            "minutes",
            pgettext_lazy("dissuasion", "Minutes until somebody went"),
            _minutes,
        ),
        ListColumn("saved", _("Kept (yuan)"), lambda row: _yuan(row.saved)),
        ListColumn(
            "lost",
            _("Paid (yuan)"),
            lambda row: _yuan(row.lost),
            is_default=False,
        ),
        ListColumn("ended", _("Ended"), lambda row: row.closed_at, is_default=False),
    ),
    export_permission="dissuasion.export",
    export_name="antifraud:dissuasion_export",
    file_name="dissuasions",
)
