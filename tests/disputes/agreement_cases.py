"""A dispute in mediation with both sides, and its agreement step by step."""

from datetime import date, datetime, time
from decimal import Decimal

import pytest
from django.utils import timezone

from disputes import agreement_contents
from disputes.actions import agreement_signing, agreements
from disputes.actions.agreement_signing import Signing
from disputes.actions.agreements import Content
from disputes.actions.obligations import Duty
from disputes.models import Agreement, Dispute
from station import working_days
from station.errors import RuleError
from tests.factories import NOW, DisputeFactory, PartyFactory

FULL = {
    "form": "people",
    "facts": "院墙滴水起争执，无人受伤",
    "responsibility": "滴水槽年久失修，由蔡涛负责",
    "terms": "蔡涛修好滴水槽并赔偿三百元",
    "performance": "现金当面付清，村委会验看",
    "body": "平川镇人民调解委员会",
    "chair": "赵调解",
    "place": "三社院墙",
}


def moment(day: date) -> datetime:
    """Ten in the morning of that day."""
    return working_days.at_clock(day, time(10))


def dispute_of(household, officer, *, at=NOW, **facts) -> Dispute:
    """Taken up by the officer, with one party on each side."""
    dispute = DisputeFactory(
        household=household,
        status="taken_up",
        assigned_to=officer,
        taken_up_at=at,
        reported_at=at,
        event_on=timezone.localdate(at),
        **facts,
    )
    PartyFactory(dispute=dispute, side="one", name="蔡涛")
    PartyFactory(dispute=dispute, side="other", name="丁刚")
    return dispute


def duty(dispute: Dispute, due_on: date, **facts) -> Duty:
    said = {"kind": "pay", "what": "赔偿三百元", "amount": Decimal("300.00")}
    party = dispute.parties.get(side="one")
    return Duty(party=party, due_on=due_on, **{**said, **facts})


def drafted(dispute, by, *, at=NOW, duties=(), mediation=None, **said) -> Agreement:
    content = Content(**{**FULL, **said}, obligations=tuple(duties))
    return agreements.draft(
        dispute=dispute, content=content, mediation=mediation, by=by, at=at
    )


def signed(agreement: Agreement, by, *, at=NOW, committee=True) -> Agreement:
    """Both sides by fingerprint, the mediator and the seal."""
    for party in agreement.dispute.parties.all():
        sign(agreement, Signing("party", "fingerprint", party=party), by, at=at)
    if committee:
        sign(agreement, Signing("mediator", "fingerprint", name="赵调解"), by, at=at)
        sign(agreement, Signing("seal", "seal", name=FULL["body"]), by, at=at)
    agreement.refresh_from_db()
    return agreement


def sign(agreement, signing, by, *, at=NOW):
    return agreement_signing.sign(agreement=agreement, signing=signing, by=by, at=at)


def effective(dispute, by, *, at=NOW, duties=(), **said) -> Agreement:
    """Written, signed and in effect."""
    agreement = drafted(dispute, by, at=at, duties=duties, **said)
    if agreement.form != "oral":
        signed(agreement, by, at=at, committee=agreement.form == "people")
    return agreements.make_effective(
        agreement=agreement, version=agreement.version, by=by, at=at
    )


def codes(agreement) -> set[str]:
    return {lack.code for lack in agreement_contents.lacking(agreement)}


def refused(action, **said) -> str:
    with pytest.raises(RuleError) as refusal:
        action(**said)
    return refusal.value.code
