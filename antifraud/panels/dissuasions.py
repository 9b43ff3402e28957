"""What dissuasions bring to the shared pages."""

from django.utils.translation import gettext_lazy as _

from antifraud.demo import dissuasions as demo
from antifraud.lists.dissuasions import DISSUASIONS
from antifraud.models import Dissuasion
from antifraud.notices import dissuasions as notices
from antifraud.workflow.dissuasions import BECOMES_CASE
from station.registry import Conversion, NavItem, OriginFacts, Subject, registry


def describe(dissuasion) -> OriginFacts:
    """Who was in danger and what was known, for the case or briefing that follows."""
    person = dissuasion.resident
    return OriginFacts(
        area=dissuasion.area,
        household=person.household if person else None,
        residents=(person,) if person else (),
        text=dissuasion.told,
        what=str(dissuasion.scam_type or ""),
        place=dissuasion.place,
    )


def ringing(user):
    """What this person could go to and nobody does."""
    return Dissuasion.objects.visible_to(user, "answer").ringing()


registry.add_demo("dissuasions", demo.make, order=67)
registry.add_list(DISSUASIONS)
registry.add_reminder_kinds(*notices.KINDS)
registry.add_worklist("dissuasions", notices.owed)
registry.add_subject(
    "antifraud.dissuasion", Subject(_("Dissuasion"), "device-mobile", describe)
)
registry.add_origin(
    "briefing", "antifraud.dissuasion", lambda found: found.closed_at is not None
)
registry.add_origin(
    "fraud_case", "antifraud.dissuasion", lambda found: found.ending in BECOMES_CASE
)
registry.add_conversions(
    Conversion(
        key="dissuasion",
        label=_("Dissuasion"),
        icon="device-mobile",
        url_name="antifraud:dissuasion_create",
        permission="dissuasion.create",
        origins=frozenset({"households.message", "households.visit"}),
        order=85,
    )
)
registry.add_nav(
    NavItem(
        key="dissuasions",
        label=_("Dissuasions"),
        icon="device-mobile",
        url_name="antifraud:dissuasion_board",
        permission="dissuasion.answer",
        order=12,
        section="antifraud",
        waiting=ringing,
        alarm=_("Somebody is being defrauded now and nobody goes yet"),
    ),
    NavItem(
        key="dissuasion_new",
        label=_("Somebody is being defrauded"),
        icon="device-mobile",
        url_name="antifraud:dissuasion_create",
        permission="dissuasion.create",
        order=35,
        place="add",
    ),
)
registry.add_event_labels(
    dissuasion__raised=_("Dissuasion raised"),
    dissuasion__told_again=_("Told once more by somebody else"),
    dissuasion__climbed=_("Nobody went; it rang further"),
    dissuasion__answered=_("Somebody goes"),
    dissuasion__handed_over=_("Handed to somebody nearer"),
    dissuasion__tried=_("Tried, not reached"),
    dissuasion__reached=_("Reached"),
    dissuasion__corrected=_("Dissuasion set right"),
    dissuasion__settled=_("Dissuasion ended"),
)
