"""Shifts, rosters and swaps."""

from django.utils.translation import gettext_lazy as _

from station.registry import registry

registry.add_about(
    "patrols",
    "patrols",
    (
        "roster",
        _("Who is on when, where a place is still free, and who is asked."),
        "shift_list shift_detail shift_create shift_edit shift_cancel shift_propose",
    ),
    (
        "roster",
        _("Who can come, who cannot after all, and who really came."),
        "sign_up_decline sign_up_withdraw sign_up_refuse sign_up_remove sign_up_attend",
    ),
    (
        "roster",
        _("Somebody cannot come and offers the place; the captain lets it through."),
        "swap_list swap_offer swap_return swap_refuse",
    ),
    (
        "roster",
        _("Nobody is put on a shift beyond these. The nearest area's limits hold."),
        "duty_limits",
    ),
    (
        "roster",
        _("How many hours and nights in a row one may serve here."),
        "duty_limits_edit duty_limits_drop",
    ),
    (
        "roster",
        _("A roster of some weeks: filled, proposed, published, answered."),
        "period_list period_detail period_create period_publish period_discard",
    ),
    (
        "roster",
        _("Shifts that come again each week; rosters are made of them."),
        "template_list template_detail template_create template_edit",
    ),
    (
        "roster",
        _("Who would serve when, and person by person why; you take it over or not."),
        "proposal_detail proposal_person proposal_accept proposal_drop",
    ),
)
