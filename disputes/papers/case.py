"""The case as its papers tell it, read in a fixed number of queries."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date

from disputes import safeguards
from disputes.models import (
    Agreement,
    AgreementSignature,
    Dispute,
    DisputeFollowUp,
    DisputePaper,
    DisputeParty,
    Dossier,
    JudicialConfirmation,
    Mediation,
    Obligation,
    PaperSignature,
    PartyAgent,
    Reconciliation,
)
from disputes.workflow.agreements import SignedHow
from disputes.workflow.intake import PartyKind, Side, Track
from disputes.workflow.mediation import AgreementStatus
from disputes.workflow.papers import PaperKind
from station import policy
from station.models import Area, Attachment, User, reference

# What counts first where a dispute had several agreements.
COUNTS = {AgreementStatus.VOID: 1}
# Where an address may not be given away, its line says so instead of staying open.
PROTECTED = "依法保密"


@dataclass(frozen=True)
class Person:
    """A party as it stands on paper."""

    pk: int
    side: str
    role: str
    is_person: bool
    name: str
    sex: str = ""
    born: date | None = None
    ethnicity: str = ""
    work: str = ""
    id_number: str = ""
    phone: str = ""
    address: str = ""
    guardian: str = ""
    agents: dict[int, str] = field(default_factory=dict)
    is_registered: bool = False


@dataclass
class Case:
    """Everything the papers of one dispute are drawn from."""

    dispute: Dispute
    areas: dict[str, Area]
    people: list[Person]
    sittings: list[Mediation]
    agreement: Agreement | None
    obligations: list[Obligation]
    dossier: Dossier | None
    rows: list[DisputePaper]
    visits: list[DisputeFollowUp] = field(default_factory=list)
    signatures: dict[int, list[PaperSignature]] = field(default_factory=dict)
    scans: dict[int, list[Attachment]] = field(default_factory=dict)
    hands: list[tuple[AgreementSignature, Attachment | None]] = field(
        default_factory=list
    )
    # The pages of the agreement that were signed on paper.
    signed_pages: list[Attachment] = field(default_factory=list)
    # Where the parties live, if no paper may say it.
    protected: frozenset[str] = frozenset()
    confirmation: JudicialConfirmation | None = None
    reconciliation: Reconciliation | None = None
    proofs: dict[int, list[Attachment]] = field(default_factory=dict)
    powers: dict[int, list[Attachment]] = field(default_factory=dict)

    @property
    def station(self) -> str:
        return self.areas["station"].name if "station" in self.areas else ""

    @property
    def bureau(self) -> str:
        return self.areas["county"].name if "county" in self.areas else ""

    @property
    def committee(self) -> str:
        if self.dossier is not None:
            return self.dossier.committee
        seat = self.areas.get("township") or self.areas.get("station")
        return f"{(seat or self.dispute.area).name}人民调解委员会"

    @property
    def number(self) -> str:
        return self.dossier.number if self.dossier is not None else ""

    @property
    def is_police(self) -> bool:
        return self.dispute.track == Track.PUBLIC_SECURITY

    @property
    def officer(self) -> str:
        """Who answers for it at the station."""
        officer = self.dispute.assigned_to
        return officer.name if officer is not None else ""

    @property
    def mediator(self) -> str:
        """Who mediates; an officer only where the police do.

        A committee's line stays empty for the pen until somebody was chosen.
        """
        if self.dispute.mediator is not None:
            return self.dispute.mediator.name
        return self.officer if self.is_police else ""

    def on_side(self, side: str) -> list[Person]:
        return [person for person in self.people if person.side == side]

    def named(self, side: str) -> str:
        return "、".join(person.name for person in self.on_side(side))

    def of(self, kind: str) -> list[DisputePaper]:
        """The papers of a kind that still count, in their order."""
        return [row for row in self.rows if row.kind == kind]

    def place(self, text: str) -> str:
        """A place as papers name it: never where a protected party lives."""
        gives_away = any(home in text or text in home for home in self.protected)
        return PROTECTED if text and gives_away else text

    def held(self) -> list[Mediation]:
        return [row for row in self.sittings if row.outcome in {"agreed", "not_agreed"}]

    def signed(self, row: DisputePaper | None) -> list[PaperSignature]:
        return self.signatures.get(row.pk, []) if row is not None else []

    def scanned(self, row: DisputePaper) -> list[Attachment]:
        return self.scans.get(row.pk, [])

    def is_kept(self, row: DisputePaper) -> bool:
        """Signed on the screen, or on paper and scanned."""
        return bool(self.signed(row) or self.scanned(row))


def gather(dispute: Dispute, *, user: User | None = None) -> Case:
    """The case with what this person may read of it; without one, masked."""
    dispute = Dispute.objects.select_related(
        "area", "mediator", "assigned_to", "reported_by", "ended_by"
    ).get(pk=dispute.pk)
    above = {area.kind: area for area in Area.objects.above(dispute.area)}
    agreement = agreement_that_counts(dispute)
    papers = dispute.papers.standing().select_related("party", "made_by")
    rows = list(papers.order_by("kind", "ordinal"))
    case = Case(
        dispute=dispute,
        areas=above,
        people=_people(dispute, user),
        sittings=list(
            dispute.mediations.select_related("mediator", "written_by")
            .prefetch_related("officers")
            .order_by("ordinal", "pk")
        ),
        agreement=agreement,
        obligations=_obligations(agreement),
        dossier=Dossier.objects.filter(dispute=dispute).first(),
        rows=rows,
        visits=list(
            dispute.follow_ups.filter(recorded_at__isnull=False)
            .select_related("recorded_by")
            .prefetch_related("met")
            .order_by("recorded_at", "pk")
        ),
        reconciliation=dispute.reconciliations.order_by("-pk").first(),
    )
    _add_signatures(case)
    if safeguards.hides_addresses(dispute):
        _protect(case)
    if agreement is not None:
        _add_hands(case, agreement)
        asked = agreement.confirmations.order_by("-pk")
        case.confirmation = asked.first()
    return case


def _protect(case: Case) -> None:
    """Neither side reads where the other lives."""
    case.protected = frozenset(who.address for who in case.people if who.address)
    case.people = [replace(who, address=PROTECTED) for who in case.people]


def _people(dispute: Dispute, user: User | None) -> list[Person]:
    rows = dispute.parties.select_related("resident__household__address")
    rows = rows.prefetch_related("agents")
    whole = user is not None and policy.can(user, "dispute.reveal", dispute)
    areas = policy.scope(user, "resident.reveal").area_ids if user else ()
    order = list(Side.values)
    people = [
        _person(row, whole, row.resident_id and row.resident.area_id in areas)
        for row in rows.order_by("pk")
    ]
    return sorted(people, key=lambda person: order.index(person.side))


def _person(row: DisputeParty, whole: bool, whole_id: bool) -> Person:
    """Whole numbers only for whom the policy shows them."""
    known, more = row.resident, {}
    if known is not None:
        more = {
            "sex": known.get_sex_display(),
            "ethnicity": known.ethnicity,
            "work": known.employer,
            "id_number": known.id_number if whole_id else known.id_number_masked,
            "address": known.household.address.text,
            "phone": known.phone if whole_id else known.phone_masked,
            "is_registered": True,
        }
    own = row.phone if whole else row.phone_masked
    more["phone"] = own or more.get("phone", "")
    return Person(
        pk=row.pk,
        side=row.side,
        role=row.role,
        is_person=row.kind == PartyKind.PERSON,
        name=row.name,
        born=row.birth_date or (known.birth_date if known else None),
        guardian=row.guardian_name,
        agents={agent.pk: agent.name for agent in row.agents.all()},
        **more,
    )


def agreement_that_counts(dispute: Dispute) -> Agreement | None:
    """The one that stands; where none does, the last that was written."""
    rows = dispute.agreements.select_related("mediation__mediator", "written_by")
    found = sorted(rows, key=lambda row: (-COUNTS.get(row.status, 0), row.pk))
    return found[-1] if found else None


def _obligations(agreement: Agreement | None) -> list[Obligation]:
    if agreement is None:
        return []
    return list(agreement.obligations.select_related("party").order_by("due_on", "pk"))


def _add_signatures(case: Case) -> None:
    """Hands and scans of all papers, each kind in one query."""
    pks = [row.pk for row in case.rows]
    hands = defaultdict(list)
    signed = PaperSignature.objects.filter(paper__in=pks).select_related("picture")
    for signature in signed.order_by("pk"):
        hands[signature.paper_id].append(signature)
    case.signatures = dict(hands)
    case.scans = _pictures(case.rows, kind=Attachment.Kind.PAPER)
    case.proofs = _pictures(case.obligations)
    pks = [pk for person in case.people for pk in person.agents]
    case.powers = _pictures([PartyAgent(pk=pk) for pk in pks])


def _pictures(rows: list, **such) -> dict[int, list[Attachment]]:
    """What is attached to these records, by record, in one query."""
    if not rows:
        return {}
    named = {reference(row): row.pk for row in rows}
    found = defaultdict(list)
    kept = Attachment.objects.filter(subject__in=named, **such).order_by("pk")
    for picture in kept:
        found[named[picture.subject]].append(picture)
    return dict(found)


def _add_hands(case: Case, agreement: Agreement) -> None:
    """Who signed the agreement, each with the picture of the hand, and the pages."""
    valid = list(agreement.signatures.valid().order_by("pk"))
    named = [reference(signature) for signature in valid]
    on_paper = {reference(row) for row in valid if row.way == SignedHow.PAPER}
    found = list(Attachment.objects.filter(subject__in=named).order_by("pk"))
    pictures = {row.subject: row for row in found if row.subject not in on_paper}
    case.hands = [
        (signature, pictures.get(name))
        for signature, name in zip(valid, named, strict=True)
    ]
    first: dict[bytes, str] = {}  # one photo may show both hands
    case.signed_pages = [
        row
        for row in found
        if row.subject in on_paper
        and first.setdefault(bytes(row.sha256), row.subject) == row.subject
    ]


AGREEMENTS = {
    "people": PaperKind.AGREEMENT,
    "oral": PaperKind.ORAL,
    "public_security": PaperKind.SECURITY_AGREEMENT,
    "on_the_spot": PaperKind.SPOT_AGREEMENT,
}


def agreement_kind(case: Case) -> PaperKind:
    """In which form the agreement of this case is drawn."""
    if case.agreement is not None:
        return AGREEMENTS[case.agreement.form]
    if case.is_police:
        return PaperKind.SECURITY_AGREEMENT
    return PaperKind.AGREEMENT
