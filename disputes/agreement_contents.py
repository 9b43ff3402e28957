"""What an agreement must say before it holds, and the fingerprint of what it says.

People's mediation: 人民调解法 arts. 28–30; public-security mediation: 公安机关办理行政案件
程序规定 arts. 178 and 184.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from disputes.models import Agreement, DisputeParty
from disputes.workflow.agreements import Signer
from disputes.workflow.intake import Side
from disputes.workflow.mediation import AgreementForm

PEOPLE_CONTENT = "人民调解法第29条"
PEOPLE_ORAL = "人民调解法第28条"
POLICE_CONTENT = "公安机关办理行政案件程序规定第184条"
ON_THE_SPOT = "公安机关办理行政案件程序规定第178条"


@dataclass(frozen=True)
class Lack:
    """One thing that is missing, and the article that asks for it."""

    code: str
    text: str
    article: str


def lacking(agreement: Agreement) -> list[Lack]:
    """Everything that keeps the agreement from taking effect, in the order of the paper."""
    check = {
        AgreementForm.PEOPLE: _people,
        AgreementForm.PUBLIC_SECURITY: _public_security,
        AgreementForm.ON_THE_SPOT: _on_the_spot,
        AgreementForm.ORAL: _oral,
    }[AgreementForm(agreement.form)]
    return list(check(agreement))


def content_hash(agreement: Agreement) -> str:
    """The fingerprint of everything the parties put their names to."""
    return hashlib.sha256(canonical(agreement).encode()).hexdigest()


def canonical(agreement: Agreement) -> str:
    """The whole text in one fixed order; due days as they were signed."""
    said = {
        name: getattr(agreement, name)
        for name in (
            "number",
            "form",
            "body",
            "chair",
            "others_present",
            "place",
            "facts",
            "responsibility",
            "terms",
            "performance",
            "is_performed_at_once",
        )
    }
    said["event_on"] = agreement.dispute.event_on.isoformat()
    said["reached_on"] = agreement.reached_on.isoformat()
    said["parties"] = [
        [party.side, party.name] for party in agreement.dispute.parties.order_by("pk")
    ]
    said["obligations"] = [
        [
            row.party.name,
            row.kind,
            row.what,
            None if row.amount is None else f"{row.amount:.2f}",
            (row.first_due_on or row.due_on).isoformat(),
        ]
        for row in agreement.obligations.select_related("party").order_by("pk")
    ]
    return json.dumps(said, ensure_ascii=False, sort_keys=True)


def signers(agreement: Agreement) -> list[DisputeParty]:
    """Both sides; who is otherwise concerned need not sign."""
    return [
        party
        for party in agreement.dispute.parties.order_by("pk")
        if party.side != Side.THIRD
    ]


# -- the four forms --------------------------------------------------------------


def _people(agreement: Agreement) -> Iterator[Lack]:
    yield from _both_sides(agreement, PEOPLE_CONTENT)
    yield from _texts(
        agreement,
        PEOPLE_CONTENT,
        facts=_("The facts are missing."),
        responsibility=_("The disputed matter and who is responsible are missing."),
        terms=_("What was agreed is missing."),
    )
    yield from _performance(agreement, PEOPLE_CONTENT)
    yield from _party_signatures(agreement, PEOPLE_CONTENT)
    yield from _signature_of(
        agreement, Signer.MEDIATOR, _("The mediator has not signed."), PEOPLE_CONTENT
    )
    yield from _signature_of(
        agreement,
        Signer.SEAL,
        _("The seal of the committee is missing."),
        PEOPLE_CONTENT,
    )


def _oral(agreement: Agreement) -> Iterator[Lack]:
    """By word of mouth: the mediator writes down what was agreed."""
    yield from _both_sides(agreement, PEOPLE_ORAL)
    yield from _texts(
        agreement,
        PEOPLE_ORAL,
        terms=_("What was agreed is missing."),
        chair=_("It does not say who mediated."),
    )


def _public_security(agreement: Agreement) -> Iterator[Lack]:
    yield from _texts(
        agreement,
        POLICE_CONTENT,
        body=_("The mediating body is missing."),
        chair=_("It does not say who was in the chair."),
    )
    yield from _both_sides(agreement, POLICE_CONTENT)
    yield from _texts(
        agreement,
        POLICE_CONTENT,
        place=_("It does not say where it happened."),
        facts=_("Cause, course, circumstances and result are missing."),
        terms=_("What was agreed is missing."),
    )
    yield from _performance(agreement, POLICE_CONTENT)
    yield from _party_signatures(agreement, POLICE_CONTENT)


def _on_the_spot(agreement: Agreement) -> Iterator[Lack]:
    """On the spot: performed there; recorded on video it needs no paper."""
    yield from _both_sides(agreement, ON_THE_SPOT)
    yield from _texts(
        agreement,
        ON_THE_SPOT,
        facts=_("The facts are missing."),
        terms=_("What was agreed is missing."),
    )
    if not agreement.is_performed_at_once:
        yield Lack("not_at_once", _("It is not performed on the spot."), ON_THE_SPOT)
    sitting = agreement.mediation
    if sitting is None or not sitting.recording.strip():
        yield from _party_signatures(agreement, ON_THE_SPOT)


# -- the parts -------------------------------------------------------------------


def _both_sides(agreement: Agreement, article: str) -> Iterator[Lack]:
    sides = {party.side for party in agreement.dispute.parties.all()}
    if not {Side.ONE, Side.OTHER} <= sides:
        yield Lack("parties", _("Both sides must be named."), article)


def _texts(agreement: Agreement, article: str, **missing: str) -> Iterator[Lack]:
    for name, text in missing.items():
        if not getattr(agreement, name).strip():
            yield Lack(name, text, article)


def _performance(agreement: Agreement, article: str) -> Iterator[Lack]:
    """How and by when it is performed."""
    if agreement.is_performed_at_once:
        return
    if not agreement.performance.strip():
        yield Lack("performance", _("How it is performed is missing."), article)
    if not agreement.obligations.exists():
        yield Lack(
            "obligations",
            _("Who owes what by when is missing, or that it was performed at once."),
            article,
        )


def _party_signatures(agreement: Agreement, article: str) -> Iterator[Lack]:
    """Everybody on both sides signed this text, not an earlier one."""
    under = content_hash(agreement)
    signed = dict(
        agreement.signatures.valid()
        .filter(signer=Signer.PARTY)
        .values_list("party_id", "content_hash")
    )
    for party in signers(agreement):
        if party.pk not in signed:
            text = _("%(name)s has not signed.") % {"name": party.name}
            yield Lack("signature", text, article)
        elif signed[party.pk] != under:
            text = _("%(name)s signed another text.") % {"name": party.name}
            yield Lack("signed_another", text, article)


def _signature_of(
    agreement: Agreement, signer: str, text: str, article: str
) -> Iterator[Lack]:
    rows = agreement.signatures.valid().filter(signer=signer)
    under = list(rows.values_list("content_hash", flat=True))
    if not under:
        yield Lack(signer, text, article)
    elif content_hash(agreement) not in under:
        yield Lack(
            "signed_another",
            _("The text was changed after “%(who)s” was set under it.")
            % {"who": Signer(signer).label},
            article,
        )
