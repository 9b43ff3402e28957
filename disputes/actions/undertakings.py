"""Undertakings: promised at a joint mediation, done, or not kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from disputes.actions import invitations, joint_reminders
from disputes.actions.joint_parts import note, said, save, shared
from disputes.models import DisputeParty, Invitation, JointMediation, Undertaking
from disputes.workflow.joint import JointStatus, UndertakingStatus
from station import working_days
from station.actions import attachments
from station.actions.attachments import StoredFile
from station.actions.locking import lock
from station.errors import RuleError
from station.models import Attachment, User

MOST = 40


@dataclass(frozen=True)
class Promise:
    """Who promised what by when; exactly one of the three promised it."""

    what: str
    due_on: date
    invitation: Invitation | None = None
    party: DisputeParty | None = None
    officer: User | None = None


@transaction.atomic
def undertake(
    *, joint: JointMediation, promise: Promise, by: User, at: datetime
) -> Undertaking:
    """Write down what somebody took upon themselves at the sitting."""
    joint = lock(joint)
    if joint.status != JointStatus.HELD:
        raise RuleError(
            _("Note first that the joint mediation was held."), code="not_held"
        )
    _check(joint, promise, at=at)
    made = Undertaking.objects.create(
        joint=joint,
        invitation=promise.invitation,
        party=promise.party,
        officer=promise.officer,
        what=_words(promise),
        due_on=promise.due_on,
    )
    if promise.invitation is not None:
        invitations.extend(promise.invitation, joint)
    joint_reminders.of_undertaking(made, at=at)
    note("undertaking.made", made, by=by, at=at)
    return made


@transaction.atomic
def finish(
    *,
    undertaking: Undertaking,
    result: str,
    by: User | None,
    at: datetime,
    version: int | None = None,
    files: Sequence[StoredFile] = (),
) -> Undertaking:
    """It was done; by the link nobody signed in says so, and twice is once."""
    row = lock(undertaking, version=version)
    if row.status == UndertakingStatus.DONE and by is None and not files:
        return row
    row = _settle(row, UndertakingStatus.DONE, result, by=by, at=at)
    if files:
        attachments.attach(
            files=files, kind=Attachment.Kind.PHOTO, subject=row, by=by, at=at
        )
    note("undertaking.done", row, by=by, at=at)
    return row


@transaction.atomic
def fail(
    *, undertaking: Undertaking, result: str, version: int, by: User, at: datetime
) -> Undertaking:
    """It was not kept, and why."""
    row = lock(undertaking, version=version)
    said(result, code="no_result", message=_("Say what came of it."))
    row = _settle(row, UndertakingStatus.NOT_KEPT, result, by=by, at=at)
    note("undertaking.failed", row, by=by, at=at)
    return row


def _settle(row: Undertaking, status, result: str, *, by, at) -> Undertaking:
    if not row.is_open:
        raise RuleError(_("This undertaking is settled already."), code="settled")
    row.status, row.result = status, result.strip()
    row.settled_at, row.settled_by = at, by
    save(row)
    joint_reminders.settled(row, by=by, at=at)
    return row


def _words(promise: Promise) -> str:
    """A partner reads them behind the link."""
    text = shared(promise.what) if promise.invitation else promise.what
    return said(text, code="no_what", message=_("Say what was promised."))


def _check(joint: JointMediation, promise: Promise, *, at: datetime) -> None:
    who = (promise.invitation, promise.party, promise.officer)
    if sum(one is not None for one in who) != 1:
        raise RuleError(_("Say who promised it: one of them."), code="who")
    invitation, party, officer = who
    if invitation is not None and not _was_asked(invitation, joint):
        raise RuleError(_("This person was not invited."), code="not_invited")
    if party is not None and party.dispute_id != joint.dispute_id:
        raise RuleError(_("This person is no party of the dispute."), code="no_party")
    if officer is not None and not officer.is_active:
        raise RuleError(_("This person does not serve there."), code="not_serving")
    if promise.due_on < working_days.local_date(joint.held_at):
        raise RuleError(_("The day must not lie before the sitting."), code="past")
    if joint.undertakings.count() >= MOST:
        raise RuleError(_("At most %(n)s undertakings.") % {"n": MOST}, code="too_many")


def _was_asked(invitation: Invitation, joint: JointMediation) -> bool:
    return invitation.joint_id == joint.pk and invitation.stands
