"""Signing an agreement: who, how, and under which text."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from disputes.actions import agreements
from disputes.agreement_contents import content_hash
from disputes.models import Agreement, AgreementSignature, DisputeParty
from disputes.workflow.agreements import SignedHow, Signer
from station import scans
from station.actions import attachments
from station.actions.attachments import StoredFile
from station.actions.events import record
from station.errors import RuleError
from station.models import Attachment, User

PICTURE = {
    SignedHow.SCREEN: Attachment.Kind.SIGNATURE,
    SignedHow.PAPER: Attachment.Kind.PAPER,
    SignedHow.FINGERPRINT: Attachment.Kind.PAPER,
    SignedHow.SEAL: Attachment.Kind.PAPER,
}
MOST_PAGES = 20


@dataclass(frozen=True)
class Signing:
    """Who signs as what, and how; ``name`` where it is not the party itself."""

    signer: str
    way: str
    party: DisputeParty | None = None
    name: str = ""


@transaction.atomic
def sign(
    *,
    agreement: Agreement,
    signing: Signing,
    by: User,
    at: datetime,
    files: Sequence[StoredFile] = (),
) -> AgreementSignature:
    """Put a signature, seal or fingerprint under the text as it stands."""
    agreement = agreements.lock_draft(agreement, None)
    _check(agreement, signing, files)
    _check_once(agreement, signing)
    name = signing.name.strip() or (signing.party.name if signing.party else by.name)
    signature = AgreementSignature.objects.create(
        agreement=agreement,
        signer=signing.signer,
        party=signing.party,
        name=name[:60],
        way=signing.way,
        content_hash=content_hash(agreement),
        signed_at=at,
        taken_by=by,
    )
    if files:
        attachments.attach(
            files=files,
            kind=PICTURE[SignedHow(signing.way)],
            subject=signature,
            by=by,
            at=at,
        )
    agreements.save(agreement)
    record(
        kind=f"agreement.signed_by_{signing.signer}",
        subject=agreement,
        by=by,
        at=at,
        also=[agreement.dispute],
    )
    return signature


def _check(agreement: Agreement, signing: Signing, files) -> None:
    if signing.signer not in Signer.values or signing.way not in SignedHow.values:
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    if (signing.way == SignedHow.SEAL) != (signing.signer == Signer.SEAL):
        raise RuleError(_("A committee seals, and people sign."), code="way")
    is_party = signing.signer == Signer.PARTY
    if is_party != (signing.party is not None):
        raise RuleError(_("Say which party signs."), code="no_party")
    if is_party and signing.party.dispute_id != agreement.dispute_id:
        raise RuleError(_("Say which party signs."), code="no_party")
    if signing.signer == Signer.SEAL and not signing.name.strip():
        raise RuleError(_("Say which committee sealed it."), code="no_name")
    _check_files(signing, files)


def _check_files(signing: Signing, files) -> None:
    """A signature on the screen is a picture; one on paper is shown by its scan."""
    if signing.way == SignedHow.PAPER and not files:
        raise RuleError(_("The scan of the signed paper is missing."), code="no_scan")
    if signing.way == SignedHow.SCREEN and not files:
        raise RuleError(_("The signature is missing."), code="no_signature")
    scans.check_room(len(files), most=MOST_PAGES)


def _check_once(agreement: Agreement, signing: Signing) -> None:
    """The same hand signs once; the row is locked, so nobody slips in between."""
    valid = agreement.signatures.valid()
    if signing.signer == Signer.PARTY and valid.filter(party=signing.party).exists():
        raise RuleError(_("This party has signed."), code="twice")
    if signing.signer == Signer.SEAL and valid.filter(signer=Signer.SEAL).exists():
        raise RuleError(_("It is sealed already."), code="twice")
