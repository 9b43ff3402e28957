"""What the page of an agreement and its panels show, and which steps come next."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone

from disputes import agreement_contents
from disputes.actions import confirmation_clock
from disputes.models import Agreement, AgreementSignature, JudicialConfirmation
from disputes.papers.case import AGREEMENTS, agreement_that_counts
from disputes.workflow.agreements import ConfirmationStatus
from disputes.workflow.mediation import (
    AgreementForm,
    AgreementStatus,
    ObligationStatus,
)
from station import policy
from station.models import Attachment, reference

SEALED = ("terms", "performance", "facts", "responsibility")
TONES = {
    AgreementStatus.DRAFT: "amber",
    AgreementStatus.EFFECTIVE: "blue",
    AgreementStatus.KEPT: "green",
    AgreementStatus.BROKEN: "red",
    AgreementStatus.VOID: "grey",
    ObligationStatus.OPEN: "amber",
    ObligationStatus.WAIVED: "grey",
    ConfirmationStatus.APPLIED: "amber",
    ConfirmationStatus.ACCEPTED: "blue",
    ConfirmationStatus.CONFIRMED: "green",
    ConfirmationStatus.WITHDRAWN: "grey",
}


@dataclass(frozen=True)
class Sealed:
    """A sealed text: what it is, and where to ask for it."""

    label: str
    reveal_url: str


@dataclass(frozen=True)
class Duty:
    """An obligation as the page shows it."""

    row: object
    tone: str
    reveal_url: str
    proofs: list[Attachment]
    is_late: bool


@dataclass(frozen=True)
class Window:
    """How long both parties may still go to court."""

    last_on: date
    explained: str
    is_over: bool


def facts_of(agreement: Agreement, *, user) -> dict:
    """Everything the page says."""
    may_edit = policy.can(user, "agreement.edit", agreement)
    may_decide = policy.can(user, "agreement.decide", agreement)
    confirmations = confirmations_of(agreement)
    text = agreement_contents.Text(agreement)
    return {
        "agreement": agreement,
        "dispute": agreement.dispute,
        "tone": TONES[agreement.status],
        "is_oral": agreement.form == AgreementForm.ORAL,
        "texts": sealed_texts(agreement, user=user),
        "duties": duties_of(agreement, user=user),
        "signatures": signatures_of(agreement, user=user),
        "lacks": text.lacking() if agreement.is_draft else [],
        "is_altered": bool(agreement.content_hash)
        and agreement.content_hash != text.hash,
        "confirmations": confirmations,
        "window": window_of(agreement, confirmations),
        "may_edit": may_edit,
        "print_kind": _print_kind(agreement, user),
        "may_write": may_edit and agreement.is_draft,
        "may_decide": may_decide,
        "may_set_aside": may_decide
        and agreement.status not in {AgreementStatus.KEPT, AgreementStatus.VOID},
        "may_settle": policy.can(user, "obligation.edit", agreement)
        and agreement.status in {AgreementStatus.EFFECTIVE, AgreementStatus.BROKEN},
    }


def _print_kind(agreement: Agreement, user) -> str:
    """In which form it is printed, where it is the one that counts."""
    if not policy.can(user, "paper.print", agreement):
        return ""
    counts = agreement_that_counts(agreement.dispute) == agreement
    return AGREEMENTS[agreement.form] if counts else ""


def waits_for_a_party(agreement: Agreement) -> bool:
    """Has somebody of the two sides not signed yet?"""
    text = agreement_contents.Text(agreement)
    signed = {row.party_id for row in text.signatures}
    return any(party.pk not in signed for party in text.signers)


def sealed_texts(agreement: Agreement, *, user) -> list[Sealed]:
    """The texts that were written, for those who may ask for them."""
    may = policy.can(user, "agreement.reveal", agreement)
    return [
        Sealed(
            agreement._meta.get_field(name).verbose_name,
            reverse("station:reveal", args=["disputes.agreement", agreement.pk, name])
            if may
            else "",
        )
        for name in SEALED
        if getattr(agreement, name)
    ]


def duties_of(agreement: Agreement, *, user) -> list[Duty]:
    """What is owed, the soonest first, with the proofs."""
    may = policy.can(user, "obligation.reveal", agreement)
    rows = list(agreement.obligations.select_related("party").order_by("due_on", "pk"))
    proofs = pictures_of(rows, user=user)
    today = timezone.localdate()
    return [
        Duty(
            row,
            TONES[row.status],
            reverse("station:reveal", args=["disputes.obligation", row.pk, "what"])
            if may
            else "",
            proofs.get(reference(row), []),
            row.is_open and row.due_on < today,
        )
        for row in rows
    ]


def signatures_of(
    agreement: Agreement, *, user
) -> list[tuple[AgreementSignature, list[Attachment]]]:
    """Who signed, with the pictures of it, voided ones at the end."""
    rows = list(agreement.signatures.order_by("pk"))
    pictures = pictures_of(rows, user=user)
    rows.sort(key=lambda row: row.voided_at is not None)
    return [(row, pictures.get(reference(row), [])) for row in rows]


def pictures_of(rows: list, *, user) -> dict[str, list[Attachment]]:
    """What is attached to each of these records, in one query."""
    found: dict[str, list[Attachment]] = {}
    names = [reference(row) for row in rows]
    for picture in (
        Attachment.objects.visible_to(user).filter(subject__in=names).order_by("pk")
    ):
        found.setdefault(picture.subject, []).append(picture)
    return found


def confirmations_of(agreement: Agreement) -> list[tuple]:
    """Every application, the newest first, with its colour and the court's time."""
    rows = agreement.confirmations.order_by("-pk")
    return [
        (row, TONES.get(row.status, "red"), confirmation_clock.court_time(row))
        for row in rows
    ]


def window_of(agreement: Agreement, confirmations: list[tuple]) -> Window | None:
    """Until when they may apply, as long as there is a point in it."""
    if not confirmation_clock.may_be_confirmed(agreement):
        return None
    if agreement.status not in {AgreementStatus.EFFECTIVE, AgreementStatus.BROKEN}:
        return None
    if any(stands(row) for row, _tone, _time in confirmations):
        return None
    limit = confirmation_clock.limit(agreement)
    is_over = timezone.localdate() > limit.due_on
    return Window(limit.due_on, limit.explained, is_over)


def stands(confirmation: JudicialConfirmation) -> bool:
    """Asked and not refused, or confirmed."""
    return confirmation.is_open or confirmation.status == ConfirmationStatus.CONFIRMED
