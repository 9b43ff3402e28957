"""What every step of a dispute has in common: locked, checked, saved, noted."""

from datetime import datetime

from django.utils.translation import gettext as _

from disputes import workflow
from disputes.models import Dispute, DisputeStep
from disputes.workflow import Status, Step
from station import working_days
from station.actions.events import record
from station.actions.locking import lock
from station.duty import Roster
from station.errors import RuleError
from station.models import Area, User


def lock_open(dispute: Dispute, version: int | None) -> Dispute:
    """The dispute as it stands now, locked; refuses what has ended."""
    dispute = lock(dispute, version=version)
    if not dispute.is_open:
        raise RuleError(_("This dispute has ended."), code="ended")
    return dispute


def move(dispute: Dispute, target: Status) -> None:
    """Check the move against the locked row and make it."""
    if not workflow.allows(dispute.status, target):
        raise RuleError(
            _("A dispute that is “%(status)s” cannot become “%(target)s”.")
            % {"status": dispute.get_status_display(), "target": target.label},
            code="state",
        )
    dispute.status = target


def check_person(person: User, area: Area, *, at: datetime) -> None:
    """Whoever answers for a dispute serves where it is."""
    roster = Roster({area.path}, on=working_days.local_date(at))
    if not roster.serves(person.pk, area.path):
        raise RuleError(_("This person does not serve there."), code="not_serving")


def save(dispute: Dispute) -> None:
    """Keep the change; whoever read the dispute before is told."""
    dispute.version += 1
    dispute.save()


def sign(dispute: Dispute, step: Step, *, by: User, at: datetime) -> None:
    """Date and sign one of the five steps; done again, the last time counts."""
    DisputeStep.objects.bulk_create(
        [DisputeStep(dispute=dispute, step=step, done_at=at, signed_by=by)],
        update_conflicts=True,
        unique_fields=["dispute", "step"],
        update_fields=["done_at", "signed_by"],
    )


def note(
    kind: str,
    dispute: Dispute,
    *,
    by: User,
    at: datetime,
    changes: dict | None = None,
    words: str = "",
) -> None:
    """Write what happened to the timelines of the dispute and its household."""
    record(
        kind=kind,
        subject=dispute,
        by=by,
        at=at,
        also=[dispute.household] if dispute.household_id else [],
        changes=changes or {},
        note=words,
    )
