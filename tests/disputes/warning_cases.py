"""Disputes with what the early warning counts: sittings, obligations, signs."""

from datetime import timedelta

from disputes.models import (
    Agreement,
    Dispute,
    Mediation,
    Obligation,
)
from disputes.warnings.score import score
from tests.factories import (
    NOW,
    TODAY,
    PartyFactory,
)

DAY = timedelta(days=1)


def held(dispute, *, at=NOW) -> dict[str, int]:
    """Code and points of the signs that hold."""
    row = Dispute.objects.select_related("area").get(pk=dispute.pk)
    return {h.sign.code: h.points for h in score(row, at=at).signs}


def sitting(dispute, outcome, *, at=NOW, ordinal=1):
    return Mediation.objects.create(
        dispute=dispute,
        ordinal=ordinal,
        kind="ordinary",
        track="people",
        held_at=at,
        place_kind="station",
        outcome=outcome,
        written_by=dispute.reported_by,
    )


def obligation(dispute, *, due_on, status="open", settled_on=None):
    agreement = Agreement.objects.create(
        dispute=dispute,
        number=f"协-{dispute.pk}-{due_on}",
        form="people",
        status="effective",
        facts="事实",
        terms="条款",
        reached_on=TODAY,
        effective_on=TODAY,
        written_by=dispute.reported_by,
    )
    return Obligation.objects.create(
        agreement=agreement,
        party=PartyFactory(dispute=dispute, name=f"人{due_on}"),
        what="修墙",
        due_on=due_on,
        status=status,
        settled_on=settled_on,
        settled_by=dispute.reported_by if settled_on else None,
    )
