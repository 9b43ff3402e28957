"""What fraud cases bring to the shared pages."""

from django.utils.translation import gettext_lazy as _

from antifraud import search_cases
from antifraud.actions import contact_rules, screened_cases
from antifraud.demo import cases as demo
from antifraud.lists.cases import CASES
from antifraud.models import VictimContact
from antifraud.notices import cases as notices
from antifraud.sheets import cases as sheet  # noqa: F401
from station.registry import (
    Conversion,
    LegalDefault,
    NavItem,
    OriginFacts,
    Screened,
    Subject,
    registry,
)


def describe(case) -> OriginFacts:
    """Where it happened and of what kind; the victim stays with the case."""
    return OriginFacts(area=case.area, what=str(case.scam_type))


registry.add_list(CASES)
registry.add_search(*search_cases.KINDS)
registry.add_subject(
    "antifraud.fraudcase", Subject(_("Fraud case"), "alert-triangle", describe)
)
registry.add_conversions(
    Conversion(
        key="fraud_case",
        label=_("Fraud case"),
        icon="alert-triangle",
        url_name="antifraud:case_create",
        permission="fraud_case.create",
        origins=frozenset(
            {"households.visit", "households.message", "households.followup"}
        ),
        order=85,
    )
)
registry.add_origin("briefing", "antifraud.fraudcase", lambda case: case.is_open)
registry.add_nav(
    NavItem(
        key="fraud_cases",
        label=_("Fraud cases"),
        icon="alert-triangle",
        url_name="antifraud:case_list",
        permission="fraud_case.view",
        order=30,
        section="antifraud",
    ),
    NavItem(
        key="fraud_trend",
        label=_("Trend of fraud cases"),
        icon="trending-down",
        url_name="antifraud:case_trend",
        permission="fraud_case.figures",
        order=35,
        section="antifraud",
    ),
    NavItem(
        key="fraud_case_new",
        label=_("Write a fraud case down"),
        icon="alert-triangle",
        url_name="antifraud:case_create",
        permission="fraud_case.create",
        order=60,
        place="add",
    ),
)
registry.add_demo("fraud_cases", demo.make, order=66)
registry.add_screened("fraud", Screened(screened_cases.make, screened_cases.unmake))
registry.add_reminder_kinds(*notices.KINDS)
registry.add_worklist("victim_contacts", notices.owed)
registry.add_closing("antifraud.fraudcase", notices.still_open)
registry.add_legal(
    LegalDefault(
        code=contact_rules.MOST,
        title_zh="涉诈被害人回访次数上限",
        title_en="Contacts with a victim of fraud, at most",
        value=3,
        unit="times",
        article="—",
        source="本所",
        mark="O",
    ),
    LegalDefault(
        code=contact_rules.FIRST,
        title_zh="涉诈被害人首次回访",
        title_en="First contact with a victim of fraud",
        value=3,
        unit="calendar_day",
        article="—",
        source="本所",
        mark="O",
    ),
    LegalDefault(
        code=contact_rules.APART,
        title_zh="涉诈被害人两次回访间隔",
        title_en="Between two contacts with a victim of fraud",
        value=14,
        unit="calendar_day",
        article="—",
        source="本所",
        mark="O",
    ),
)
registry.add_event_fields(
    "antifraud.fraudcase",
    planned_at=VictimContact._meta.get_field("planned_at"),
    result=VictimContact._meta.get_field("result"),
)
registry.add_event_labels(
    fraud_case__registered=_("Fraud case written down"),
    fraud_case__edited=_("Fraud case set right"),
    fraud_case__handed_over=_("Fraud case handed to somebody else"),
    fraud_case__ended=_("Fraud case ended"),
    fraud_case__voided=_("Struck out: no fraud"),
    fraud_case__reopened=_("Fraud case taken up again"),
    fraud_case__contact_planned=_("Contact with the victim planned"),
    fraud_case__contact_moved=_("Contact with the victim moved"),
    fraud_case__contact_off=_("Contact with the victim called off"),
    fraud_case__contacted=_("Victim contacted"),
    fraud_case__no_contact=_("The victim wishes no more contact"),
    fraud_case__contact_allowed=_("The victim may be contacted again"),
)
