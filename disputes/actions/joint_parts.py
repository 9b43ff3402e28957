"""What the actions of a joint mediation have in common."""

from datetime import datetime

from django.utils.translation import gettext as _

from disputes.models import Invitation, JointMediation, Undertaking
from disputes.workflow.joint import JointStatus
from station.actions.events import record
from station.actions.locking import lock
from station.errors import RuleError
from station.models import User
from station.personal_numbers import holds_personal_number


def lock_planned(joint: JointMediation, version: int | None = None) -> JointMediation:
    """The joint mediation as it stands now; refuses what is over."""
    joint = lock(joint, version=version)
    if joint.status == JointStatus.HELD:
        raise RuleError(_("This joint mediation was held already."), code="held")
    if joint.status == JointStatus.CALLED_OFF:
        raise RuleError(_("This joint mediation was called off."), code="called_off")
    return joint


def lock_standing(invitation: Invitation, version: int | None = None) -> Invitation:
    """The invitation, behind its joint mediation; refuses one taken back."""
    joint = lock(invitation.joint)
    invitation = lock(invitation, version=version)
    invitation.joint = joint
    if not invitation.stands:
        raise RuleError(_("This invitation was taken back."), code="revoked")
    return invitation


def save(row: JointMediation | Invitation | Undertaking) -> None:
    """Keep the change; whoever read it before is told."""
    row.version += 1
    row.save()


def note(
    kind: str,
    row: JointMediation | Invitation | Undertaking,
    *,
    by: User | None,
    at: datetime,
    changes: dict | None = None,
    words: str = "",
) -> None:
    """Write what happened to the pages of the joint mediation and of the dispute."""
    joint = row if isinstance(row, JointMediation) else row.joint
    also = [joint.dispute] if row is joint else [joint, joint.dispute]
    if isinstance(row, Invitation):
        words = row.organisation  # an office; a person's name stays out of events
    record(kind=kind, subject=row, by=by, at=at, also=also, changes=changes, note=words)


def said(text: str, *, code: str, message: str) -> str:
    """Words somebody must write."""
    if not text.strip():
        raise RuleError(message, code=code)
    return text.strip()


def shared(text: str) -> str:
    """Words that partners read: no number of a person stands in them."""
    if holds_personal_number(text):
        raise RuleError(
            _("Partners read this: leave out ID and phone numbers."), code="personal"
        )
    return text.strip()
