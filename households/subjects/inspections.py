"""How inspections and hazards describe themselves to what is made of them."""

from django.utils.translation import gettext_lazy as _

from station.registry import Conversion, LegalDefault, OriginFacts, Subject


def of_inspection(inspection) -> OriginFacts:
    """The unit that was inspected."""
    return OriginFacts(
        area=inspection.area, unit=inspection.unit, text=inspection.remark
    )


def may_have_a_unit(record) -> bool:
    """A hazard in a home has no unit that could be inspected."""
    return getattr(record, "unit_id", record.pk) is not None


def of_hazard(hazard) -> OriginFacts:
    """Where it is and what is wrong."""
    return OriginFacts(
        area=hazard.area, unit=hazard.unit, household=hazard.household, text=hazard.what
    )


SUBJECTS = {
    "households.inspection": Subject(_("Inspection"), "clipboard-check", of_inspection),
    "households.hazard": Subject(_("Hazard"), "alert-triangle", of_hazard),
}
CONVERSIONS = (
    Conversion(
        key="hazard",
        label=_("Report a hazard"),
        icon="alert-triangle",
        url_name="households:hazard_create",
        permission="hazard.create",
        origins=frozenset(
            {
                "households.visit",
                "households.message",
                "households.followup",
                "households.inspection",
                "households.equipment",
                "households.careplan",
                "households.jointaction",
            }
        ),
        order=40,
    ),
    Conversion(
        key="inspection",
        label=_("Inspect the unit"),
        icon="clipboard-check",
        url_name="households:inspection_from",
        permission="inspection.create",
        origins=frozenset({"households.hazard", "households.message"}),
        order=50,
        fits=may_have_a_unit,
    ),
)
TRANSFER = LegalDefault(
    code="hazard.transfer",
    title_zh="移送消防等主管部门的期限",
    title_en="Limit for transferring a hazard to the competent department",
    value=5,
    unit="working_day",
    article="《消防监督检查规定》（公安部令第120号）第31–33条",
    source="二手资料；2018年机构改革后是否沿用待核",
    mark="S",
)
EVENTS = {
    "unit__classified": _("Venue and risk noted"),
    "inspection__recorded": _("Inspection written down"),
    "inspection_round__started": _("Round of inspections begun"),
    "inspection_round__skipped": _("Venue passed over in a round"),
    "inspection_round__finished": _("Round of inspections finished"),
    "hazard__found": _("Hazard found"),
    "hazard__seen_again": _("Hazard seen again"),
    "hazard__notified": _("Rectification notice served"),
    "hazard__reported": _("Reported as put right"),
    "hazard__reassigned": _("Hazard handed to somebody else"),
    "hazard__extended": _("Deadline extended"),
    "hazard__put_right": _("Put right, closed"),
    "hazard__not_put_right": _("Not put right"),
    "hazard__transferred": _("Transferred to the competent office"),
    "hazard__answered": _("The office answered"),
    "hazard__closed": _("Hazard closed"),
    "checklist__drafted": _("Next version begun"),
    "checklist__edited": _("Draft edited"),
    "checklist__published": _("Checklist published"),
    "venue_kind__created": _("Kind of venue added"),
    "venue_kind__edited": _("Kind of venue edited"),
    "legal_rule__amended": _("Legal limit set anew"),
}
