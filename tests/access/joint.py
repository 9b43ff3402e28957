"""The pages of joint mediations, of partners, and the link they answer by."""

from tests.access.rows import PUBLIC, Row, posted

PAGES = {
    # -- joint mediations --------------------------------------------------------
    "disputes:joint_list": Row("joint_mediation.view"),
    "disputes:joint_export": Row("joint_mediation.export"),
    "disputes:joint_pick": Row("joint_mediation.create", "dispute"),
    "disputes:joint_create": Row(
        "joint_mediation.create",
        "dispute to plan for",
        args=lambda dispute: [dispute.pk, dispute.template.pk],
    ),
    "disputes:joint_detail": Row("joint_mediation.view", "joint mediation"),
    "disputes:joint_move": Row("joint_mediation.edit", "joint mediation"),
    "disputes:joint_call_off": Row("joint_mediation.edit", "joint mediation"),
    "disputes:joint_hold": Row("joint_mediation.edit", "joint mediation"),
    "disputes:joint_consent": Row("joint_mediation.edit", "joint mediation"),
    "disputes:joint_template_list": Row("joint_template.view"),
    "disputes:joint_template_edit": Row("joint_template.edit", "joint template"),
    "disputes:invitation_create": Row("joint_mediation.edit", "joint mediation"),
    "disputes:invitation_send": posted("joint_mediation.edit", "invitation"),
    "disputes:invitation_answer": Row("joint_mediation.edit", "invitation"),
    "disputes:invitation_attend": Row("joint_mediation.edit", "invitation"),
    "disputes:invitation_revoke": Row("joint_mediation.edit", "invitation"),
    "disputes:undertaking_create": Row("joint_mediation.edit", "joint mediation"),
    "disputes:undertaking_detail": Row("undertaking.view", "undertaking"),
    "disputes:undertaking_finish": Row("undertaking.edit", "undertaking"),
    "disputes:undertaking_fail": Row("undertaking.edit", "undertaking"),
    "disputes:invited": Row("invitation.view"),
    "disputes:invited_detail": Row("invitation.view", "received invitation"),
    "disputes:invited_answer": Row("invitation.answer", "received invitation"),
    "disputes:invited_done": Row(
        "invitation.answer",
        "undertaking",
        args=lambda row: [row.invitation_id, row.pk],
    ),
    "partner:invitation": Row(PUBLIC, "any invitation", args=lambda row: [row.code]),
}
