"""Disputes from the first hint to the closing."""

from django.utils.translation import gettext_lazy as _

from station.registry import registry

registry.add_about(
    "disputes",
    "disputes",
    (
        "intake",
        _(
            "Who quarrels about what, how grave it is, and until when something must happen."
        ),
        "list",
    ),
    (
        "intake",
        _("Parties, matter and place are enough; what is alike shows while you type."),
        "create on_the_spot",
    ),
    (
        "next",
        _("What is next stands on top with its button; below is all that happened."),
        "detail",
    ),
    (
        "intake",
        _(
            "Who takes part and for whom; for minors the guardian, for others a written power."
        ),
        "take_up facts_edit party_add party_edit party_remove agent_add agent_edit agent_remove",
    ),
    (
        "violence",
        _(
            "Steps the law asks for with violence or bullying; without them the case does not close."
        ),
        "safeguard",
    ),
    (
        "tier",
        _("A tier moves only with a reason, and whoever must know is told."),
        "escalate lower tier_keep",
    ),
    (
        "tier",
        _(
            "Every grade has its tier; a rule that holds asks for at least another. The highest wins. On file nothing moves by itself: a change of facts is proposed."
        ),
        "tier_rules",
    ),
    (
        "tier",
        _("When a dispute must go up a tier, in your own station."),
        "tier_rule_create tier_rule_edit",
    ),
    (
        "tier",
        _("Which kinds of disputes there are, and what makes one grave."),
        "kinds field_create field_edit grade_edit",
    ),
    (
        "mediators",
        _("Who fits and why; a person decides, and parties may object."),
        "mediator_choice mediator_assign mediator_object mediator_release mediator_recuse",
    ),
    (
        "mediators",
        _("Who mediates here, for what they are known, when they are away."),
        "mediator_list mediator_detail mediator_create mediator_edit mediator_end mediator_training mediator_absence mediator_tie",
    ),
    (
        "mediators",
        _("Mediation committees and their seats, checked against the law."),
        "committee_list committee_detail committee_create committee_edit seat_add",
    ),
    (
        "track",
        _("A few questions lead to the way the law gives for this case."),
        "track",
    ),
    (
        "track",
        _("A legal limit with its article; pausing or extending needs a reason."),
        "clock_start clock_pause clock_resume clock_extend clock_stop",
    ),
    (
        "sitting",
        _("When one sits down together, who came, and what was said."),
        "mediation_plan mediation_detail mediation_hold mediation_call_off",
    ),
    (
        "joint",
        _("Several offices at one table, with who was invited and what each took on."),
        "joint_list joint_pick joint_create joint_detail joint_move joint_call_off joint_hold joint_consent",
    ),
    (
        "joint",
        _("Whom to invite for which kind of dispute, ready to use."),
        "joint_template_list joint_template_edit",
    ),
    (
        "joint",
        _("What an office was asked and what it promised, with its day."),
        "invitation_create invitation_answer invitation_attend invitation_revoke undertaking_create undertaking_detail undertaking_finish undertaking_fail",
    ),
    (
        "warnings",
        _(
            "What nobody touched stands on top. The score is the sum of the signs named beside it."
        ),
        "warning_list",
    ),
    (
        "warnings",
        _("Say what was done about the warning; that is how it learns to be right."),
        "warning_answer turned_criminal",
    ),
    (
        "warnings",
        _("How often a warning was right, and what it missed."),
        "warning_record",
    ),
    (
        "warnings",
        _(
            "The score is the sum of these weights, nothing else. What a station has not set, the county sets, else it holds as shipped."
        ),
        "warning_sign_list warning_sign_edit warning_line_edit",
    ),
    (
        "closing",
        _("It closes when nothing is owed; a major one only by the chief."),
        "end reopen closing_approve closing_send_back",
    ),
    (
        "closing",
        _("Somebody goes back the next day and asks whether it holds."),
        "follow_up_plan follow_up_record review",
    ),
    (
        "figures",
        _(
            "How many were settled, kept and came back, with the rows behind each figure."
        ),
        "measures",
    ),
)
