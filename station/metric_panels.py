"""What calls, the territory and reports bring to the dashboards, and the list of areas."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from station.filters import TeamFilterSet
from station.lists import ListColumn, ListKind
from station.metrics import calls, reports, territory
from station.metrics.declared import Group
from station.models import Area
from station.registry import registry

registry.add_list(
    ListKind(
        key="station.area",
        label=_("Villages and grids"),
        icon="sitemap",
        model=Area,
        permission="area.view",
        url_name="station:team_list",
        filterset=TeamFilterSet,
        prepare=lambda rows: rows.select_related("parent"),
        orders={"path": ("path", "pk")},
        columns=(
            ListColumn(
                "name", pgettext_lazy("place", "Name"), lambda row: row.name,
                is_fixed=True,
            ),
        ),
    )
)  # fmt: skip
registry.metrics.add_groups(
    Group("calls", _("Police calls"), "phone", order=15),
    Group("territory", _("Territory and teams"), "sitemap", order=110),
    Group("reports", _("Reports"), "chart-bar", order=112),
)
registry.metrics.add(*calls.METRICS, *territory.METRICS, *reports.METRICS)
