"""Legal tracks as a station has them: mostly people's mediation, some of the police."""

from datetime import timedelta

from disputes.actions import mediations, tracks, warnings
from disputes.models import Dispute
from disputes.workflow import Status
from disputes.workflow.gate import Answers
from disputes.workflow.intake import Track
from disputes.workflow.law import Act, Appraisal, Easier, Exclusion
from disputes.workflow.mediation import MediationPlace
from station.models import Post
from station.roles import Role

MOST = 14
GATES = (
    (Answers(), 8),
    (Answers(act=Act.FIGHT, easier=(Easier.RELATION,)), 3),
    (Answers(act=Act.DAMAGE, easier=(Easier.FAULT,)), 2),
    (Answers(act=Act.INSULT, easier=(Easier.RELATION,)), 2),
    (
        Answers(
            act=Act.INJURY, easier=(Easier.RELATION,), appraisal=Appraisal.UNDER_WAY
        ),
        1,
    ),
    (Answers(act=Act.FIGHT, exclusion=Exclusion.GANG), 1),
)
PLACES = (
    MediationPlace.STANDARD_ROOM,
    MediationPlace.POLICE_ROOM,
    MediationPlace.STATION,
)
RECORDS = (
    "双方陈述经过，对赔偿数额分歧较大，约定各自考虑后再谈。",
    "调解员分别做工作，一方愿意道歉，另一方要求书面保证，未达成一致。",
)


@warnings.once()
def make(*, chance, at, scale) -> str:
    """Answer the gate of what is in mediation; sit down with half of them."""
    rows = Dispute.objects.filter(
        status=Status.TAKEN_UP, track="", is_domestic_violence=False
    )
    rows = rows.select_related("area", "assigned_to").order_by("pk")[:MOST]
    made = held = 0
    for dispute in rows:
        answers = chance.choices(
            [gate for gate, _weight in GATES], [weight for _gate, weight in GATES]
        )[0]
        begun = dispute.taken_up_at + timedelta(hours=1)
        by = dispute.assigned_to
        tracks.assess(dispute=dispute, answers=answers, by=by, at=min(begun, at))
        made += 1
        if chance.random() < 0.5:
            dispute.refresh_from_db()
            held += _sit(dispute, by, chance=chance, at=at)
    return f"{made} legal tracks, {held} sittings"


def _sit(dispute: Dispute, by, *, chance, at) -> int:
    """A sitting a day after it was taken up; half of them are still planned."""
    if dispute.track not in {Track.PEOPLE, Track.PUBLIC_SECURITY}:
        return 0
    colleague = _colleague(dispute, by, at=at)
    if colleague is None:
        return 0
    held_at = dispute.taken_up_at + timedelta(days=1)
    sitting = mediations.plan(
        dispute=dispute,
        plan=mediations.Plan(
            held_at=held_at,
            place_kind=chance.choice(PLACES),
            officers=(by, colleague),
            facts="经询问双方及在场人，事实清楚，情节较轻。",
            is_impartial=True,
        ),
        by=by,
        at=min(held_at, at),
    )
    if held_at < at and chance.random() < 0.6:
        result = mediations.Result(
            outcome="not_agreed", record=chance.choice(RECORDS), rights_told=True
        )
        mediations.hold(mediation=sitting, result=result, by=by, at=held_at)
    return 1


def _colleague(dispute: Dispute, by, *, at):
    """Another officer of the station."""
    posts = Post.objects.valid(on=at.date())
    posts = posts.for_role(Role.COMMUNITY_OFFICER, Role.STATION_CHIEF)
    near = posts.filter(area__path__startswith=dispute.area.path[: 8 * 4])
    found = near.exclude(user=by).select_related("user").order_by("pk").first()
    return found.user if found else None
