"""What joint mediations bring to the shared pages."""

from django.utils.translation import gettext_lazy as _

from disputes.actions import invitations, joint_reminders
from disputes.demo import joint as demo
from disputes.lists.joint import JOINTS
from disputes.models import JointMediation, Undertaking
from disputes.notices import joint as notices
from disputes.notices import joint_work as work
from disputes.workflow import Status
from disputes.workflow.joint import JointStatus
from station import policy
from station.registry import LegalDefault, NavItem, Panel, registry

MOST = 5
TONES = {JointStatus.HELD: "green", JointStatus.PLANNED: "blue"}


def of_dispute(request, dispute) -> dict | None:
    """The joint mediations of a dispute, who comes, and the way to plan one."""
    if not policy.can(request.user, "joint_mediation.view", dispute):
        return None
    rows = JointMediation.objects.filter(dispute=dispute).select_related("template")
    rows = rows.defer("subject", "agenda").prefetch_related("invitations")
    joints = list(rows.order_by("-pk")[:MOST])
    may_plan = (
        dispute.status == Status.TAKEN_UP
        and not any(joint.is_planned for joint in joints)
        and policy.can(request.user, "joint_mediation.create", dispute)
    )
    if not joints and not may_plan:
        return None
    promised = Undertaking.objects.open().filter(joint__dispute=dispute)
    return {
        "dispute": dispute,
        "rows": [_row(joint) for joint in joints],
        "promised": promised.count(),
        "may_plan": may_plan,
    }


def _row(joint: JointMediation) -> dict:
    asked = [row for row in joint.invitations.all() if row.stands]
    return {
        "joint": joint,
        "tone": TONES.get(joint.status, "grey"),
        "asked": len(asked),
        "coming": sum(row.answer == "accepted" for row in asked),
        "came": sum(row.attendance == "came" for row in asked),
        "silent": sum(row.answer == "pending" for row in asked),
    }


registry.add_list(JOINTS)
registry.add_panel(
    "dispute", Panel("joint", "disputes/_joint_panel.html", of_dispute, order=24)
)
registry.add_reminder_kinds(*notices.KINDS)
registry.add_worklist("joint_mediations", work.owed)
registry.add_worklist("invitations", work.asked_to_come)
registry.add_worklist("undertakings", work.undertaken)
registry.add_closing("disputes.dispute", work.still_open)
registry.add_closing("disputes.jointmediation", work.still_to_come)
registry.add_demo("joint_mediations", demo.make, order=54)
registry.add_legal(
    LegalDefault(
        code=joint_reminders.ANSWER,
        title_zh="联合调解邀请答复期限",
        title_en="Answer to an invitation to a joint mediation",
        value=1,
        unit="working_day",
        article="—",
        source="本所",
        mark="O",
    ),
    LegalDefault(
        code=invitations.LINK,
        title_zh="联合调解邀请链接在调解后的有效期",
        title_en="How long the link of an invitation works after the sitting",
        value=30,
        unit="calendar_day",
        article="—",
        source="本所",
        mark="O",
    ),
)
registry.add_event_labels(
    joint__planned=_("Joint mediation planned"),
    joint__moved=_("Joint mediation changed"),
    joint__called_off=_("Joint mediation called off"),
    joint__held=_("Joint mediation held"),
    joint__consented=_("Party agrees to those invited"),
    joint__refused=_("Party does not agree to those invited"),
    joint_template__adapted=_("Template changed"),
    invitation__added=_("Partner invited"),
    invitation__sent=_("Invitation sent"),
    invitation__sent_again=_("New link for an invitation"),
    invitation__opened=_("Invitation opened"),
    invitation__answered=_("Invitation answered"),
    invitation__attended=_("Attendance noted"),
    invitation__revoked=_("Invitation taken back"),
    undertaking__made=_("Undertaking noted"),
    undertaking__done=_("Undertaking done"),
    undertaking__failed=_("Undertaking not kept"),
)
registry.add_nav(
    NavItem(
        key="joint_mediations",
        label=_("Joint mediations"),
        icon="users",
        url_name="disputes:joint_list",
        permission="joint_mediation.view",
        order=37,
        section="disputes",
    ),
    NavItem(
        key="invitations",
        label=_("Invitations"),
        icon="users",
        url_name="disputes:invited",
        permission="invitation.view",
        order=37,
    ),
    NavItem(
        key="joint_templates",
        label=_("Templates of joint mediations"),
        icon="users",
        url_name="disputes:joint_template_list",
        permission="joint_template.edit",
        order=60,
        place="manage",
    ),
)
