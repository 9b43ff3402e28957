"""Types of fraud, cases and dissuasion."""

from django.utils.translation import gettext_lazy as _

from station.registry import registry

registry.add_about(
    "antifraud",
    "fraud",
    (
        "types",
        _("How each kind of fraud goes, what they say, and what helps."),
        "scam_type_list scam_type_detail scam_type_create scam_type_edit",
    ),
    (
        "types",
        _("As far as they were seen; what nobody read is not made up."),
        "scam_lists",
    ),
    (
        "types",
        _("A national list with its source and day."),
        "scam_list_create scam_list_edit",
    ),
    (
        "cases",
        _(
            "Who was defrauded how and of how much; few may look, each look is written down."
        ),
        "case_list case_detail case_create case_edit case_end case_void case_reopen case_hand_over case_wish",
    ),
    (
        "cases",
        _(
            "Figures name nobody. Cases count in the month in which they happened; what was struck out does not count."
        ),
        "case_trend",
    ),
    (
        "victims",
        _("Ask again gently, few times, by day, never against their wish."),
        "contact_plan contact_move contact_done contact_off",
    ),
    (
        "dissuasion",
        _(
            "Somebody is being defrauded now and nobody has gone yet; renewed every five seconds."
        ),
        "dissuasion_board",
    ),
    (
        "dissuasion",
        _("Who was about to pay, who went, and what was kept or lost."),
        "dissuasion_list dissuasion_detail dissuasion_create",
    ),
    (
        "dissuasion",
        _("What you tried and how it ended; minutes count."),
        "dissuasion_try dissuasion_settle dissuasion_hand_over dissuasion_correct",
    ),
)
