"""What the access tests know of reach and of rounds of briefings."""

from tests import factories as make
from tests.access.rows import Row

ROUND = "round of briefings"
PAGES = {
    "antifraud:reach": Row("reach.view"),
    "antifraud:reach_export": Row("reach.export"),
    "antifraud:effect": Row("reach.view"),
    "antifraud:untold": Row("briefing.view"),
    "antifraud:briefing_round_list": Row("briefing_round.view"),
    "antifraud:briefing_round_create": Row("briefing_round.create"),
    "antifraud:briefing_round_detail": Row("briefing_round.view", ROUND),
    "antifraud:briefing_round_end": Row("briefing_round.edit", ROUND),
    "antifraud:briefing_round_call_off": Row("briefing_round.edit", ROUND),
    "antifraud:briefing_stop_take_off": Row(
        "briefing_round.edit",
        ROUND,
        args=lambda row: [row.pk, row.stops.first().pk],
    ),
}
MAKERS = {  # a record of each kind, in a village
    ROUND: lambda village: (
        make.BriefingStopFactory(
            of_round__area=village,
            household=make.HouseholdFactory(address__community=village),
        ).of_round
    ),
}
RECORDS = {"briefing-rounds": ROUND}
OWN = {"reach", "never-told"}
REST = {
    "briefing-rounds": lambda area: (
        make.BriefingStopFactory(
            of_round__area=area,
            household=make.HouseholdFactory(address__community=area),
        ).of_round
    ),
}
