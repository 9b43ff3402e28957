"""What fraud cases bring to the shared pages."""

from django.utils.translation import gettext_lazy as _

from antifraud.actions import contact_rules, screened_cases
from antifraud.demo import cases as demo
from antifraud.notices import cases as notices
from station.registry import (
    LegalDefault,
    Screened,
    registry,
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
