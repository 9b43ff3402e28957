"""Joint mediations: planned, moved, called off, held."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from disputes.actions import (
    invitations,
    joint_consents,
    joint_reminders,
    moves,
    warnings,
)
from disputes.actions.invitations import Invitee
from disputes.actions.joint_parts import lock_planned, note, said, save, shared
from disputes.actions.joint_sittings import Sitting, hold_sitting
from disputes.models import Dispute, Invitation, JointMediation, JointTemplate
from disputes.workflow import Status, Step
from disputes.workflow.joint import Attendance, JointStatus
from disputes.workflow.mediation import MediationPlace
from station.actions.events import differences
from station.actions.uniqueness import refusing_twins
from station.errors import RuleError
from station.models import User


@dataclass(frozen=True)
class Plan:
    """When, where and about what; all of it is told to the partners."""

    planned_at: datetime
    place_kind: str
    place: str
    subject: str
    agenda: str = ""
    chair: User | None = None  # whoever plans it


@transaction.atomic
def plan(
    *,
    dispute: Dispute,
    template: JointTemplate,
    plan: Plan,
    by: User,
    at: datetime,
    invitees: tuple[Invitee, ...] = (),
    version: int | None = None,
) -> JointMediation:
    """Ask others to sit down with the parties."""
    dispute = moves.lock_open(dispute, version)
    if dispute.status != Status.TAKEN_UP:
        raise RuleError(_("Take the dispute up first."), code="not_taken_up")
    joint = JointMediation(dispute=dispute, template=template, planned_by=by)
    _write(joint, plan, by=by, at=at)
    message = _("A joint mediation is planned already.")
    with refusing_twins(disputes_jointmediation_one_planned=message):
        joint.save()
    for invitee in invitees:
        invitations.write(joint, invitee)
    joint_reminders.of_joint(joint, at=at)
    note("joint.planned", joint, by=by, at=at)
    return joint


@transaction.atomic
def move(
    *, joint: JointMediation, plan: Plan, version: int, by: User, at: datetime
) -> JointMediation:
    """Another time or place, or other words; who said yes to the old time is asked anew."""
    joint = lock_planned(joint, version)
    before = JointMediation.objects.get(pk=joint.pk)
    _write(joint, plan, by=by, at=at)
    save(joint)
    if (before.planned_at, before.place) != (joint.planned_at, joint.place):
        invitations.ask_anew(joint, at=at)
    joint_reminders.of_joint(joint, at=at)
    fields = ("planned_at", "place_kind", "place", "subject", "agenda", "chair")
    changes = differences(before, joint, fields)
    note("joint.moved", joint, by=by, at=at, changes=changes)
    return joint


@transaction.atomic
def call_off(
    *, joint: JointMediation, reason: str, version: int, by: User, at: datetime
) -> JointMediation:
    """It does not take place; the partners' links say so."""
    joint = lock_planned(joint, version)
    joint.reason = said(reason, code="no_reason", message=_("Say why."))
    joint.status, joint.called_off_at = JointStatus.CALLED_OFF, at
    save(joint)
    joint_reminders.silence(joint, at=at)
    note("joint.called_off", joint, by=by, at=at, words=joint.reason)
    return joint


@transaction.atomic
@warnings.once()
def hold(
    *,
    joint: JointMediation,
    sitting: Sitting,
    came: tuple[Invitation, ...],
    version: int,
    by: User,
    at: datetime,
) -> JointMediation:
    """It took place: who came, and what came of it; the step is dated and signed."""
    joint = lock_planned(joint, version)
    dispute = moves.lock_open(joint.dispute, None)
    if sitting.held_at > at:
        raise RuleError(_("This time has not come yet."), code="in_future")
    present = _note_who_came(joint, came)
    joint_consents.check(joint, present)
    moves.sign(dispute, Step.JOINT_MEDIATION, by=by, at=sitting.held_at)
    names = _(", ").join(invitation.who for invitation in present)
    joint.mediation = hold_sitting(
        dispute, joint, sitting, others_present=names[:300], by=by, at=at
    )
    joint.status, joint.held_at = JointStatus.HELD, sitting.held_at
    save(joint)
    joint_reminders.silence(joint, at=at)
    note("joint.held", joint, by=by, at=at)
    return joint


# -- the parts -------------------------------------------------------------------


def _write(joint: JointMediation, plan: Plan, *, by: User, at: datetime) -> None:
    if plan.planned_at <= at:
        raise RuleError(_("The time must lie ahead."), code="past")
    if plan.place_kind not in MediationPlace.values:
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    chair = plan.chair or by
    moves.check_person(chair, joint.dispute.area, at=at)
    joint.planned_at, joint.place_kind = plan.planned_at, plan.place_kind
    joint.place = said(plan.place, code="no_place", message=_("Say where it is."))
    joint.subject = said(
        shared(plan.subject),
        code="no_subject",
        message=_("Say in a few words what partners are told it is about."),
    )
    joint.agenda, joint.chair = shared(plan.agenda), chair


def _note_who_came(
    joint: JointMediation, came: tuple[Invitation, ...]
) -> list[Invitation]:
    """Each who was asked came or did not."""
    wanted = {invitation.pk for invitation in came}
    standing = list(joint.invitations.standing().select_for_update(of=("self",)))
    present = [row for row in standing if row.pk in wanted]
    if len(present) != len(wanted):
        raise RuleError(_("This person was not invited."), code="not_invited")
    if not present:
        raise RuleError(
            _("Nobody came: postpone it, or call it off."), code="nobody_came"
        )
    for row in standing:
        row.attendance = Attendance.CAME if row.pk in wanted else Attendance.ABSENT
        save(row)
    return present
