"""Where the papers of a dispute and of what belongs to it are drawn over REST."""

from django.urls import reverse

from disputes.models import (
    Agreement,
    DisputePaper,
    JudicialConfirmation,
    Reconciliation,
)
from disputes.papers.case import AGREEMENTS, agreement_that_counts
from disputes.workflow.papers import PaperKind, PaperStatus


def of_kind(dispute_id: int, kind: str) -> str:
    """The paper of a kind, drawn when it is asked for."""
    url = reverse("api:disputes-paper", args=[dispute_id])
    return f"{url}?kind={PaperKind(kind).value}"


def of_paper(paper: DisputePaper) -> str | None:
    if paper.status == PaperStatus.VOID:
        return None
    return of_kind(paper.dispute_id, paper.kind)


def of_agreement(agreement: Agreement) -> str | None:
    """Only the agreement that counts is drawn, not one set aside before it."""
    if agreement_that_counts(agreement.dispute) != agreement:
        return None
    return of_kind(agreement.dispute_id, AGREEMENTS[agreement.form])


def of_confirmation(row: JudicialConfirmation) -> str | None:
    """The newest application for the agreement that counts."""
    agreement = row.agreement
    newest = agreement.confirmations.order_by("-pk").first()
    if newest != row or agreement_that_counts(agreement.dispute) != agreement:
        return None
    return of_kind(agreement.dispute_id, PaperKind.CONFIRMATION)


def of_reconciliation(row: Reconciliation) -> str | None:
    """The newest application that there be no penalty."""
    if row.dispute.reconciliations.order_by("-pk").first() != row:
        return None
    return of_kind(row.dispute_id, PaperKind.NO_PENALTY)
