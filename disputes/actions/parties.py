"""The parties of a dispute: added, and taken off when written down by mistake."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from disputes.actions import moves, repeats, safeguards, tiers
from disputes.models import Dispute, DisputeParty
from disputes.workflow.intake import PartyKind, PartyRole, Side
from households.actions.residents import read_phone
from households.models import Resident
from station import names, working_days
from station.errors import RuleError
from station.models import User

MOST_PARTIES = 20


@dataclass(frozen=True)
class Guardian:
    """Who answers for a minor, and whether they were told and are there."""

    name: str = ""
    relation: str = ""
    phone: str = ""
    told_on: date | None = None
    is_present: bool = False


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
    guardian: Guardian | None = None
    lives_on_own_labour: bool = False


@transaction.atomic
def add_party(
    *, dispute: Dispute, facts: PartyFacts, version: int, by: User, at: datetime
) -> DisputeParty:
    """Somebody else belongs to it."""
    dispute = moves.lock_open(dispute, version)
    if dispute.parties.count() >= MOST_PARTIES:
        raise too_many()
    party = write(dispute, facts, at=at)
    _reckon(dispute, by=by, at=at)
    moves.note("dispute.party_added", dispute, by=by, at=at)
    return party


@transaction.atomic
def edit_party(
    *,
    dispute: Dispute,
    party: DisputeParty,
    facts: PartyFacts,
    version: int,
    by: User,
    at: datetime,
) -> DisputeParty:
    """Set right who it is, or say who answers for a minor.

    A number that nobody typed again stays as it was written.
    """
    dispute = moves.lock_open(dispute, version)
    party = dispute.parties.select_for_update(of=("self",)).get(pk=party.pk)
    _check(dispute, facts, party)
    if facts.role == PartyRole.SUSPECT and party.agents.exists():
        raise RuleError(
            _("Who is suspected may not have an agent: take the agent off first."),
            code="suspect_agent",
        )
    _fill(party, facts, dispute=dispute, at=at)
    party.save()
    _reckon(dispute, by=by, at=at)
    moves.note("dispute.party_edited", dispute, by=by, at=at)
    return party


@transaction.atomic
def remove_party(
    *, dispute: Dispute, party: DisputeParty, version: int, by: User, at: datetime
) -> Dispute:
    """Written down by mistake."""
    dispute = moves.lock_open(dispute, version)
    try:
        dispute.parties.filter(pk=party.pk).delete()
    except ProtectedError:
        raise RuleError(
            _("This party signed, owes or undertook something here."), code="bound"
        ) from None
    _reckon(dispute, by=by, at=at)
    moves.note("dispute.party_removed", dispute, by=by, at=at)
    return dispute


def too_many() -> RuleError:
    """More than anybody can mediate between."""
    return RuleError(
        _("A dispute has at most %(n)s parties.") % {"n": MOST_PARTIES},
        code="too_many",
    )


def write(dispute: Dispute, facts: PartyFacts, *, at: datetime) -> DisputeParty:
    """Put one party on file, inside the action that asks for it."""
    _check(dispute, facts, None)
    party = DisputeParty(dispute=dispute)
    _fill(party, facts, dispute=dispute, at=at)
    party.save()
    return party


def name(dispute: Dispute) -> None:
    """Keep the names as lists show them; of minors the family name alone."""
    parties = dispute.parties.order_by("pk").only("name", "birth_date", "dispute")
    shown = []
    for party in parties:
        party.dispute = dispute
        shown.append(party.shown_name)
    dispute.write_party_names(shown)
    Dispute.objects.filter(pk=dispute.pk).update(
        party_names=dispute.party_names, tokens=dispute.tokens
    )


# -- the parts -------------------------------------------------------------------


def _reckon(dispute: Dispute, *, by: User, at: datetime) -> None:
    """What follows from who the parties are."""
    name(dispute)
    repeats.count(dispute, by=by, at=at)
    safeguards.plan(dispute, by=by, at=at)
    tiers.propose(dispute)
    moves.save(dispute)


def _check(dispute: Dispute, facts: PartyFacts, party: DisputeParty | None) -> None:
    if not (facts.resident or facts.name.strip()):
        raise RuleError(_("A party needs a name."), code="no_name")
    known = (
        (facts.side, Side.values),
        (facts.kind, PartyKind.values),
        (facts.role, PartyRole.values),
    )
    if any(value not in values for value, values in known):
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    others = dispute.parties.exclude(pk=party.pk if party else None)
    if facts.resident and others.filter(resident=facts.resident).exists():
        raise RuleError(_("This person is a party already."), code="twice")


def _fill(
    party: DisputeParty, facts: PartyFacts, *, dispute: Dispute, at: datetime
) -> None:
    resident = facts.resident
    party.side, party.kind, party.role = facts.side, facts.kind, facts.role
    party.resident = resident
    party.name = resident.name if resident else names.normalise(facts.name)
    born = facts.birth_date or (resident.birth_date if resident else None)
    party.birth_date = born if facts.kind == PartyKind.PERSON else None
    if born and born > working_days.local_date(at):
        raise RuleError(_("This day has not come yet."), code="born_in_future")
    if facts.phone or party._state.adding:
        party.write_phone(read_phone(facts.phone))
    party.dispute = dispute
    _fill_guardian(party, facts)


def _fill_guardian(party: DisputeParty, facts: PartyFacts) -> None:
    """Only a minor has a guardian here, and only from sixteen on none."""
    guardian = facts.guardian or Guardian()
    if not party.is_minor:
        guardian = Guardian()
        party.write_guardian_phone("")
    party.lives_on_own_labour = party.is_minor and facts.lives_on_own_labour
    if party.lives_on_own_labour and party.needs_guardian:
        raise RuleError(
            _("Only from sixteen on does living on one's own work count."),
            code="too_young",
        )
    party.guardian_name = names.normalise(guardian.name)
    party.guardian_relation = guardian.relation.strip()
    if guardian.phone:
        party.write_guardian_phone(read_phone(guardian.phone))
    party.guardian_told_on = guardian.told_on
    party.guardian_present = guardian.is_present
