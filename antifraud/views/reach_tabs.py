"""The pages around briefings, for those who may see them."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from station import policy


def tabs(current: str, user) -> list[tuple[str, str, bool]]:
    """Label, address, and whether one is there."""
    pages = (
        ("briefings", _("Briefings"), "briefing_list", "briefing.view"),
        ("untold", _("Never told"), "untold", "briefing.view"),
        (
            "rounds",
            _("Rounds of briefings"),
            "briefing_round_list",
            "briefing_round.view",
        ),
        ("reach", pgettext("share of people told", "Reach"), "reach", "reach.view"),
        ("effect", pgettext("cases afterwards", "Effect"), "effect", "reach.view"),
    )
    return [
        (label, reverse(f"antifraud:{name}"), key == current)
        for key, label, name, permission in pages
        if policy.can(user, permission)
    ]
