"""On a dispute's page: minors and agents, and the steps the law asks for."""

from django.urls import reverse
from django.utils import timezone

from disputes import safeguards
from disputes.models import Dispute, DisputeParty
from disputes.workflow.safeguards import ARTICLES, SafeguardKind
from station import policy


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
    rows = dispute.parties.prefetch_related("agents").defer("phone", "guardian_phone")
    may_reveal = policy.can(request.user, "dispute.reveal", dispute)
    lines = [
        {
            "party": party,
            "agents": list(party.agents.all()),
            "phone_url": _reveal(party, "phone") if may_reveal else "",
            "guardian_url": _reveal(party, "guardian_phone") if may_reveal else "",
        }
        for party in rows.select_related("dispute", "resident")
    ]
    may_edit = dispute.is_open and policy.can(request.user, "dispute.edit", dispute)
    return {"dispute": dispute, "lines": lines, "may_edit": may_edit}


def _reveal(party: DisputeParty, field: str) -> str:
    """Where the whole number is asked for."""
    return reverse("station:reveal", args=["disputes.disputeparty", party.pk, field])
