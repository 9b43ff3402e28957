"""What the access tests know of fraud cases and of contacts with their victims."""

from tests import factories as make
from tests.access.rows import Row, posted

SECRET = "女儿在兰州打工"


def _contact(contact) -> list[int]:
    return [contact.case_id, contact.pk]


PAGES = {
    "antifraud:case_list": Row("fraud_case.view"),
    "antifraud:case_export": Row("fraud_case.export"),
    "antifraud:case_bulk": posted("fraud_case.view"),
    "antifraud:case_create": Row("fraud_case.create"),
    "antifraud:case_trend": Row("fraud_case.figures"),
    "antifraud:case_trend_export": Row("fraud_case.figures"),
    "antifraud:case_detail": Row("fraud_case.view", "fraud case"),
    "antifraud:case_edit": Row("fraud_case.edit", "fraud case"),
    "antifraud:case_end": Row("fraud_case.edit", "fraud case"),
    "antifraud:case_void": Row("fraud_case.edit", "fraud case"),
    "antifraud:case_reopen": Row("fraud_case.edit", "fraud case"),
    "antifraud:case_hand_over": Row("fraud_case.edit", "fraud case"),
    "antifraud:case_wish": Row("fraud_case.edit", "fraud case"),
    "antifraud:contact_plan": Row("fraud_case.edit", "fraud case"),
    "antifraud:contact_move": Row("fraud_case.edit", "victim contact", args=_contact),
    "antifraud:contact_done": Row("fraud_case.edit", "victim contact", args=_contact),
    "antifraud:contact_off": Row("fraud_case.edit", "victim contact", args=_contact),
}
MAKERS = {  # a record of each kind, in a village
    "fraud case": lambda village: make.FraudCaseFactory(area=village),
    "victim contact": lambda village: make.VictimContactFactory(case__area=village),
}
RECORDS = {"fraud-cases": "fraud case", "victim-contacts": "victim contact"}
OWN = {"fraud-figures"}  # figures without a record
REST = {
    "fraud-cases": lambda area: make.FraudCaseFactory(area=area, facts=SECRET),
    "victim-contacts": lambda area: make.VictimContactFactory(
        case__area=area, note=SECRET
    ),
}
