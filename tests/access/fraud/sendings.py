"""What the access tests know of the sending of alerts and its limits."""

from tests import factories as make
from tests.access.rows import Row, posted

PAGES = {
    "antifraud:sending_list": Row("alert.view"),
    "antifraud:sending_export": Row("alert.export"),
    "antifraud:sending_bulk": posted("alert.view"),
    "antifraud:sending_detail": Row("alert.view", "sending"),
    "antifraud:sending_handed_over": posted("alert.send", "sending"),
    "antifraud:sending_override": Row("alert.override", "sending"),
    "antifraud:sending_try_again": Row("alert.send", "sending"),
    "antifraud:sending_arrived": Row("alert.send", "sending"),
    "antifraud:sending_call_off": Row("alert.send", "sending"),
    "antifraud:alert_hand_over": Row(
        "alert.send", "sending", args=lambda row: [row.alert_id]
    ),
    "antifraud:alert_limits": Row("alert_limit.view"),
    "antifraud:alert_limits_edit": Row("alert_limit.edit", "area"),
    "antifraud:alert_limits_drop": Row(
        "alert_limit.edit", "alert limit", args=lambda row: [row.area_id]
    ),
}


def sending(area):
    return make.SendingFactory(
        alert__area=area, audience=make.AudienceFactory(area=area)
    )


MAKERS = {  # a record of each kind, in a village
    "sending": sending,
    "alert limit": lambda village: make.AlertLimitFactory(area=village),
}
RECORDS = {"alert-sendings": "sending", "alert-limits": "alert limit"}
OWN = set()
REST = {
    "alert-sendings": sending,
    "alert-limits": lambda area: make.AlertLimitFactory(
        area=make.GridFactory(parent=area)
    ),
}
