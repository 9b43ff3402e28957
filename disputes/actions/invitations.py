"""Invitations: who is asked, the link they answer by, what they said, who came."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from disputes.actions import joint_reminders
from disputes.actions.joint_parts import (
    lock_planned,
    lock_standing,
    note,
    save,
)
from disputes.models import Invitation, JointMediation
from disputes.workflow.joint import Answer, Attendance, JointStatus, PartnerKind
from households.actions.residents import read_phone
from households.models import Office
from station import crypto, legal, working_days
from station.actions.locking import lock
from station.actions.uniqueness import refusing_twins
from station.errors import RuleError
from station.models import Post, User

MOST = 30
LINK = "joint.link"  # days the link works after the sitting, or the last undertaking


@dataclass(frozen=True)
class Invitee:
    """Somebody to be asked: by office, by name, or by account."""

    kind: str
    name: str = ""
    organisation: str = ""
    phone: str = ""
    office: Office | None = None
    user: User | None = None


@transaction.atomic
def invite(
    *, joint: JointMediation, invitee: Invitee, by: User, at: datetime
) -> Invitation:
    """One more is asked to come."""
    joint = lock_planned(joint)
    if joint.invitations.standing().count() >= MOST:
        raise RuleError(
            _("At most %(n)s can be invited.") % {"n": MOST}, code="too_many"
        )
    invitation = write(joint, invitee)
    note("invitation.added", invitation, by=by, at=at)
    return invitation


def write(joint: JointMediation, invitee: Invitee) -> Invitation:
    """Put one on the list, inside the action that asks for it."""
    if invitee.kind not in PartnerKind.values:
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    office, user = invitee.office, invitee.user
    organisation = invitee.organisation.strip() or (office.title if office else "")
    name = invitee.name.strip() or (user.name if user else "")
    if not (organisation or name):
        raise RuleError(_("Say who is invited."), code="no_name")
    _check_reach(joint, office, user, on=working_days.local_date(joint.planned_at))
    invitation = Invitation(
        joint=joint,
        kind=invitee.kind,
        name=name,
        organisation=organisation,
        office=office,
        user=user,
    )
    invitation.write_phone(read_phone(invitee.phone))
    twice = _("This person is invited already.")
    with refusing_twins(disputes_invitation_account_once=twice):
        invitation.save()
    return invitation


@transaction.atomic
def send(*, invitation: Invitation, by: User, at: datetime) -> tuple[Invitation, str]:
    """A letter with a new link, told this once; the one before is dead from now on."""
    invitation = lock_standing(invitation)
    joint = invitation.joint
    if joint.status == JointStatus.CALLED_OFF:
        raise RuleError(_("This joint mediation was called off."), code="called_off")
    is_first = invitation.sent_at is None
    code = crypto.new_code()
    invitation.token_hash = crypto.fingerprint(code)
    invitation.sent_at = at
    invitation.expires_at = expiry(invitation)
    save(invitation)
    joint_reminders.of_invitations([invitation], at=at)
    kind = "invitation.sent" if is_first else "invitation.sent_again"
    note(kind, invitation, by=by, at=at)
    return invitation, code


@transaction.atomic
def answer(
    *,
    invitation: Invitation,
    answer: str,
    words: str = "",
    by: User | None,
    at: datetime,
) -> Invitation:
    """What the partner says: by the link (``by`` nobody), by account, or by telephone.

    The same said twice is said once.
    """
    invitation = lock_standing(invitation)
    words = words.strip()
    if (invitation.answer, invitation.words) == (answer, words):
        return invitation
    if invitation.joint.status != JointStatus.PLANNED:
        raise RuleError(_("It is too late to answer."), code="too_late")
    if answer not in Answer.values or answer == Answer.PENDING:
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    if answer == Answer.OTHER_TIME and not words:
        raise RuleError(_("Say which time would suit you."), code="no_words")
    changes = {"answer": [invitation.answer, answer]}
    invitation.answer, invitation.words = answer, words
    invitation.answered_at = at
    save(invitation)
    joint_reminders.answered(invitation, by=by, at=at)
    note("invitation.answered", invitation, by=by, at=at, changes=changes)
    return invitation


@transaction.atomic
def attend(
    *, invitation: Invitation, attendance: str, version: int, by: User, at: datetime
) -> Invitation:
    """Who came; put right afterwards where it was noted wrongly."""
    invitation = lock_standing(invitation, version)
    joint = invitation.joint
    if attendance not in Attendance.values:
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    is_early = working_days.local_date(joint.planned_at) > working_days.local_date(at)
    if joint.status == JointStatus.CALLED_OFF or (joint.is_planned and is_early):
        raise RuleError(_("It has not taken place yet."), code="not_yet")
    changes = {"attendance": [invitation.attendance, attendance]}
    invitation.attendance = attendance
    save(invitation)
    note("invitation.attended", invitation, by=by, at=at, changes=changes)
    return invitation


@transaction.atomic
def revoke(
    *, invitation: Invitation, version: int, by: User, at: datetime
) -> Invitation:
    """Not needed any more: the link is dead at once."""
    invitation = lock_standing(invitation, version)
    if invitation.joint.status == JointStatus.HELD:
        raise RuleError(_("This joint mediation was held already."), code="held")
    invitation.token_hash = None
    invitation.revoked_at, invitation.revoked_by = at, by
    save(invitation)
    joint_reminders.silence_invitation(invitation, at=at)
    note("invitation.revoked", invitation, by=by, at=at)
    return invitation


@transaction.atomic
def opened(*, invitation: Invitation, at: datetime) -> None:
    """The link was used for the first time."""
    first = Invitation.objects.filter(pk=invitation.pk, first_opened_at=None)
    if first.update(first_opened_at=at):
        note("invitation.opened", invitation, by=None, at=at)


def ask_anew(joint: JointMediation, *, at: datetime) -> None:
    """The time or the place changed: every answer is asked for again."""
    rows = list(joint.invitations.standing().select_for_update(of=("self",)))
    expires_at = _after(working_days.local_date(joint.planned_at))
    for row in rows:
        row.joint = joint
        row.answer, row.answered_at, row.words = Answer.PENDING, None, ""
        if row.token_hash is not None:
            row.expires_at = expires_at
        save(row)
    sent = [row for row in rows if row.sent_at is not None]
    joint_reminders.of_invitations(sent, at=at)


def extend(invitation: Invitation, joint: JointMediation) -> None:
    """What was undertaken later keeps the link alive until it is due."""
    invitation = lock(invitation)
    invitation.joint = joint
    if invitation.token_hash is not None:
        invitation.expires_at = max(invitation.expires_at, expiry(invitation))
        save(invitation)


def expiry(invitation: Invitation) -> datetime:
    """Until when the link works: so long after the sitting, or the last undertaking."""
    days = [working_days.local_date(invitation.joint.planned_at)]
    days += invitation.undertakings.open().values_list("due_on", flat=True)
    return _after(max(days))


def _after(day: date) -> datetime:
    limit = legal.limit(LINK, day)
    return working_days.at_clock(limit.due_on, joint_reminders.EVENING)


def _check_reach(
    joint: JointMediation, office: Office | None, user: User | None, *, on: date
) -> None:
    """Offices the station works with, accounts that serve in its county."""
    above = joint.dispute.area.path
    if office is not None and not above.startswith(office.station.path):
        raise RuleError(
            _("The station does not work with this office."), code="office_elsewhere"
        )
    if user is not None and not (
        user.is_active
        and Post.objects.valid(on=on)
        .covering(joint.dispute.area)
        .filter(user=user)
        .exists()
    ):
        raise RuleError(_("This person does not serve there."), code="not_serving")
