"""What the law asks for beside mediating, read for pages and checks."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils.translation import gettext as _

from disputes.models import Dispute, DisputeParty, Safeguard
from disputes.workflow.intake import Track
from disputes.workflow.safeguards import (
    DOMESTIC_VIOLENCE,
    MINORS,
    SCHOOL_BULLYING,
    SafeguardKind,
)
from station import legal, working_days
from station.closings import evening
from station.errors import RuleError
from station.registry import WorkItem

CHECK_UP = "dispute.check_up"
MEDIATED = {Track.PEOPLE, Track.PUBLIC_SECURITY}


def wanted(dispute: Dispute, parties: Iterable[DisputeParty]) -> tuple[str, ...]:
    """The steps that belong to this dispute and these parties as they stand now."""
    found: tuple[str, ...] = ()
    if dispute.is_domestic_violence:
        found += DOMESTIC_VIOLENCE
    if any(party.needs_guardian for party in parties):
        found += MINORS
    if dispute.is_school_bullying:
        found += SCHOOL_BULLYING
    return found


def due_on(kind: str, *, at: datetime) -> date:
    """The next working day; the check-up when the office says."""
    today = working_days.local_date(at)
    if kind == SafeguardKind.CHECK_UP:
        return legal.limit(CHECK_UP, today).due_on
    return working_days.calendar().add_days(today, 1)


def check_track(dispute: Dispute, track: str) -> None:
    """Domestic violence is not mediated like a quarrel unless somebody says why."""
    if not dispute.is_domestic_violence or track not in MEDIATED:
        return
    noted = dispute.safeguards.filter(
        kind=SafeguardKind.MEDIATION_NOTE, done_on__isnull=False
    )
    if not noted.exists():
        raise RuleError(
            _(
                "Domestic violence goes its own way: note under the safeguards why "
                "it may be mediated."
            ),
            code="dv_note",
        )


def hides_addresses(dispute: Dispute) -> bool:
    """Neither side learns from the other's papers where somebody lives."""
    return dispute.is_domestic_violence


def still_open(dispute: Dispute, user) -> list[WorkItem]:
    """Steps nobody has done, as they stand in the way of closing."""
    rows = Safeguard.objects.visible_to(user).filter(
        dispute=dispute, done_on__isnull=True
    )
    return [
        WorkItem(
            title=row.get_kind_display(),
            url=dispute.get_absolute_url(),
            due_at=evening(row.due_on),
            kind_label=_("Safeguard"),
            icon="shield",
        )
        for row in rows.defer("note").order_by("due_on", "pk")
    ]


def people(dispute: Dispute) -> list[DisputeParty]:
    """The parties, each knowing the dispute, without their numbers."""
    found = list(dispute.parties.defer("phone", "guardian_phone"))
    for party in found:
        party.dispute = dispute
    return found
