"""The pages of disputes."""

from tests.access.rows import Row

PAGES = {
    # -- disputes --------------------------------------------------------------
    "disputes:list": Row("dispute.view"),
    "disputes:export": Row("dispute.export"),
    "disputes:create": Row("dispute.create"),
    "disputes:detail": Row("dispute.view", "dispute"),
    "disputes:take_up": Row("dispute.edit", "dispute"),
    "disputes:end": Row("dispute.edit", "dispute"),
    "disputes:reopen": Row("dispute.edit", "dispute"),
    "disputes:follow_up_plan": Row("dispute.edit", "dispute"),
    "disputes:follow_up_record": Row(
        "dispute.edit", "dispute follow-up", args=lambda row: [row.follow_up_id]
    ),
    "disputes:review": Row("dispute.edit", "mediated dispute"),
    "disputes:closing_approve": Row("dispute.approve", "closing request"),
    "disputes:closing_send_back": Row("dispute.approve", "closing request"),
    "disputes:party_add": Row("dispute.edit", "dispute"),
    "disputes:party_remove": Row(
        "dispute.edit", "party", args=lambda party: [party.dispute_id, party.pk]
    ),
}
