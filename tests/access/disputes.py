"""The pages of disputes."""

from tests.access.rows import Row, posted


def given(row) -> list[int]:
    """The dispute and the mediator."""
    return [row.dispute_id, row.mediator_id]


PAGES = {
    # -- early warning and measures -------------------------------------------
    "disputes:warning_list": Row("warning.view"),
    "disputes:warning_export": Row("warning.export"),
    "disputes:warning_record": Row("warning.figures"),
    "disputes:warning_sign_list": Row("warning_sign.view"),
    "disputes:warning_sign_edit": Row(
        "warning_sign.edit", "station", args=lambda station: [station.pk, "threat"]
    ),
    "disputes:warning_line_edit": Row("warning_sign.edit", "station"),
    "disputes:warning_answer": Row("warning.answer", "dispute"),
    "disputes:turned_criminal": Row("warning.turn", "dispute"),
    "disputes:measures": Row("dispute.figures"),
    "disputes:measures_export": Row("dispute.export"),
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
    # -- intake, parties and safeguards -----------------------------------------
    "disputes:alike": posted("dispute.create"),
    "disputes:facts_edit": Row("dispute.edit", "dispute"),
    "disputes:party_edit": Row(
        "dispute.edit", "party", args=lambda party: [party.dispute_id, party.pk]
    ),
    "disputes:agent_add": Row(
        "dispute.edit", "party", args=lambda party: [party.dispute_id, party.pk]
    ),
    "disputes:agent_edit": Row(
        "dispute.edit", "agent", args=lambda agent: [agent.party.dispute_id, agent.pk]
    ),
    "disputes:agent_remove": Row(
        "dispute.edit", "agent", args=lambda agent: [agent.party.dispute_id, agent.pk]
    ),
    "disputes:safeguard": Row(
        "dispute.edit", "dispute", args=lambda dispute: [dispute.pk, "mediation_note"]
    ),
    "disputes:kinds": Row("dispute_field.view"),
    "disputes:field_create": Row("dispute_field.create"),
    "disputes:field_edit": Row("dispute_field.edit", "dispute field"),
    "disputes:grade_edit": Row("dispute_grade.edit", "dispute grade"),
    # -- tiers and their rules --------------------------------------------------
    "disputes:escalate": Row("dispute.edit", "dispute"),
    "disputes:lower": Row("dispute.edit", "dispute"),
    "disputes:tier_keep": Row("dispute.edit", "dispute"),
    "disputes:tier_rules": Row("tier_rule.view"),
    "disputes:tier_rule_create": Row("tier_rule.create", "station"),
    "disputes:tier_rule_edit": Row("tier_rule.edit", "tier rule"),
    "disputes:tier_rules_adopt": posted("tier_rule.edit", "station"),
    "disputes:tier_rules_drop": posted("tier_rule.edit", "station"),
    "disputes:party_add": Row("dispute.edit", "dispute"),
    "disputes:party_remove": Row(
        "dispute.edit", "party", args=lambda party: [party.dispute_id, party.pk]
    ),
    # -- agreements ------------------------------------------------------------
    "disputes:agreement_list": Row("agreement.view"),
    "disputes:agreement_export": Row("agreement.export"),
    "disputes:agreement_create": Row("agreement.create", "dispute"),
    "disputes:agreement_detail": Row("agreement.view", "agreement"),
    "disputes:agreement_edit": Row("agreement.edit", "agreement"),
    "disputes:agreement_sign": Row("agreement.edit", "agreement"),
    "disputes:agreement_effect": Row("agreement.edit", "agreement"),
    "disputes:agreement_set_aside": Row("agreement.decide", "agreement"),
    "disputes:agreement_breach": Row("agreement.decide", "agreement"),
    "disputes:duty_add": Row("agreement.edit", "agreement"),
    "disputes:duty_remove": Row(
        "agreement.edit",
        "obligation",
        args=lambda duty: [duty.agreement_id, duty.pk],
    ),
    "disputes:obligation_list": Row("obligation.view"),
    "disputes:obligation_export": Row("obligation.export"),
    "disputes:obligation_keep": Row("obligation.edit", "obligation"),
    "disputes:obligation_break": Row("obligation.edit", "obligation"),
    "disputes:obligation_waive": Row("obligation.edit", "obligation"),
    "disputes:obligation_change_due": Row("obligation.edit", "obligation"),
    "disputes:confirmation_apply": Row("agreement.decide", "agreement"),
    "disputes:confirmation_answer": Row("agreement.decide", "confirmation"),
    "disputes:confirmation_rule": Row("agreement.decide", "confirmation"),
    "disputes:confirmation_withdraw": Row("agreement.decide", "confirmation"),
    "disputes:reconcile": Row("agreement.decide", "dispute"),
    "disputes:reconciliation_answer": Row("agreement.decide", "reconciliation"),
    # -- the legal track -------------------------------------------------------
    "disputes:on_the_spot": Row("dispute.create"),
    "disputes:track": Row("track.create", "dispute"),
    "disputes:track_explain": posted("track.create", "dispute"),
    "disputes:clock_start": Row("clock.create", "dispute"),
    "disputes:clock_pause": Row("clock.edit", "clock"),
    "disputes:clock_resume": Row("clock.edit", "clock"),
    "disputes:clock_extend": Row("clock.edit", "clock"),
    "disputes:clock_stop": Row("clock.edit", "clock"),
    "disputes:mediation_plan": Row("mediation.create", "dispute"),
    "disputes:mediation_detail": Row("mediation.view", "sitting"),
    "disputes:mediation_hold": Row("mediation.edit", "sitting"),
    "disputes:mediation_call_off": Row("mediation.edit", "sitting"),
    # -- mediators and committees ------------------------------------------------
    "disputes:mediator_list": Row("mediator.view"),
    "disputes:mediator_export": Row("mediator.export"),
    "disputes:mediator_create": Row("mediator.create"),
    "disputes:mediator_detail": Row("mediator.view", "mediator"),
    "disputes:mediator_edit": Row("mediator.edit", "mediator"),
    "disputes:mediator_end": Row("mediator.edit", "mediator"),
    "disputes:mediator_training": Row("mediator.edit", "mediator"),
    "disputes:mediator_absence": Row("mediator.absent", "mediator"),
    "disputes:mediator_tie": Row("mediator.edit", "mediator"),
    "disputes:absence_cancel": posted("mediator.absent", "absence of a mediator"),
    "disputes:tie_remove": posted("mediator.edit", "tie of a mediator"),
    "disputes:committee_list": Row("committee.view"),
    "disputes:committee_export": Row("committee.export"),
    "disputes:committee_create": Row("committee.create"),
    "disputes:committee_detail": Row("committee.view", "committee"),
    "disputes:committee_edit": Row("committee.edit", "committee"),
    "disputes:seat_add": Row("committee.edit", "committee"),
    "disputes:seat_leave": posted("committee.edit", "seat"),
    "disputes:mediator_choice": Row("dispute.assign", "dispute"),
    "disputes:mediator_assign": Row("dispute.assign", "assignment", args=given),
    "disputes:mediator_object": Row("dispute.assign", "assignment", args=given),
    "disputes:mediator_release": Row("dispute.assign", "dispute"),
    "disputes:mediator_recuse": Row("dispute.recuse", "dispute"),
    # -- papers ------------------------------------------------------------------
    "disputes:papers": Row("paper.view", "dispute"),
    "disputes:paper_print": Row(
        "paper.print", "dispute", args=lambda dispute: [dispute.pk, "rights"]
    ),
    "disputes:paper_add": Row(
        "paper.create", "dispute", args=lambda dispute: [dispute.pk, "rights"]
    ),
    "disputes:dossier": Row("paper.print", "dispute"),
    "disputes:dossier_accept": Row("paper.create", "dispute"),
    "disputes:paper_detail": Row("paper.view", "dispute paper"),
    "disputes:paper_edit": Row("paper.edit", "dispute paper"),
    "disputes:paper_scans": Row("paper.edit", "dispute paper"),
    "disputes:paper_sign": Row("paper.edit", "dispute paper"),
    "disputes:paper_set_aside": Row("paper.edit", "dispute paper"),
}
