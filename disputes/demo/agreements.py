"""Agreements of the demo: most are kept, a few are open, one or two are broken."""

from datetime import datetime, timedelta
from decimal import Decimal

from disputes.actions import (
    agreement_signing,
    agreements,
    breaches,
    confirmations,
    obligations,
)
from disputes.actions.agreement_signing import Signing
from disputes.actions.agreements import Content
from disputes.actions.confirmations import Application
from disputes.actions.obligations import Duty
from disputes.agreement_prefill import body_of
from disputes.models import Agreement, Dispute
from disputes.workflow.agreements import ObligationKind, SignedHow, Signer
from disputes.workflow.mediation import AgreementForm
from station import working_days

COMMITTEE = "调解员老赵"
# What was agreed, by the kind of quarrel: kind, words, whether money is paid.
TERMS = {
    "debt": (ObligationKind.PAY, "分两次还清借款", True),
    "wages": (ObligationKind.PAY, "付清拖欠工钱", True),
    "family": (ObligationKind.PAY, "每月按时支付赡养费", True),
    "land_boundary": (ObligationKind.REPAIR, "按丈量结果恢复地界，重埋界石", False),
    "neighbour": (ObligationKind.REPAIR, "修好滴水槽，晚十点后不再喧哗", False),
    "parking": (ObligationKind.REFRAIN, "不再占用通道停车", False),
    "consumer": (ObligationKind.RETURN, "办理退货，退还货款", True),
}
OTHERWISE = (ObligationKind.DO, "按商定的轮次办理，互不妨碍", False)


def settle(dispute: Dispute, officer, *, chance, at: datetime, now: datetime) -> None:
    """An agreement in effect, and what became of it until now."""
    is_written = chance.random() < 0.3
    is_at_once = chance.random() < 0.4
    agreement = agreements.draft(
        dispute=dispute,
        content=_content(dispute, is_written, is_at_once, chance=chance, at=at),
        by=officer,
        at=at,
    )
    if is_written:
        _sign(agreement, officer, at=at)
    agreement = agreements.make_effective(
        agreement=agreement, version=agreement.version, by=officer, at=at
    )
    if is_written and not is_at_once and chance.random() < 0.3:
        _confirm(agreement, officer, at=at, now=now)
    for obligation in agreement.obligations.filter(status="open"):
        _live_on(obligation, officer, chance=chance, now=now)


def _content(dispute, is_written, is_at_once, *, chance, at) -> Content:
    kind, words, is_paid = TERMS.get(dispute.field, OTHERWISE)
    due_on = working_days.local_date(at) + timedelta(days=chance.choice([3, 10, 30]))
    amount = Decimal(chance.randrange(300, 5000, 100)) if is_paid else None
    party = dispute.parties.order_by("pk").first()
    return Content(
        form=AgreementForm.PEOPLE if is_written else AgreementForm.ORAL,
        terms=f"{words}，双方不再追究。",
        facts=dispute.summary,
        responsibility="双方就起因和各自责任达成一致认识。",
        performance="当面履行，村（社区）干部见证。",
        body=body_of(dispute, on=working_days.local_date(at)),
        chair=COMMITTEE,
        place=dispute.place,
        is_performed_at_once=is_at_once,
        obligations=(
            Duty(party=party, what=words, due_on=due_on, kind=kind, amount=amount),
        ),
    )


def _sign(agreement: Agreement, officer, *, at) -> None:
    """Both sides, the mediator and the seal, on paper."""
    hands = [
        Signing(Signer.PARTY, SignedHow.FINGERPRINT, party=party)
        for party in agreement.dispute.parties.order_by("pk")
    ]
    hands.append(Signing(Signer.MEDIATOR, SignedHow.FINGERPRINT, name=COMMITTEE))
    hands.append(Signing(Signer.SEAL, SignedHow.SEAL, name=agreement.body))
    for hand in hands:
        agreement_signing.sign(agreement=agreement, signing=hand, by=officer, at=at)
    agreement.refresh_from_db()


def _confirm(agreement: Agreement, officer, *, at, now) -> None:
    """Both went to the court, which has confirmed it meanwhile or not."""
    applied_at = at + timedelta(days=2)
    if applied_at > now:
        return
    on = working_days.local_date(applied_at)
    asked = confirmations.apply(
        agreement=agreement,
        application=Application(court="县人民法院", applied_on=on, both_apply=True),
        by=officer,
        at=applied_at,
    )
    ruled_at = applied_at + timedelta(days=12)
    if ruled_at > now:
        return
    accepted = confirmations.answer(
        confirmation=asked,
        is_accepted=True,
        answered_on=on + timedelta(days=2),
        case_number=f"（{on.year}）民特{asked.pk}号",
        version=asked.version,
        by=officer,
        at=ruled_at,
    )
    confirmations.rule(
        confirmation=accepted,
        is_confirmed=True,
        ruled_on=working_days.local_date(ruled_at),
        version=accepted.version,
        by=officer,
        at=ruled_at,
    )


def _live_on(obligation, officer, *, chance, now) -> None:
    """Kept on its day, some not at all; what lies ahead is open."""
    today = working_days.local_date(now)
    if obligation.due_on >= today:
        return
    due_on, step = obligation.due_on, {"version": obligation.version, "by": officer}
    at = working_days.at_clock(due_on, obligations.MORNING)
    if chance.random() < 0.85:
        obligations.keep(obligation=obligation, kept_on=due_on, at=at, **step)
        return
    if chance.random() < 0.5:
        return  # late, and nobody has looked into it
    broken_on = due_on + timedelta(days=1)
    at = min(at + timedelta(days=1), now)
    broken = breaches.break_(
        obligation=obligation, broken_on=broken_on, reason="到期未履行", at=at, **step
    )
    if chance.random() < 0.5:
        agreement = broken.agreement
        breaches.tell_of_court(
            agreement=agreement,
            told_on=broken_on,
            version=agreement.version,
            by=officer,
            at=at,
        )
