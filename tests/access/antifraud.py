"""The pages of antifraud."""

from tests.access.rows import Row

PAGES = {
    # -- anti-fraud ------------------------------------------------------------
    "antifraud:briefing_list": Row("briefing.view"),
    "antifraud:briefing_export": Row("briefing.export"),
    "antifraud:briefing_create": Row("briefing.create"),
    "antifraud:briefing_detail": Row("briefing.view", "briefing"),
    "antifraud:briefing_withdraw": Row("briefing.edit", "briefing"),
    "antifraud:reach": Row("briefing.view"),
    "antifraud:scam_type_list": Row("scam_type.view"),
    "antifraud:scam_type_create": Row("scam_type.edit"),
    "antifraud:scam_type_edit": Row("scam_type.edit", "scam type"),
}
