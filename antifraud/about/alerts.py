"""Alerts, the groups they go to, and waves."""

from django.utils.translation import gettext_lazy as _

from station.registry import registry

registry.add_about(
    "antifraud",
    "fraud",
    (
        "overview",
        _("What waits, what rises, what is ahead, and how this month stands."),
        "overview",
    ),
    (
        "alerts",
        _("Written once, let out by a second officer, sent to the groups it fits."),
        "alert_list alert_detail alert_create alert_edit alert_withdraw alert_texts",
    ),
    (
        "alerts",
        _("Which groups it fits, and who has already had enough this week."),
        "alert_choose",
    ),
    (
        "alerts",
        _("A second pair of eyes: is it true, is it clear, does it frighten nobody?"),
        "alert_approve alert_give_back",
    ),
    (
        "alerts",
        _("Tell it at the door and on patrol, or put the text into your groups."),
        "alert_read",
    ),
    (
        "alerts",
        _("What went out, what was held back and why, and what you pass on by hand."),
        "sending_list sending_detail sending_override sending_try_again sending_arrived sending_call_off alert_hand_over",
    ),
    (
        "alerts",
        _(
            "Targeted, not flooded: whoever has had enough gets no more. The nearest area's limits hold."
        ),
        "alert_limits",
    ),
    (
        "alerts",
        _("How many alerts a group and a person get at most, and the quiet hours."),
        "alert_limits_edit alert_limits_drop",
    ),
    (
        "audiences",
        _("Groups that hear of fraud together, counted so that each person is one."),
        "audience_list audience_detail audience_create audience_edit audience_retire audience_hand_on audience_overlap audience_members audience_members_area audience_members_clear",
    ),
    (
        "audiences",
        _("Banks, schools, shops and carriers that warn with you."),
        "ally_list ally_detail ally_create ally_edit ally_leave",
    ),
    (
        "waves",
        _("More cases among a group than chance brings; you judge whether it is real."),
        "wave_list wave_detail wave_confirm wave_dismiss",
    ),
    (
        "waves",
        _(
            "Every type among every group, from the village to the station. The nearest area's setting holds."
        ),
        "wave_settings",
    ),
    (
        "waves",
        _("How unusual it must be before a wave is raised."),
        "wave_setting_edit wave_setting_drop",
    ),
)
