"""A dispute turned criminal after all: linked back, so that the score is judged."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from disputes.actions import disputes as dispute_actions
from disputes.models import CriminalTurn, Dispute
from disputes.workflow import ENDS_FROM, Outcome
from disputes.workflow.warning import CriminalKind
from station import working_days
from station.actions.events import record
from station.actions.locking import lock
from station.errors import RuleError
from station.models import User


@dataclass(frozen=True)
class Turn:
    """The criminal case it became."""

    on: date
    case_number: str
    kind: str
    note: str = ""


@transaction.atomic
def turned_criminal(
    *,
    dispute: Dispute,
    turn: Turn,
    version: int,
    by: User,
    at: datetime,
    is_end: bool = False,
) -> CriminalTurn:
    """Write it down, for an ended dispute too; it may end the mediation."""
    dispute = lock(dispute, version=version)
    _check(dispute, turn, at=at)
    made = CriminalTurn.objects.create(
        dispute=dispute,
        turned_on=turn.on,
        case_number=turn.case_number.strip(),
        kind=turn.kind,
        note=turn.note.strip(),
        recorded_at=at,
        recorded_by=by,
    )
    if is_end:
        _end(dispute, made, by=by, at=at)
    changes = {"kind": [None, turn.kind], "turned_on": [None, turn.on.isoformat()]}
    record(
        kind="dispute.turned_criminal",
        subject=made,
        by=by,
        at=at,
        also=[dispute],
        changes=changes,
    )
    return made


def may_end(dispute: Dispute) -> bool:
    """Can it end as a criminal case from where it stands?"""
    return dispute.status in ENDS_FROM[Outcome.CRIMINAL]


def _end(dispute: Dispute, made: CriminalTurn, *, by: User, at: datetime) -> None:
    dispute_actions.end(
        dispute=dispute,
        outcome=Outcome.CRIMINAL,
        result=_("Became criminal case %(number)s.") % {"number": made.case_number},
        version=dispute.version,
        by=by,
        at=at,
    )


def _check(dispute: Dispute, turn: Turn, *, at: datetime) -> None:
    if turn.kind not in CriminalKind.values:
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    if not turn.case_number.strip():
        raise RuleError(_("Give the number of the criminal case."), code="no_number")
    if turn.on > working_days.local_date(at):
        raise RuleError(_("This day has not come yet."), code="in_future")
    if turn.on < working_days.local_date(dispute.reported_at):
        raise RuleError(_("This was before the dispute was known."), code="too_early")
    if CriminalTurn.objects.filter(dispute=dispute).exists():
        raise RuleError(_("This is written down already."), code="already")
