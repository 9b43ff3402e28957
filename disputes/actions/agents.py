"""Agents of a party: with a written power, and never for who is suspected."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from disputes.actions import moves
from disputes.models import Dispute, DisputeParty, PartyAgent
from disputes.workflow.intake import PartyRole
from households.actions.residents import read_phone
from station import names, scans, working_days
from station.actions import attachments
from station.actions.attachments import StoredFile
from station.errors import RuleError
from station.models import Attachment, User

MOST_AGENTS = 2
MOST_PAGES = 12


@transaction.atomic
def add_agent(
    *,
    dispute: Dispute,
    party: DisputeParty,
    name: str,
    power: str,
    granted_on: date,
    version: int,
    by: User,
    at: datetime,
    phone: str = "",
    papers: Sequence[StoredFile] = (),
) -> PartyAgent:
    """Somebody speaks for a party (程序规定 art. 181: a suspect may not appoint one)."""
    dispute = moves.lock_open(dispute, version)
    party = dispute.parties.select_for_update(of=("self",)).get(pk=party.pk)
    _check_party(party)
    agent = PartyAgent(party=party)
    _fill(agent, name, power, granted_on, at=at)
    agent.write_phone(read_phone(phone))
    agent.save()
    _keep(agent, papers, dispute=dispute, by=by, at=at)
    moves.save(dispute)
    moves.note("dispute.agent_added", dispute, by=by, at=at)
    return agent


@transaction.atomic
def edit_agent(
    *,
    dispute: Dispute,
    agent: PartyAgent,
    name: str,
    power: str,
    granted_on: date,
    version: int,
    by: User,
    at: datetime,
    phone: str = "",
    papers: Sequence[StoredFile] = (),
) -> PartyAgent:
    """Set right who speaks and how far, or add the pages of the written power.

    A number that nobody typed again stays as it was written.
    """
    dispute = moves.lock_open(dispute, version)
    rows = PartyAgent.objects.select_for_update(of=("self",))
    agent = rows.get(pk=agent.pk, party__dispute=dispute)
    _fill(agent, name, power, granted_on, at=at)
    if phone.strip():
        agent.write_phone(read_phone(phone))
    agent.save()
    _keep(agent, papers, dispute=dispute, by=by, at=at)
    moves.save(dispute)
    moves.note("dispute.agent_edited", dispute, by=by, at=at)
    return agent


@transaction.atomic
def remove_agent(
    *, dispute: Dispute, agent: PartyAgent, version: int, by: User, at: datetime
) -> Dispute:
    """The power was taken back, or it was written down by mistake."""
    dispute = moves.lock_open(dispute, version)
    PartyAgent.objects.filter(pk=agent.pk, party__dispute=dispute).delete()
    moves.save(dispute)
    moves.note("dispute.agent_removed", dispute, by=by, at=at)
    return dispute


def _check_party(party: DisputeParty) -> None:
    """Who may have somebody speak for them, and how many."""
    if party.role == PartyRole.SUSPECT:
        raise RuleError(
            _("Who is suspected of the violation may not appoint an agent."),
            code="suspect_agent",
        )
    if party.agents.count() >= MOST_AGENTS:
        raise RuleError(
            _("A party has at most %(n)s agents.") % {"n": MOST_AGENTS},
            code="too_many",
        )


def _fill(
    agent: PartyAgent, name: str, power: str, granted_on: date, *, at: datetime
) -> None:
    """What the written power says."""
    if not name.strip():
        raise RuleError(_("An agent needs a name."), code="no_name")
    if not power.strip():
        raise RuleError(_("Say what the written power covers."), code="no_power")
    if granted_on > working_days.local_date(at):
        raise RuleError(_("This day has not come yet."), code="in_future")
    agent.name = names.normalise(name)
    agent.power = power.strip()
    agent.granted_on = granted_on


def _keep(
    agent: PartyAgent, papers: Sequence[StoredFile], *, dispute: Dispute, by, at
) -> None:
    """The pages of the written power, behind those that are there."""
    if not papers:
        return
    scans.check_room(
        attachments.attached_to(agent).count() + len(papers), most=MOST_PAGES
    )
    attachments.attach(
        files=papers,
        kind=Attachment.Kind.PAPER,
        subject=agent,
        area=dispute.area,
        by=by,
        at=at,
        also=[dispute],
    )
