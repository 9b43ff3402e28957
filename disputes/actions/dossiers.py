"""The dossier is opened when a people's mediation is accepted; its number is for ever.

Accepted is what somebody puts down as accepted, and what the parties are asked to sit
down for: the first sitting of a people's mediation opens it.
"""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from disputes import committees
from disputes.actions import moves
from disputes.agreement_numbers import figure_of
from disputes.models import Dispute, Dossier
from disputes.workflow.intake import Track
from station import working_days
from station.actions.events import record
from station.errors import RuleError
from station.models import Area, User


def committee_of(dispute: Dispute, *, at: datetime) -> str:
    """The committee that files it; where none is on record, the township's."""
    found = committees.of(dispute.area, on=working_days.local_date(at))
    if found is not None:
        return found.seal_name or found.name
    return f"{_seat(dispute.area).name}人民调解委员会"


@transaction.atomic
def accept(*, dispute: Dispute, by: User, at: datetime, committee: str = "") -> Dossier:
    """Open the dossier; asked for twice, the first one stands."""
    dispute = moves.lock_open(dispute, None)
    return open_for(dispute, by=by, at=at, committee=committee)


def open_for(
    dispute: Dispute, *, by: User, at: datetime, committee: str = ""
) -> Dossier:
    """The same inside an action that holds the lock of the dispute."""
    known = Dossier.objects.filter(dispute=dispute).first()
    if known is not None:
        return known
    if dispute.track not in {Track.PEOPLE, ""}:
        raise RuleError(
            _("Only a people's mediation gets this number: answer the gate first."),
            code="not_people",
        )
    day, figure = working_days.local_date(at), figure_of(dispute, at=at)
    dossier = Dossier.objects.create(
        dispute=dispute,
        series=figure.series,
        year=day.year,
        ordinal=figure.ordinal,
        number=figure.number,
        committee=committee.strip() or committee_of(dispute, at=at),
        accepted_on=day,
        accepted_by=by,
    )
    record(kind="dossier.opened", subject=dispute, by=by, at=at, note=dossier.number)
    return dossier


def _seat(area: Area) -> Area:
    """Whose committee it is: the township's, or the station's where none is known."""
    above = {found.kind: found for found in Area.objects.above(area)}
    return above.get("township") or above.get("station") or area
