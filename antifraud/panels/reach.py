"""What reach and rounds of briefings bring to the shared pages."""

from django.utils.translation import gettext_lazy as _

from antifraud.demo import reach as demo
from antifraud.lists.briefing_rounds import BRIEFING_ROUNDS
from antifraud.notices import briefing_rounds as notices
from station.registry import NavItem, OriginFacts, Subject, registry


def describe(briefing_round) -> OriginFacts:
    """Where it is; the household is named beside it."""
    return OriginFacts(area=briefing_round.area)


registry.add_list(BRIEFING_ROUNDS)
registry.add_demo("briefing rounds", demo.make, order=78)
registry.add_worklist("briefing_rounds", notices.owed)
registry.add_subject(
    "antifraud.briefinground", Subject(_("Round of briefings"), "route", describe)
)
registry.add_event_labels(
    briefing_round__planned=_("Round of briefings planned"),
    briefing_round__shortened=_("Household taken off the round of briefings"),
    briefing_round__ended=_("Round of briefings ended"),
    briefing_round__called_off=_("Round of briefings called off"),
)
registry.add_nav(
    NavItem(
        key="reach",
        label=_("Reach and effect"),
        icon="chart-bar",
        url_name="antifraud:reach",
        permission="reach.view",
        order=95,
        section="antifraud",
    ),
)
