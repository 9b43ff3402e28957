"""How visits, messages and follow-ups describe themselves to what is made of them."""

from django.utils.translation import gettext_lazy as _

from station.registry import OriginFacts, Subject


def of_visit(visit) -> OriginFacts:
    """The household, whom one met, what was asked for or learned."""
    return OriginFacts(
        area=visit.area,
        household=visit.household,
        residents=tuple(visit.people_met.all()),
        text=visit.asked_for or visit.learned,
    )


def of_message(message) -> OriginFacts:
    """The place and what was written; behind a plate's door the one household."""
    return OriginFacts(
        area=message.area, household=_behind(message.plate), text=message.text
    )


def _behind(plate):
    """The household at the plate's door, where there is just one."""
    if plate is None:
        return None
    found = plate.address.households.present().for_list()[:2]
    return found[0] if len(found) == 1 else None


def of_follow_up(follow_up) -> OriginFacts:
    """The household or unit and what was promised."""
    return OriginFacts(
        area=follow_up.area,
        household=follow_up.household,
        unit=follow_up.unit,
        text=follow_up.matter,
    )


SUBJECTS = {
    "households.visit": Subject(_("Visit"), "walk", of_visit),
    "households.message": Subject(_("Message"), "message-2", of_message),
    "households.followup": Subject(_("Follow-up"), "calendar-event", of_follow_up),
}
