"""What the access tests know of briefings and scam types."""

from tests import factories as make
from tests.access.rows import Row

PAGES = {
    "antifraud:briefing_list": Row("briefing.view"),
    "antifraud:briefing_export": Row("briefing.export"),
    "antifraud:briefing_create": Row("briefing.create"),
    "antifraud:briefing_detail": Row("briefing.view", "briefing"),
    "antifraud:briefing_withdraw": Row("briefing.edit", "briefing"),
    "antifraud:scam_type_list": Row("scam_type.view"),
    "antifraud:scam_type_export": Row("scam_type.export"),
    "antifraud:scam_type_create": Row("scam_type.edit"),
    "antifraud:scam_type_detail": Row("scam_type.view", "scam type"),
    "antifraud:scam_type_edit": Row("scam_type.edit", "scam type"),
    "antifraud:scam_lists": Row("scam_type.view"),
    "antifraud:scam_list_create": Row("scam_type.edit"),
    "antifraud:scam_list_edit": Row("scam_type.edit", "scam list"),
}
MAKERS = {  # a record of each kind, in a village
    "briefing": lambda village: make.BriefingFactory(
        household=make.HouseholdFactory(community=village)
    ),
    "scam type": lambda _village: make.ScamTypeFactory(),
    "scam list": lambda _village: make.ScamListFactory(),
}
RECORDS = {
    "briefings": "briefing",
    "scam-types": "scam type",
    "scam-lists": "scam list",
}
OWN = set()
REST = {
    "briefings": lambda area: make.BriefingFactory(
        household=make.HouseholdFactory(community=area), note="女儿在兰州打工"
    ),
    "scam-types": lambda _area: make.ScamTypeFactory(),
    "scam-lists": lambda _area: make.ScamListFactory(),
}
