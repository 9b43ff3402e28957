"""How care plans, liaison and key points describe themselves to what is made of them."""

from django.utils.translation import gettext_lazy as _

from station.registry import OriginFacts, Subject


def of_plan(plan) -> OriginFacts:
    """The person and the household; never what to watch for."""
    return OriginFacts(
        area=plan.area,
        household=plan.resident.household,
        residents=(plan.resident,),
    )


def of_liaison(liaison) -> OriginFacts:
    """What was talked about."""
    return OriginFacts(area=liaison.area, text=liaison.about)


def of_test(equipment) -> OriginFacts:
    """What failed, and where."""
    latest = equipment.tests.first()
    text = f"{equipment}: {latest.note}" if latest and latest.note else str(equipment)
    return OriginFacts(area=equipment.area, unit=equipment.key_point.unit, text=text)


def of_action(action) -> OriginFacts:
    return OriginFacts(area=action.area, text=action.result or action.title)


SUBJECTS = {
    "households.careplan": Subject(_("Care plan"), "heart-handshake", of_plan),
    "households.liaison": Subject(_("Liaison"), "messages", of_liaison),
    "households.equipment": Subject(_("Equipment"), "shield-check", of_test),
    "households.jointaction": Subject(_("Joint action"), "users", of_action),
}
