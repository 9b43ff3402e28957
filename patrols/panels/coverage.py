"""What the coverage of patrols brings to the shared pages."""

from django.utils.translation import gettext_lazy as _

from patrols.demo import calls as demo_calls
from patrols.demo import coverage as demo
from station.registry import NavItem, registry

registry.add_demo("calls of two months", demo_calls.make, order=67)
registry.add_demo("coverage of patrols", demo.make, order=68)
registry.add_nav(
    NavItem(
        key="patrol_coverage",
        label=_("Coverage of patrols"),
        icon="chart-bar",
        url_name="patrols:coverage",
        permission="patrol_coverage.view",
        order=66,
        section="patrols",
    ),
    NavItem(
        key="patrol_measures",
        label=_("Measures of patrols"),
        icon="chart-line",
        url_name="patrols:measures",
        permission="patrol_coverage.view",
        order=67,
        section="patrols",
    ),
)
registry.add_event_labels(
    need_weight__created=_("Weight of the need set"),
    need_weight__edited=_("Weight of the need changed"),
    need_weight__dropped=_("Weight of the need taken off"),
)
