"""The list of swaps."""

from django.utils.translation import gettext_lazy, pgettext_lazy

from patrols.filters.shifts import SwapListFilterSet
from patrols.lists.shifts import hours_of
from patrols.models import Swap
from patrols.workflow.rosters import SwapStatus
from station.lists import ListColumn, ListKind

SWAPS = ListKind(
    key="patrols.swap",
    label=gettext_lazy("Swaps"),
    icon="arrows-exchange",
    model=Swap,
    permission="swap.view",
    url_name="patrols:swap_list",
    filterset=SwapListFilterSet,
    defaults={"status": SwapStatus.OFFERED},
    only_bare=True,
    prepare=lambda rows: rows.select_related(
        "sign_up__shift__team",
        "sign_up__shift__area",
        "sign_up__shift__route",
        "sign_up__shift__kind",
    ),
    orders={
        "when": ("sign_up__shift__starts_at", "pk"),
        "-when": ("-sign_up__shift__starts_at", "-pk"),
    },
    columns=(
        ListColumn(
            "when",
            gettext_lazy("When"),
            lambda row: hours_of(row.sign_up.shift),
            is_fixed=True,
        ),
        ListColumn(
            "place", gettext_lazy("Place"), lambda row: row.sign_up.shift.place_name
        ),
        ListColumn(
            "team", gettext_lazy("Patrol team"), lambda row: row.sign_up.shift.team.name
        ),
        ListColumn(
            "offered", pgettext_lazy("swap", "Offered at"), lambda row: row.offered_at
        ),
        ListColumn(
            "status", gettext_lazy("State"), lambda row: row.get_status_display()
        ),
    ),
    export_permission="swap.export",
    export_name="patrols:swap_export",
    file_name="swaps",
)
