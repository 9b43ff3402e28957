"""What intake, tiers and safeguards bring to the shared pages."""

from django.utils.translation import gettext_lazy as _

from disputes import safeguards
from disputes.actions import safeguards as safeguard_actions
from disputes.models import Safeguard
from disputes.notices import tiers as tier_notices
from disputes.panels import parties as party_panels
from disputes.panels import tiers as tier_panels
from station.registry import LegalDefault, NavItem, Panel, registry

registry.add_panel(
    "dispute_aside",
    Panel("tier", "disputes/_tier.html", tier_panels.of_tier, order=12),
)
registry.add_panel(
    "dispute_aside",
    Panel("repeats", "disputes/_repeats.html", tier_panels.of_repeats, order=60),
)
registry.add_panel(
    "dispute",
    Panel("people", "disputes/_people.html", party_panels.of_people, order=6),
)
registry.add_panel(
    "dispute",
    Panel(
        "safeguards",
        "disputes/_safeguards.html",
        party_panels.of_safeguards,
        order=8,
    ),
)
registry.add_reminder_kinds(*tier_notices.KINDS)
registry.add_closing("disputes.dispute", safeguards.still_open)
registry.add_listener("households.followup", safeguard_actions.heard)
registry.add_legal(
    LegalDefault(
        code=safeguards.CHECK_UP,
        title_zh="家庭暴力查访时限",
        title_en="Check-up after domestic violence",
        value=7,
        unit="calendar_day",
        article="反家庭暴力法第十七条（未规定天数）",
        source="本所",
        mark="O",
    )
)
registry.add_event_fields(
    "disputes.dispute",
    kind=Safeguard._meta.get_field("kind"),
    done_on=Safeguard._meta.get_field("done_on"),
)
registry.add_event_labels(
    dispute__edited=_("Facts set right"),
    dispute__escalated=_("Tier raised"),
    dispute__lowered=_("Tier lowered"),
    dispute__tier_kept=_("Tier kept"),
    dispute__repeated=_("Counted as a repetition"),
    dispute__safeguarded=_("Safeguard done"),
    dispute__party_edited=_("Party set right"),
    dispute__agent_added=_("Agent added"),
    dispute__agent_edited=_("Agent set right"),
    dispute__agent_removed=_("Agent taken off"),
    dispute_field__created=_("Kind of quarrel added"),
    dispute_field__edited=_("Kind of quarrel edited"),
    dispute_grade__edited=_("Grade edited"),
    tier_rule__adopted=_("Rules of tiers taken over"),
    tier_rule__dropped=_("Own rules of tiers dropped"),
    tier_rule__created=_("Rule of tiers added"),
    tier_rule__edited=_("Rule of tiers edited"),
)
registry.add_nav(
    NavItem(
        key="dispute_kinds",
        label=_("Kinds and grades of disputes"),
        icon="tag",
        url_name="disputes:kinds",
        permission="dispute_field.view",
        order=81,
        place="manage",
    ),
    NavItem(
        key="tier_rules",
        label=_("Rules of tiers"),
        icon="stack-2",
        url_name="disputes:tier_rules",
        permission="tier_rule.view",
        order=82,
        place="manage",
    ),
)
