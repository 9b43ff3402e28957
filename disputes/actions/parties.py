"""The parties of a dispute: added, and taken off when written down by mistake."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from disputes.actions import moves
from disputes.models import Dispute, DisputeParty
from disputes.workflow.intake import PartyKind, PartyRole, Side
from households.actions.residents import read_phone
from households.models import Resident
from station.errors import RuleError
from station.models import User

MOST_PARTIES = 20


@dataclass(frozen=True)
class PartyFacts:
    """One who quarrels: by name, or by the register."""

    side: str
    name: str = ""
    phone: str = ""
    resident: Resident | None = None
    kind: str = PartyKind.PERSON
    role: str = PartyRole.PARTY
    birth_date: date | None = None


@transaction.atomic
def add_party(
    *, dispute: Dispute, facts: PartyFacts, version: int, by: User, at: datetime
) -> DisputeParty:
    """Somebody else belongs to it."""
    dispute = moves.lock_open(dispute, version)
    if dispute.parties.count() >= MOST_PARTIES:
        raise too_many()
    party = write(dispute, facts)
    name(dispute)
    moves.save(dispute)
    moves.note("dispute.party_added", dispute, by=by, at=at)
    return party


@transaction.atomic
def remove_party(
    *, dispute: Dispute, party: DisputeParty, version: int, by: User, at: datetime
) -> Dispute:
    """Written down by mistake."""
    dispute = moves.lock_open(dispute, version)
    dispute.parties.filter(pk=party.pk).delete()
    name(dispute)
    moves.save(dispute)
    moves.note("dispute.party_removed", dispute, by=by, at=at)
    return dispute


def too_many() -> RuleError:
    """More than anybody can mediate between."""
    return RuleError(
        _("A dispute has at most %(n)s parties.") % {"n": MOST_PARTIES},
        code="too_many",
    )


def write(dispute: Dispute, facts: PartyFacts) -> DisputeParty:
    """Put one party on file, inside the action that asks for it."""
    called = facts.resident.name if facts.resident else facts.name.strip()
    if not called:
        raise RuleError(_("A party needs a name."), code="no_name")
    known = (
        (facts.side, Side.values),
        (facts.kind, PartyKind.values),
        (facts.role, PartyRole.values),
    )
    if any(value not in values for value, values in known):
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    if facts.resident and dispute.parties.filter(resident=facts.resident).exists():
        raise RuleError(_("This person is a party already."), code="twice")
    born = facts.resident.birth_date if facts.resident else None
    party = DisputeParty(
        dispute=dispute,
        side=facts.side,
        kind=facts.kind,
        role=facts.role,
        name=called,
        resident=facts.resident,
        birth_date=facts.birth_date or born,
    )
    party.write_phone(read_phone(facts.phone))
    party.save()
    return party


def name(dispute: Dispute) -> None:
    """Keep the names as lists show them."""
    names = "、".join(dispute.parties.values_list("name", flat=True))
    dispute.party_names = names[:200]
    Dispute.objects.filter(pk=dispute.pk).update(party_names=dispute.party_names)
