"""What rounds, rules, campaigns and coverage bring to the shared pages."""

from django.utils.translation import gettext_lazy as _

from households.lists import plans as plan_lists  # noqa: F401
from households.lists import round_bulk
from households.notices import rounds as round_notices
from households.notices import visit_plans as plan_notices
from station.registry import Conversion, NavItem, registry

registry.add_reminder_kinds(*round_notices.KINDS)
registry.add_reminder_kinds(*plan_notices.KINDS)
registry.add_worklist("rounds", round_notices.owed)
registry.add_worklist("visit_questions", plan_notices.questions_owed)
registry.add_worklist("coverage", plan_notices.behind_owed)
registry.add_conversions(
    Conversion(
        key="field_visit",
        label=_("Record a field visit"),
        icon="leaf",
        url_name="households:field_visit_create",
        permission="visit.create",
        origins=frozenset({"households.message"}),
        order=80,
    )
)
registry.add_bulk("households.household", round_bulk.PUT_ON)
registry.add_nav(
    NavItem(
        key="round",
        label=_("Today's round"),
        icon="route",
        url_name="households:round_today",
        permission="round.view",
        order=15,
    ),
    NavItem(
        key="coverage",
        label=_("Coverage"),
        icon="chart-bar",
        url_name="households:coverage",
        permission="coverage.view",
        order=26,
        section="visits",
    ),
    NavItem(
        key="field_visit_new",
        label=_("Record a field visit"),
        icon="leaf",
        url_name="households:field_visit_create",
        permission="visit.create",
        order=12,
        place="add",
    ),
    NavItem(
        key="visit_rules",
        label=_("Visit rules"),
        icon="calendar-due",
        url_name="households:visit_rule_list",
        permission="visit_rule.edit",
        order=235,
        place="manage",
    ),
    NavItem(
        key="visit_thresholds",
        label=_("Thresholds of visits"),
        icon="adjustments",
        url_name="households:visit_threshold_list",
        permission="visit_threshold.view",
        order=237,
        place="manage",
    ),
    NavItem(
        key="crop_seasons",
        label=_("Crop seasons"),
        icon="leaf",
        url_name="households:crop_season_list",
        permission="crop_season.edit",
        order=236,
        place="manage",
    ),
    NavItem(
        key="round_new",
        label=_("Plan a round"),
        icon="route",
        url_name="households:round_create",
        permission="round.create",
        order=15,
        place="add",
    ),
)
registry.add_event_labels(
    round__planned=_("Round planned"),
    round__added=_("Put on a round"),
    round__removed=_("Taken off a round"),
    round__reordered=_("Order of the round changed"),
    round__skipped=_("Passed on a round"),
    round__started=_("Round started"),
    round__finished=_("Round finished"),
    visit_rule__created=_("Visit rule set"),
    visit_rule__edited=_("Visit rule changed"),
    visit_rule__ended=_("Visit rule ended"),
    campaign__created=_("Campaign set"),
    campaign__edited=_("Campaign changed"),
    campaign__ended=_("Campaign ended"),
    visit_threshold__set=_("Thresholds of visits set"),
    crop_season__created=_("Crop season added"),
    crop_season__edited=_("Crop season changed"),
    crop_season__removed=_("Crop season taken out"),
    visit_question__asked=_("Question asked"),
    visit_question__answered=_("Question answered"),
    visit_question__decided=_("Question settled"),
)
