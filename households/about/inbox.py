"""What residents send."""

from django.utils.translation import gettext_lazy as _

from station.registry import registry

registry.add_about(
    "inbox",
    "inbox",
    (
        "answer",
        _("What residents sent and until when they are answered; tips stand apart."),
        "list detail answer note",
    ),
    (
        "time",
        _("The clock stands only while somebody else must act, and says why."),
        "pause resume",
    ),
    (
        "hand-over",
        _(
            "When another colleague or office is in charge; the resident hears who it is."
        ),
        "assign refer referral_answer referral_withdraw handed handed_detail handed_answer handed_back",
    ),
    (
        "close",
        _(
            "Answered, asked twice, or not done yet: the receipt shows the resident the same."
        ),
        "close reopen merge unmerge",
    ),
)
registry.add_about(
    "inbox_manage",
    "inbox",
    (
        "time",
        _(
            "Until when residents are answered, when the office works, and who takes matters over."
        ),
        "limits limit_edit hours_edit",
    ),
    (
        "hand-over",
        _("Offices that take matters over from the police."),
        "office_create office_edit",
    ),
)
