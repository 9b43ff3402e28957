"""On a dispute's page: minors and agents, and the steps the law asks for."""

from collections import defaultdict

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone

from disputes import safeguards
from disputes.models import Dispute, DisputeParty, PartyAgent
from disputes.workflow.safeguards import ARTICLES, SafeguardKind
from station import policy
from station.models import Attachment, reference


def of_safeguards(request, dispute: Dispute) -> dict | None:
    """What is owed and what was done, with the article of each step."""
    rows = list(dispute.safeguards.select_related("done_by", "follow_up"))
    if not rows and not dispute.is_domestic_violence:
        return None
    may_edit = dispute.is_open and policy.can(request.user, "dispute.edit", dispute)
    noted = any(row.kind == SafeguardKind.MEDIATION_NOTE for row in rows)
    return {
        "dispute": dispute,
        "lines": [(row, ARTICLES[row.kind]) for row in rows],
        "may_edit": may_edit,
        "may_note": may_edit and dispute.is_domestic_violence and not noted,
        "hides_addresses": safeguards.hides_addresses(dispute),
        "now": timezone.now(),
    }


def of_people(request, dispute: Dispute) -> dict:
    """Who quarrels with whom: minors with their guardians, agents, whole numbers."""
    sealed = ("phone", "guardian_phone")
    spoken_for = Prefetch("agents", PartyAgent.objects.defer("phone"))
    rows = dispute.parties.prefetch_related(spoken_for).defer(*sealed)
    parties = list(rows.select_related("dispute", "resident"))
    may_reveal = policy.can(request.user, "dispute.reveal", dispute)
    pages = _pages([agent for party in parties for agent in party.agents.all()])
    lines = [
        {
            "party": party,
            "agents": [
                (agent, _reveal(agent, "phone", may_reveal), pages.get(agent.pk, ()))
                for agent in party.agents.all()
            ],
            "phone_url": _reveal(party, "phone", may_reveal),
            "guardian_url": _reveal(party, "guardian_phone", may_reveal),
        }
        for party in parties
    ]
    return {
        "dispute": dispute,
        "lines": lines,
        "may_edit": dispute.is_open
        and policy.can(request.user, "dispute.edit", dispute),
        "may_see_papers": policy.can(request.user, "attachment.view", dispute),
    }


def _pages(agents: list[PartyAgent]) -> dict[int, list[Attachment]]:
    """The pages of every written power, in one query."""
    named = {reference(agent): agent.pk for agent in agents}
    found = defaultdict(list)
    if named:
        for page in Attachment.objects.filter(subject__in=named).order_by("pk"):
            found[named[page.subject]].append(page)
    return found


def _reveal(row: DisputeParty | PartyAgent, field: str, may: bool) -> str:
    """Where the whole number is asked for."""
    kind = row._meta.label_lower
    return reverse("station:reveal", args=[kind, row.pk, field]) if may else ""
