"""What is known of many disputes, gathered in a fixed number of queries."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db.models import Q

from disputes.models import (
    Dispute,
    DisputeParty,
    Mediation,
    Obligation,
    TrackAssessment,
    WarningAction,
)
from disputes.warnings import elsewhere
from disputes.workflow.law import Exclusion
from disputes.workflow.mediation import AgreementStatus, MediationOutcome
from disputes.workflow.warning import DEFUSING

SIGNED = (AgreementStatus.EFFECTIVE, AgreementStatus.KEPT, AgreementStatus.BROKEN)
LONGEST = timedelta(days=730)  # nobody looks further back


@dataclass
class Facts:
    """What happened in one dispute and around it, each with its moment."""

    dispute: Dispute
    with_them: dict[int, datetime] = field(default_factory=dict)
    at_place: dict[int, datetime] = field(default_factory=dict)
    failed: list[datetime] = field(default_factory=list)
    held: int = 0
    refused: list[datetime] = field(default_factory=list)
    obligations: list[tuple[str, date, date | None]] = field(default_factory=list)
    calls: list[datetime] = field(default_factory=list)
    calm: list[datetime] = field(default_factory=list)
    defused: list[datetime] = field(default_factory=list)
    dangers_since: datetime | None = None


def gather(disputes: list[Dispute], *, at: datetime) -> list[Facts]:
    """The facts of these disputes as they stand."""
    facts = {dispute.pk: Facts(dispute) for dispute in disputes}
    if facts:
        _people(facts, at=at)
        _places(facts, at=at)
        _mediations(facts, at=at)
        _obligations(facts)
        _answers(facts, at=at)
        for pk, moments in elsewhere.calls(facts, at=at).items():
            facts[pk].calls = moments
        for pk, moments in elsewhere.follow_ups(facts, at=at).items():
            facts[pk].calm = moments
        for pk, moment in elsewhere.dangers_since(facts, at=at).items():
            facts[pk].dangers_since = moment
    return list(facts.values())


def _people(facts: dict[int, Facts], *, at: datetime) -> None:
    """Other disputes of the same residents, or of two of the same names there."""
    own = DisputeParty.objects.filter(dispute_id__in=facts)
    by_resident, by_name = defaultdict(set), defaultdict(set)
    for pk, resident, name, area in own.values_list(
        "dispute_id", "resident_id", "name", "dispute__area_id"
    ):
        by_name[area, name].add(pk)
        if resident:
            by_resident[resident].add(pk)
    others = DisputeParty.objects.filter(
        Q(resident_id__in=by_resident)
        | Q(
            name__in={name for _area, name in by_name},
            dispute__area_id__in={area for area, _name in by_name},
        ),
        dispute__reported_at__range=(at - LONGEST, at),
    )
    shared: dict[tuple[int, int], set] = defaultdict(set)
    moments, same = {}, set()
    for other, resident, name, area, moment in others.values_list(
        "dispute_id", "resident_id", "name", "dispute__area_id", "dispute__reported_at"
    ):
        moments[other] = moment
        same |= {(pk, other) for pk in by_resident.get(resident, ())}
        for pk in by_name.get((area, name), ()):
            shared[pk, other].add(name)
    same |= {pair for pair, names in shared.items() if len(names) > 1}
    for pk, other in same:
        if pk != other:
            facts[pk].with_them[other] = moments[other]


def _places(facts: dict[int, Facts], *, at: datetime) -> None:
    """Other disputes of the same household or at the same place of a village."""
    homes, places = defaultdict(set), defaultdict(set)
    for pk, known in facts.items():
        if known.dispute.household_id:
            homes[known.dispute.household_id].add(pk)
        if known.dispute.place_key:
            places[known.dispute.area_id, known.dispute.place_key].add(pk)
    rows = Dispute.objects.filter(
        Q(household_id__in=homes)
        | Q(
            area_id__in={area for area, _place in places},
            place_key__in={place for _area, place in places},
        ),
        reported_at__range=(at - LONGEST, at),
    )
    for other, home, area, place, moment in rows.values_list(
        "pk", "household_id", "area_id", "place_key", "reported_at"
    ):
        for pk in homes.get(home, set()) | places.get((area, place), set()):
            if pk != other:
                facts[pk].at_place[other] = moment


def _mediations(facts: dict[int, Facts], *, at: datetime) -> None:
    """Sittings that led to nothing, and mediation that was refused."""
    rows = Mediation.objects.held().filter(dispute_id__in=facts, held_at__lte=at)
    for pk, outcome, moment in rows.values_list("dispute_id", "outcome", "held_at"):
        facts[pk].held += 1
        if outcome == MediationOutcome.NOT_AGREED:
            facts[pk].failed.append(moment)
    refused = TrackAssessment.objects.filter(
        dispute_id__in=facts, exclusion=Exclusion.UNWILLING, at__lte=at
    )
    for pk, moment in refused.values_list("dispute_id", "at"):
        facts[pk].refused.append(moment)


def _obligations(facts: dict[int, Facts]) -> None:
    rows = Obligation.objects.filter(
        agreement__dispute_id__in=facts, agreement__status__in=SIGNED
    )
    for pk, *said in rows.values_list(
        "agreement__dispute_id", "status", "due_on", "settled_on"
    ):
        facts[pk].obligations.append(tuple(said))


def _answers(facts: dict[int, Facts], *, at: datetime) -> None:
    """What was done that took the danger away."""
    rows = WarningAction.objects.filter(
        dispute_id__in=facts, kind__in=DEFUSING, done_at__lte=at
    )
    for pk, moment in rows.values_list("dispute_id", "done_at"):
        facts[pk].defused.append(moment)
