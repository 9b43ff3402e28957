"""The pages of shifts, rosters, swaps and calendars."""

from station.views.policy import PUBLIC
from tests.access.rows import Row, posted

PAGES = {
    # -- shifts and the places on them -------------------------------------------
    "patrols:shift_list": Row("shift.view"),
    "patrols:shift_export": Row("shift.export"),
    "patrols:shift_create": Row("shift.create"),
    "patrols:shift_detail": Row("shift.view", "shift"),
    "patrols:shift_edit": Row("shift.edit", "shift"),
    "patrols:shift_cancel": Row("shift.edit", "shift"),
    "patrols:shift_publish": posted("shift.edit", "shift"),
    "patrols:shift_sign_up": posted("shift.sign_up", "shift"),
    "patrols:shift_propose": Row("shift.edit", "shift"),
    "patrols:sign_up_accept": posted("sign_up.edit", "place on a shift"),
    "patrols:sign_up_decline": Row("sign_up.edit", "place on a shift"),
    "patrols:sign_up_withdraw": Row("sign_up.edit", "place on a shift"),
    "patrols:sign_up_approve": posted("sign_up.approve", "place on a shift"),
    "patrols:sign_up_refuse": Row("sign_up.approve", "place on a shift"),
    "patrols:sign_up_remove": Row("sign_up.approve", "place on a shift"),
    "patrols:sign_up_attend": Row("sign_up.approve", "place on a shift"),
    "patrols:duty_limits": Row("duty_limits.view"),
    "patrols:duty_limits_edit": Row("duty_limits.edit", "area"),
    "patrols:duty_limits_drop": Row(
        "duty_limits.edit", "duty limits", args=lambda row: [row.area_id]
    ),
    # -- rosters and weekly shifts ------------------------------------------------
    "patrols:period_list": Row("roster.view"),
    "patrols:period_export": Row("roster.export"),
    "patrols:period_create": Row("roster.create"),
    "patrols:period_detail": Row("roster.view", "patrol roster"),
    "patrols:period_fill": posted("roster.edit", "patrol roster"),
    "patrols:period_publish": Row("roster.publish", "patrol roster"),
    "patrols:period_discard": Row("roster.edit", "patrol roster"),
    "patrols:template_list": Row("roster.view"),
    "patrols:template_export": Row("roster.export"),
    "patrols:template_create": Row("roster.create"),
    "patrols:template_detail": Row("roster.view", "weekly shift"),
    "patrols:template_edit": Row("roster.edit", "weekly shift"),
    # -- proposed rosters -----------------------------------------------------------
    "patrols:period_propose": posted("roster.edit", "patrol roster"),
    "patrols:proposal_detail": Row("roster.edit", "proposed roster"),
    "patrols:proposal_person": Row(
        "roster.edit",
        "proposed roster of one",
        args=lambda row: [row.pk, next(iter(row.result["people"]))],
    ),
    "patrols:proposal_accept": Row("roster.edit", "proposed roster"),
    "patrols:proposal_drop": Row("roster.edit", "proposed roster"),
    # -- swaps ----------------------------------------------------------------------
    "patrols:swap_list": Row("swap.view"),
    "patrols:swap_export": Row("swap.export"),
    "patrols:swap_offer": Row("sign_up.edit", "place on a shift"),
    "patrols:swap_take": posted("swap.take", "swap"),
    "patrols:swap_return": Row("swap.take", "swap"),
    "patrols:swap_withdraw": posted("swap.create", "swap"),
    "patrols:swap_approve": posted("swap.approve", "swap"),
    "patrols:swap_refuse": Row("swap.approve", "swap"),
    # -- calendar feeds -------------------------------------------------------------
    "patrols:feed_list": Row("calendar_feed.view"),
    "patrols:feed_make": posted("calendar_feed.create"),
    "patrols:feed_revoke": posted("calendar_feed.edit", "foreign calendar feed"),
    "patrols:feed": Row(PUBLIC, "calendar feed", args=lambda feed: [feed.token]),
}
