"""Papers of a dispute: written, changed, scanned, signed, set aside."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from disputes.models import (
    Dispute,
    DisputePaper,
    DisputeParty,
    Mediation,
    PaperSignature,
)
from disputes.papers import draw
from disputes.workflow.intake import PartyRole
from disputes.workflow.papers import (
    DRAWN,
    TYPED,
    PaperKind,
    PaperStatus,
    SignerRole,
)
from station import scans as scan_rules
from station.actions import attachments
from station.actions.attachments import StoredFile
from station.actions.events import record
from station.actions.locking import lock
from station.errors import RuleError
from station.models import Attachment, User

MOST_SCANS = 60  # under one paper
MOST_SIGNATURES = 30


@dataclass(frozen=True)
class Content:
    """What somebody writes that the case does not know already."""

    happened_at: datetime
    party: DisputeParty | None = None
    person: str = ""
    place: str = ""
    matter: str = ""
    text: str = ""
    sitting: Mediation | None = None  # whose record this is


@transaction.atomic
def write(
    *,
    dispute: Dispute,
    kind: str,
    content: Content,
    by: User,
    at: datetime,
    scans: Sequence[StoredFile] = (),
) -> DisputePaper:
    """Put a paper into the dossier: typed here, or signed on paper and scanned."""
    dispute = lock(dispute)
    _check(dispute, kind, content, has_scans=bool(scans), at=at)
    paper = DisputePaper.objects.create(
        dispute=dispute,
        kind=kind,
        ordinal=_ordinal(dispute, kind, content.sitting),
        made_by=by,
        **_fields(content),
    )
    _keep(paper, scans, by=by, at=at)
    _note("paper.written", paper, by=by, at=at)
    return paper


@transaction.atomic
def change(
    *, paper: DisputePaper, content: Content, version: int, by: User, at: datetime
) -> DisputePaper:
    """Correct what is not signed yet."""
    paper = _lock(paper, version)
    if paper.status != PaperStatus.DRAFT:
        raise RuleError(
            _("It is signed: set it aside and write it anew."), code="signed"
        )
    has_scans = attachments.attached_to(paper).exists()
    _check(paper.dispute, paper.kind, content, has_scans=has_scans, at=at, own=paper)
    for name, value in _fields(content).items():
        setattr(paper, name, value)
    _save(paper)
    _note("paper.changed", paper, by=by, at=at)
    return paper


@transaction.atomic
def add_scans(
    *,
    paper: DisputePaper,
    scans: Sequence[StoredFile],
    version: int,
    by: User,
    at: datetime,
) -> DisputePaper:
    """Keep what was signed on paper, page by page."""
    paper = _lock(paper, version)
    _keep(paper, scans, by=by, at=at)
    _save(paper)
    return paper


@transaction.atomic
def sign(
    *,
    paper: DisputePaper,
    role: str,
    name: str,
    picture: StoredFile,
    version: int,
    by: User,
    at: datetime,
) -> DisputePaper:
    """One more hand under it; from the first one on its words stand."""
    paper = _lock(paper, version)
    if role not in SignerRole.values:
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    if not name.strip():
        raise RuleError(_("Say who signs."), code="no_name")
    if paper.signatures.count() >= MOST_SIGNATURES:
        raise RuleError(_("There is no room for more signatures."), code="too_many")
    content_hash = draw.hash_of(paper)
    if paper.content_hash and paper.content_hash != content_hash:
        raise RuleError(
            _("The case changed since the first signature: write it anew."),
            code="changed",
        )
    (kept,) = attachments.attach(
        files=[picture], kind=Attachment.Kind.SIGNATURE, subject=paper, by=by, at=at
    )
    PaperSignature.objects.create(
        paper=paper,
        role=role,
        name=name.strip(),
        picture=kept,
        content_hash=content_hash,
        signed_at=at,
        taken_by=by,
    )
    paper.status, paper.content_hash = PaperStatus.SIGNED, content_hash
    paper.signed_at = paper.signed_at or at
    _save(paper)
    _note("paper.signed", paper, by=by, at=at)
    return paper


@transaction.atomic
def set_aside(
    *, paper: DisputePaper, reason: str, version: int, by: User, at: datetime
) -> DisputePaper:
    """It no longer counts; it stays readable."""
    paper = _lock(paper, version)
    if not reason.strip():
        raise RuleError(_("Say why."), code="no_reason")
    paper.status = PaperStatus.VOID
    _save(paper)
    _note("paper.set_aside", paper, by=by, at=at, words=reason.strip())
    return paper


# -- the parts -------------------------------------------------------------------


def _check(dispute, kind, content: Content, *, has_scans, at, own=None) -> None:
    if kind not in PaperKind.values or PaperKind(kind) in DRAWN:
        raise RuleError(_("This paper is drawn from the case."), code="drawn")
    if content.happened_at > at:
        raise RuleError(_("This moment has not come yet."), code="in_future")
    for linked in (content.party, content.sitting):
        if linked is not None and linked.dispute_id != dispute.pk:
            raise RuleError(_("This belongs to another dispute."), code="foreign")
    _check_filled(kind, content, has_scans)
    if kind == PaperKind.RECORD and own is None:
        _check_sitting(dispute, content.sitting)
    if kind == PaperKind.AUTHORITY:
        _check_authority(content)


def _check_filled(kind: str, content: Content, has_scans: bool) -> None:
    """A paper is typed, scanned, or both; those of the case get hands or scans."""
    if kind in TYPED and not has_scans and not content.text.strip():
        raise RuleError(_("Write it here or add the scan."), code="empty")


def _check_sitting(dispute: Dispute, sitting: Mediation | None) -> None:
    """A record is that of one sitting, once."""
    if sitting is None:
        raise RuleError(_("Say of which sitting."), code="no_sitting")
    rows = dispute.papers.standing().filter(kind=PaperKind.RECORD)
    if rows.filter(ordinal=sitting.ordinal).exists():
        raise RuleError(_("This record is in the dossier already."), code="twice")


def _check_authority(content: Content) -> None:
    """Whom somebody sends instead, and who may send nobody (程序规定 art. 181)."""
    if content.party is None:
        raise RuleError(_("Say who appoints the agent."), code="no_party")
    if content.party.role == PartyRole.SUSPECT:
        raise RuleError(
            _("Who is suspected of the violation may not send an agent (art. 181)."),
            code="suspect_agent",
        )
    if not content.person.strip():
        raise RuleError(_("Say who the agent is."), code="no_name")


def _ordinal(dispute: Dispute, kind: str, sitting: Mediation | None) -> int:
    if kind == PaperKind.RECORD:
        return sitting.ordinal
    found = dispute.papers.filter(kind=kind).aggregate(last=Max("ordinal"))["last"]
    return (found or 0) + 1


def _fields(content: Content) -> dict:
    return {
        "party": content.party,
        "person": content.person.strip(),
        "happened_at": content.happened_at,
        "place": content.place.strip(),
        "matter": content.matter.strip(),
        "text": content.text.strip(),
    }


def _keep(paper: DisputePaper, scans: Sequence[StoredFile], *, by, at) -> None:
    if not scans:
        return
    scan_rules.check_room(
        attachments.attached_to(paper).count() + len(scans), most=MOST_SCANS
    )
    attachments.attach(
        files=scans, kind=Attachment.Kind.PAPER, subject=paper, by=by, at=at
    )


def _lock(paper: DisputePaper, version: int) -> DisputePaper:
    paper = lock(paper, version=version)
    if paper.status == PaperStatus.VOID:
        raise RuleError(_("This paper was set aside."), code="void")
    return paper


def _save(paper: DisputePaper) -> None:
    paper.version += 1
    paper.save()


def _note(kind: str, paper: DisputePaper, *, by, at, words: str = "") -> None:
    record(kind=kind, subject=paper, by=by, at=at, also=[paper.dispute], note=words)
