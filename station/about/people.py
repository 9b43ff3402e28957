"""Territory, people, keys, rules and what was looked at."""

from django.utils.translation import gettext_lazy as _

from station.registry import registry

registry.add_about(
    "station",
    "people",
    (
        "areas",
        _(
            "Villages and grids, who serves there since when, and where somebody is missing."
        ),
        "team_list area_detail",
    ),
    (
        "areas",
        _("The territory as it is today; a grid out of use keeps its history."),
        "area_edit grid_create area_retire",
    ),
    (
        "posts",
        _(
            "Who works here and with which posts; rights follow from the post, not from the person."
        ),
        "person_list user_detail person_create person_edit person_portrait",
    ),
    (
        "locked",
        _("When somebody leaves, forgets the password or loses the phone."),
        "person_lock person_unlock person_password person_factor",
    ),
    (
        "posts",
        _("A post gives the rights of a role in one area, from a day until a day."),
        "post_create post_end post_prolong",
    ),
    (
        "rights",
        _(
            "Rights follow from the posts valid today. What stands nowhere here is refused."
        ),
        "rights",
    ),
    (
        "keys",
        _("Systems that read here over REST, each with its own key."),
        "machine_list machine_create machine_detail",
    ),
    (
        "keys",
        _("A key opens only the resources and fields it needs, and ends by itself."),
        "token_create token_edit token_rotate token_revoke",
    ),
    (
        "webhooks",
        _("Another system is told of changes at its address, in order and signed."),
        "webhook_create webhook_detail webhook_edit webhook_rotate webhook_end webhook_pause webhook_rewind webhook_log webhook_delivery webhook_delivery_skip",
    ),
    ("rules", _("What counts as a working day; due times follow from it."), "calendar"),
)
registry.add_about(
    "api",
    "people",
    ("keys", _("Every address another system may ask, with examples to try."), "docs"),
)
registry.add_about(
    "station",
    "data",
    (
        "looked-at",
        _(
            "Every look at residents' data, also the refused ones. Nobody can change this list unseen."
        ),
        "access_list",
    ),
    (
        "looked-at",
        _("Say why you need the whole number; the look is written down."),
        "reveal",
    ),
)
registry.add_about(
    "station",
    "calls",
    (
        "calls",
        _("What people called about, with the words the screening went by."),
        "call_list call_detail",
    ),
    (
        "screening",
        _("Yesterday's calls one by one: a dispute, a fraud, or neither."),
        "screening",
    ),
    (
        "words",
        _(
            "The words calls are read by. What ships can be left out here; your own words stand beside it."
        ),
        "term_list term_create term_edit",
    ),
)
