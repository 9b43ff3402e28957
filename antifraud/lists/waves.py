"""The list of waves: what runs, and what became of the past ones."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from antifraud.filters.waves import WaveListFilterSet
from antifraud.models import Wave
from station.lists import ListColumn, ListKind

WAVES = ListKind(
    key="antifraud.wave",
    label=_("Waves"),
    icon="trending-up",
    model=Wave,
    permission="wave.view",
    url_name="antifraud:wave_list",
    filterset=WaveListFilterSet,
    prepare=lambda rows: rows.for_list(),
    orders={
        "-raised": ("-raised_at", "-pk"),
        "raised": ("raised_at", "pk"),
    },
    columns=(
        ListColumn(
            "type", _("Scam type"), lambda row: str(row.scam_type), is_fixed=True
        ),
        ListColumn("group", _("Group"), lambda row: str(row.group_label)),
        ListColumn("area", _("Area"), lambda row: row.area.short_name),
        ListColumn("status", _("State"), lambda row: str(row.get_status_display())),
        ListColumn("observed", _("Observed"), lambda row: row.observed),
        ListColumn("expected", _("Expected"), lambda row: float(row.expected)),
        ListColumn("from", _("Since"), lambda row: row.from_on),
        ListColumn(
            "raised", pgettext_lazy("wave", "Raised"), lambda row: row.raised_at
        ),
        ListColumn(
            "cases", _("Cases since then"), lambda row: row.cases, is_default=False
        ),
        ListColumn(
            "a_week",
            _("Usual cases a week"),
            lambda row: float(row.a_week),
            is_default=False,
        ),
        ListColumn(
            "chance",
            _("How likely by chance"),
            lambda row: row.chance,
            is_default=False,
            on_page=False,
        ),
        ListColumn(
            "verdict",
            _("What it was"),
            lambda row: str(row.get_verdict_display()),
            is_default=False,
        ),
        ListColumn("reason", _("Why"), lambda row: row.reason, is_default=False),
        ListColumn(
            "by",
            _("Judged by"),
            lambda row: row.decided_by.name if row.decided_by else "",
            is_default=False,
        ),
        ListColumn(
            "over",
            pgettext_lazy("wave", "Calm since"),
            lambda row: row.over_on,
            is_default=False,
        ),
    ),
    export_permission="wave.export",
    export_name="antifraud:wave_export",
    file_name="waves",
)
