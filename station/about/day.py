"""The day, the notices and the account."""

from django.utils.translation import gettext_lazy as _

from station.registry import registry

registry.add_about(
    "station",
    "start",
    (
        "my-day",
        _("What you owe, the late first, in the order that makes sense to walk."),
        "home",
    ),
    (
        "notices",
        _("What you are told of, and whether it also comes by mail or work-chat."),
        "notice_list channels channel",
    ),
    (
        "account",
        _(
            "Your number, your picture and your look; your badge number and posts are kept by the chief."
        ),
        "me my_portrait",
    ),
    (
        "account",
        _("Where your account was used; end what you do not know."),
        "sign_ins",
    ),
)
registry.add_about(
    "",
    "start",
    (
        "account",
        _("A long sentence only you know is better than a short riddle."),
        "account_change_password",
    ),
    (
        "account",
        _("What follows is sensitive: show once more that it is you."),
        "account_reauthenticate mfa_reauthenticate",
    ),
    (
        "account",
        _("With a code from your phone, a stolen password alone opens nothing."),
        "mfa_index mfa_activate_totp mfa_deactivate_totp",
    ),
    (
        "account",
        _("For the day your phone is lost; each code opens the door once."),
        "mfa_view_recovery_codes mfa_generate_recovery_codes",
    ),
)
