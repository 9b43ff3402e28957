"""What an agreement must say before it holds, and the fingerprint of what it says.

People's mediation: 人民调解法 arts. 28–30; public-security mediation: 公安机关办理行政案件
程序规定 arts. 178 and 184.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from disputes.models import (
    Agreement,
    AgreementSignature,
    DisputeParty,
    Obligation,
)
from disputes.workflow.agreements import Signer
from disputes.workflow.intake import Side
from disputes.workflow.mediation import AgreementForm

PEOPLE_CONTENT = "人民调解法第二十九条"
PEOPLE_ORAL = "人民调解法第二十八条"
POLICE_CONTENT = "公安机关办理行政案件程序规定第一百八十四条"
ON_THE_SPOT = "公安机关办理行政案件程序规定第一百七十八条"
SAID = (
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


@dataclass(frozen=True)
class Lack:
    """One thing that is missing, and the article that asks for it."""

    code: str
    text: str
    article: str


def lacking(agreement: Agreement) -> list[Lack]:
    """Everything that keeps the agreement from taking effect, in the order of the paper."""
    return Text(agreement).lacking()


def content_hash(agreement: Agreement) -> str:
    """The fingerprint of everything the parties put their names to."""
    return Text(agreement).hash


def signers(agreement: Agreement) -> list[DisputeParty]:
    """Both sides; who is otherwise concerned need not sign."""
    return Text(agreement).signers


class Text:
    """An agreement with its parties, obligations and signatures, each read once."""

    def __init__(self, agreement: Agreement) -> None:
        self.agreement = agreement

    @cached_property
    def parties(self) -> list[DisputeParty]:
        rows = DisputeParty.objects.filter(dispute=self.agreement.dispute_id)
        return list(rows.order_by("pk"))

    @cached_property
    def obligations(self) -> list[Obligation]:
        return list(self.agreement.obligations.order_by("pk"))

    @cached_property
    def signatures(self) -> list[AgreementSignature]:
        return list(self.agreement.signatures.valid())

    @property
    def signers(self) -> list[DisputeParty]:
        return [party for party in self.parties if party.side != Side.THIRD]

    @cached_property
    def hash(self) -> str:
        return hashlib.sha256(self.canonical().encode()).hexdigest()

    def canonical(self) -> str:
        """The whole text in one fixed order; due days as they were signed."""
        agreement = self.agreement
        names = {party.pk: party.name for party in self.parties}
        said = {name: getattr(agreement, name) for name in SAID}
        said["event_on"] = agreement.dispute.event_on.isoformat()
        said["reached_on"] = agreement.reached_on.isoformat()
        said["parties"] = [[party.side, party.name] for party in self.parties]
        said["obligations"] = [
            [
                names[row.party_id],
                row.kind,
                row.what,
                None if row.amount is None else f"{row.amount:.2f}",
                (row.first_due_on or row.due_on).isoformat(),
            ]
            for row in self.obligations
        ]
        return json.dumps(said, ensure_ascii=False, sort_keys=True)

    def lacking(self) -> list[Lack]:
        """What is missing, by the form of the agreement."""
        check = {
            AgreementForm.PEOPLE: self._people,
            AgreementForm.PUBLIC_SECURITY: self._public_security,
            AgreementForm.ON_THE_SPOT: self._on_the_spot,
            AgreementForm.ORAL: self._oral,
        }[AgreementForm(self.agreement.form)]
        return list(check())

    # -- the four forms ----------------------------------------------------------

    def _people(self) -> Iterator[Lack]:
        article = PEOPLE_CONTENT
        yield from self._both_sides(article)
        yield from self._texts(
            article,
            facts=_("The facts are missing."),
            responsibility=_("The disputed matter and who is responsible are missing."),
            terms=_("What was agreed is missing."),
        )
        yield from self._performance(article)
        yield from self._party_signatures(article)
        yield from self._signature_of(
            Signer.MEDIATOR, _("The mediator has not signed."), article
        )
        yield from self._signature_of(
            Signer.SEAL, _("The seal of the committee is missing."), article
        )

    def _oral(self) -> Iterator[Lack]:
        """By word of mouth: the mediator writes down what was agreed."""
        yield from self._both_sides(PEOPLE_ORAL)
        yield from self._texts(
            PEOPLE_ORAL,
            terms=_("What was agreed is missing."),
            chair=_("It does not say who mediated."),
        )

    def _public_security(self) -> Iterator[Lack]:
        yield from self._texts(
            POLICE_CONTENT,
            body=_("The mediating body is missing."),
            chair=_("It does not say who was in the chair."),
        )
        yield from self._both_sides(POLICE_CONTENT)
        yield from self._texts(
            POLICE_CONTENT,
            place=_("It does not say where it happened."),
            facts=_("Cause, course, circumstances and result are missing."),
            terms=_("What was agreed is missing."),
        )
        yield from self._performance(POLICE_CONTENT)
        yield from self._party_signatures(POLICE_CONTENT)

    def _on_the_spot(self) -> Iterator[Lack]:
        """On the spot: performed there; recorded on video it needs no paper."""
        yield from self._both_sides(ON_THE_SPOT)
        yield from self._texts(
            ON_THE_SPOT,
            facts=_("The facts are missing."),
            terms=_("What was agreed is missing."),
        )
        if not self.agreement.is_performed_at_once:
            text = _("It is not performed on the spot.")
            yield Lack("not_at_once", text, ON_THE_SPOT)
        sitting = self.agreement.mediation
        if sitting is None or not sitting.recording.strip():
            yield from self._party_signatures(ON_THE_SPOT)

    # -- the parts ---------------------------------------------------------------

    def _both_sides(self, article: str) -> Iterator[Lack]:
        if not {Side.ONE, Side.OTHER} <= {party.side for party in self.parties}:
            yield Lack("parties", _("Both sides must be named."), article)

    def _texts(self, article: str, **missing: str) -> Iterator[Lack]:
        for name, text in missing.items():
            if not getattr(self.agreement, name).strip():
                yield Lack(name, text, article)

    def _performance(self, article: str) -> Iterator[Lack]:
        """How and by when it is performed."""
        if self.agreement.is_performed_at_once:
            return
        if not self.agreement.performance.strip():
            yield Lack("performance", _("How it is performed is missing."), article)
        if not self.obligations:
            yield Lack(
                "obligations",
                _(
                    "Who owes what by when is missing, or that it was performed at once."
                ),
                article,
            )

    def _party_signatures(self, article: str) -> Iterator[Lack]:
        """Everybody on both sides signed this text, not an earlier one."""
        signed = {row.party_id: row.content_hash for row in self.signatures}
        for party in self.signers:
            words = {"name": party.name}
            if party.pk not in signed:
                text = _("%(name)s has not signed.") % words
                yield Lack("signature", text, article)
            elif signed[party.pk] != self.hash:
                text = _("%(name)s signed another text.") % words
                yield Lack("signed_another", text, article)

    def _signature_of(self, signer: str, missing: str, article: str) -> Iterator[Lack]:
        under = {row.content_hash for row in self.signatures if row.signer == signer}
        if not under:
            yield Lack(signer, missing, article)
        elif self.hash not in under:
            text = _("The text was changed after “%(who)s” was set under it.")
            who = {"who": Signer(signer).label}
            yield Lack("signed_another", text % who, article)
