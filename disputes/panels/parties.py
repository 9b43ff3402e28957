"""On a dispute's page: minors and agents, and the steps the law asks for."""

from django.utils import timezone

from disputes import safeguards
from disputes.models import Dispute
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


def of_people(request, dispute: Dispute) -> dict | None:
    """Minors with their guardians, the suspected and the harmed, and agents."""
    rows = dispute.parties.prefetch_related("agents").defer("phone", "guardian_phone")
    lines = []
    for party in rows.select_related("dispute"):
        agents = list(party.agents.all())
        lines.append((party, agents))
    if not lines:
        return None
    may_edit = dispute.is_open and policy.can(request.user, "dispute.edit", dispute)
    has_news = any(
        party.is_minor or agents or party.role != "party" or party.kind != "person"
        for party, agents in lines
    )
    if not (may_edit or has_news):
        return None
    return {"dispute": dispute, "lines": lines, "may_edit": may_edit}
