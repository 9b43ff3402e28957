"""What briefings bring to the shared pages."""

from django.utils.translation import gettext_lazy as _

from antifraud import household_panel
from antifraud.actions import briefings as actions
from antifraud.demo import briefings as demo
from antifraud.lists.briefings import BRIEFINGS
from antifraud.models import HandedOver
from station.registry import (
    Briefer,
    Conversion,
    NavItem,
    OriginFacts,
    Panel,
    Subject,
    registry,
)


def describe(briefing) -> OriginFacts:
    """Whose household it was."""
    residents = (briefing.resident,) if briefing.resident_id else ()
    return OriginFacts(
        area=briefing.area, household=briefing.household, residents=residents
    )


registry.add_list(BRIEFINGS)
registry.briefer = Briefer(
    choices=actions.choices, things=HandedOver.choices, give=actions.brief_all
)
registry.add_demo("briefings", demo.make, order=50)
registry.add_subject(
    "antifraud.briefing", Subject(_("Anti-fraud briefing"), "speakerphone", describe)
)
registry.add_conversions(
    Conversion(
        key="briefing",
        label=_("Anti-fraud briefing"),
        icon="speakerphone",
        url_name="antifraud:briefing_create",
        permission="briefing.create",
        origins=frozenset(
            {
                "households.visit",
                "households.message",
                "households.followup",
                "disputes.dispute",
            }
        ),
        order=80,
    )
)
registry.add_panel(
    "household",
    Panel(
        key="briefings",
        template="antifraud/_household_panel.html",
        context=household_panel.of_household,
        order=70,
    ),
)
registry.add_event_labels(
    briefing__given=_("Anti-fraud briefing given"),
    briefing__withdrawn=_("Anti-fraud briefing taken back"),
)
registry.add_nav(
    NavItem(
        key="briefings",
        label=_("Briefings"),
        icon="speakerphone",
        url_name="antifraud:briefing_list",
        permission="briefing.view",
        order=80,
        section="antifraud",
    ),
)
