"""What came of what is over: sittings, agreements, going back, safeguards."""

from datetime import timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from disputes.actions.deadlines import EVENING
from disputes.actions.follow_ups import RECORD
from disputes.agreement_contents import Text
from disputes.agreement_numbers import block_of
from disputes.demo import stories
from disputes.demo.past import DAY, Case, by_series
from disputes.models import (
    Agreement,
    AgreementSignature,
    Dispute,
    DisputeFollowUp,
    DisputeReview,
    Mediation,
    Obligation,
    Safeguard,
)
from disputes.workflow.agreements import BreachAnswer, SignedHow, Signer
from disputes.workflow.closing import Channel, Occasion, Performance, Satisfaction
from disputes.workflow.intake import Track
from disputes.workflow.mediation import (
    AgreementForm,
    AgreementStatus,
    MediationOutcome,
    MediationPlace,
    ObligationStatus,
)
from disputes.workflow.safeguards import DOMESTIC_VIOLENCE, SafeguardKind
from households.models import FollowUp
from station import working_days
from station.models import RecordLink, reference

HOUR = timedelta(hours=1)


def sit(cases: list[Case], *, chance) -> None:
    """One in vain where it took two, and the one that ended it."""
    for case in cases:
        if case.dispute.mediated_at is None:
            continue
        if case.had_a_vain_sitting:
            took = case.dispute.mediated_at - case.dispute.taken_up_at
            words = chance.choice(stories.NOT_AGREED)
            moment = case.dispute.taken_up_at + took / 2
            case.rows.append(_sitting(case, moment, words, is_agreed=False))
        if case.is_agreed:
            moment = case.dispute.mediated_at
            case.rows.append(_sitting(case, moment, stories.AGREED, is_agreed=True))
    held = [row for case in cases for row in case.rows]
    Mediation.objects.bulk_create(held)
    there = Mediation.officers.through
    there.objects.bulk_create(
        there(mediation=row, user=officer)
        for case in cases
        for row in case.rows
        for officer in {case.place.officer, case.place.chief}
        if row.track == Track.PUBLIC_SECURITY
    )


def _sitting(case: Case, moment, words: str, *, is_agreed: bool) -> Mediation:
    return Mediation(
        dispute=case.dispute,
        ordinal=len(case.rows) + 1,
        kind="ordinary",
        track=case.dispute.track,
        held_at=moment,
        place_kind=MediationPlace.STANDARD_ROOM,
        facts=case.story.summary,
        is_impartial=True,
        rights_told=True,
        record=words,
        outcome=MediationOutcome.AGREED if is_agreed else MediationOutcome.NOT_AGREED,
        written_by=case.place.officer,
    )


def agree(cases: list[Case], *, chance) -> None:
    """Nearly all were kept; of the others the parties were told of the court."""
    agreed = [case for case in cases if case.is_agreed]
    made = [(case, *_agreement(case, chance=chance)) for case in agreed]

    def series(row):
        case, agreement, _duty = row
        return case.place.station, agreement.form, agreement.reached_on.year

    for (station, form, year), rows in by_series(made, series).items():
        figures = block_of(station, form, year=year, count=len(rows))
        for (_case, agreement, _duty), figure in zip(rows, figures, strict=True):
            agreement.number = figure
    Agreement.objects.bulk_create(agreement for _case, agreement, _duty in made)
    Obligation.objects.bulk_create(duty for _case, _agreement, duty in made)
    for case, agreement, duty in made:
        text = Text(agreement)
        text.parties, text.obligations = case.parties, [duty]
        agreement.content_hash = text.hash
    Agreement.objects.bulk_update([row for _case, row, _duty in made], ["content_hash"])
    AgreementSignature.objects.bulk_create(
        signature
        for case, agreement, _duty in made
        for signature in _signatures(case, agreement)
    )
    told = [case.dispute for case in agreed if case.dispute.told_of_court_on]
    Dispute.objects.bulk_update(told, ["told_of_court_on"])


def _signatures(case: Case, agreement: Agreement) -> list[AgreementSignature]:
    """Both sides set their fingerprint; by word of mouth nobody signs."""
    if agreement.form == AgreementForm.ORAL:
        return []
    return [
        AgreementSignature(
            agreement=agreement,
            signer=Signer.PARTY,
            party=party,
            name=party.name,
            way=SignedHow.FINGERPRINT,
            content_hash=agreement.content_hash,
            signed_at=case.dispute.mediated_at,
            taken_by=case.place.officer,
        )
        for party in case.parties
    ]


def _agreement(case: Case, *, chance) -> tuple[Agreement, Obligation]:
    dispute, story = case.dispute, case.story
    reached = working_days.local_date(dispute.mediated_at)
    ended = working_days.local_date(dispute.ended_at)
    is_broken = chance.random() < 0.07
    police = dispute.track == Track.PUBLIC_SECURITY
    agreement = Agreement(
        dispute=dispute,
        mediation=case.rows[-1],
        form=AgreementForm.PUBLIC_SECURITY if police else AgreementForm.ORAL,
        status=AgreementStatus.BROKEN if is_broken else AgreementStatus.KEPT,
        body=case.place.station.name if police else "",
        chair=case.place.officer.name,
        facts=story.summary,
        terms=f"{story.terms}，双方不再追究。",
        performance="当面履行，村（社区）干部见证。",
        reached_on=reached,
        effective_on=reached,
        written_by=case.place.officer,
        kept_on=None if is_broken else ended,
        broken_on=ended if is_broken else None,
        breach_answer=BreachAnswer.TOLD if is_broken else "",
    )
    if is_broken:
        dispute.told_of_court_on = ended
    return agreement, _duty(case, agreement, on=ended)


def _duty(case: Case, agreement: Agreement, *, on) -> Obligation:
    is_broken = agreement.status == AgreementStatus.BROKEN
    paid = case.dispute.amount if case.story.kind == stories.PAY else None
    return Obligation(
        agreement=agreement,
        area_id=case.dispute.area_id,
        party=case.parties[0],
        kind=case.story.kind,
        what=case.story.terms,
        amount=paid or (Decimal(500) if case.story.kind == stories.PAY else None),
        due_on=on,
        status=ObligationStatus.BROKEN if is_broken else ObligationStatus.KEPT,
        settled_on=on,
        settled_by=case.place.officer,
    )


def go_back(cases: list[Case], *, chance) -> None:
    """The next day as promised, a few too late."""
    gone = [case for case in cases if case.dispute.mediated_at is not None]
    promised = [_promise(case, is_late=chance.random() < 0.06) for case in gone]
    FollowUp.objects.bulk_create(promised)
    found = [_found(*pair, chance=chance) for pair in zip(gone, promised, strict=True)]
    DisputeFollowUp.objects.bulk_create(found)
    met = DisputeFollowUp.met.through
    met.objects.bulk_create(
        met(disputefollowup=row, disputeparty=party)
        for case, row in zip(gone, found, strict=True)
        for party in case.parties
    )
    RecordLink.objects.bulk_create(
        RecordLink(
            origin=reference(case.dispute),
            made=reference(row),
            made_by=case.place.officer,
            made_at=case.dispute.mediated_at,
        )
        for case, row in zip(gone, promised, strict=True)
    )
    for case, row in zip(gone, found, strict=True):
        case.rows.append(row)
    DisputeReview.objects.bulk_create(
        DisputeReview(
            dispute=case.dispute,
            words=stories.LESSON,
            published=stories.KNOWN,
            channel=Channel.BOARD,
            at=case.dispute.ended_at,
            by=case.place.officer,
        )
        for case in gone
        if is_reviewed(case)
    )


def is_reviewed(case: Case) -> bool:
    """What others can learn from is made known."""
    return case.is_agreed and case.story.grade > 2


def _promise(case: Case, *, is_late: bool) -> FollowUp:
    dispute, officer = case.dispute, case.place.officer
    due_at = working_days.at_clock(
        working_days.local_date(dispute.mediated_at + DAY), EVENING
    )
    words = {"number": dispute.number, "occasion": Occasion.NEXT_DAY.label}
    came_at = due_at + 2 * DAY if is_late else due_at - 2 * HOUR
    return FollowUp(
        household=dispute.household,
        area=dispute.area,
        record_kind=RECORD,
        assigned_to=officer,
        matter=_("Dispute %(number)s: %(occasion)s") % words,
        due_at=due_at,
        status="done",
        settled_at=min(came_at, dispute.ended_at),
        settled_by=officer,
    )


def _found(case: Case, promise: FollowUp, *, chance) -> DisputeFollowUp:
    return DisputeFollowUp(
        dispute=case.dispute,
        follow_up=promise,
        occasion=Occasion.NEXT_DAY,
        performance=Performance.KEPT if case.is_agreed else Performance.NOTHING_OWED,
        satisfaction=chance.choices(list(Satisfaction), [85, 12, 3])[0],
        no_briefing_reason="入户走访时已宣传",
        words=chance.choice(stories.FOUND),
        recorded_at=promise.settled_at,
        recorded_by=promise.settled_by,
    )


def protect(cases: list[Case]) -> None:
    """What the law asks for where there was violence in the family, done in time."""
    Safeguard.objects.bulk_create(
        Safeguard(
            dispute=case.dispute,
            kind=kind,
            due_on=working_days.local_date(case.dispute.reported_at + 7 * DAY),
            done_on=working_days.local_date(case.dispute.taken_up_at),
            done_by=case.place.officer,
        )
        for case in cases
        if case.dispute.is_domestic_violence
        for kind in (*DOMESTIC_VIOLENCE, SafeguardKind.MEDIATION_NOTE)
    )
