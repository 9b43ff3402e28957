"""Mediators of five tongues, a committee for every station, disputes given out."""

from datetime import timedelta

from disputes.actions import assignments, committees, mediators, warnings
from disputes.models import Dispute, Mediator
from disputes.workflow import IN_MEDIATION
from disputes.workflow.mediation import MediatorType
from disputes.workflow.mediators import Background, CommitteeKind, Seat, Sex
from station.demo import names
from station.models import Area, Post
from station.roles import Role

# Type, background, fields, skills, dialects, full-time, volunteer.
TONGUES = (
    ("gold", "lawyer", ("debt", "business", "medical"), "懂法律、善辩理", "", 0, 0),
    ("silver", "retired_cadre", ("wages", "tenancy", "debt"), "讲政策、摆道理", "", 1, 0),
    ("copper", "village_elder", ("land_boundary", "water_land", "neighbour"),
     "熟悉地界和渠道，人缘好", "河西话", 0, 0),
    ("iron", "five_elders", ("family", "marriage"), "稳得住场面", "河西话、藏语", 0, 1),
    ("tin", "community_worker", ("neighbour", "property_management", "parking"),
     "耐心、先让人静下来", "", 1, 0),
    ("copper", "block_security_lead", ("neighbour", "parking"), "楼院里都认识", "河西话",
     0, 1),
    ("tin", "five_elders", ("family", "neighbour"), "老党员，常上门拉家常", "", 0, 1),
    ("silver", "retired_cadre", ("land_boundary", "family"), "当过村支书", "河西话", 0, 0),
)  # fmt: skip
ELSEWHERE = 4  # of the eight where no demo account serves
SHOWN = "620724108"
GIVEN = 2  # disputes of a station that somebody mediates
TRAININGS = ("人民调解法与调解技巧", "婚姻家庭纠纷调解", "2025年治安管理处罚法解读")
SEATS = (
    (Seat.OFFICER, Sex.MALE),
    (Seat.LAWYER, Sex.FEMALE),
    (Seat.RESIDENTS, Sex.FEMALE),
)


@warnings.once()
def make(*, chance, at, scale) -> str:
    """For every station with a chief: a register, a committee, and who mediates what."""
    chiefs = Post.objects.valid(on=at.date()).filter(role=Role.STATION_CHIEF)
    stations = {}
    for post in chiefs.select_related("user", "area").order_by("pk"):
        stations.setdefault(post.area, post.user)
    made = sum(
        _station(area, chief, chance=chance, at=at) for area, chief in stations.items()
    )
    return f"{made} mediators, {len(stations)} committees"


def _station(station: Area, chief, *, chance, at) -> int:
    villages = list(Area.objects.below(station).filter(kind=Area.Kind.COMMUNITY))
    accounts = list(
        Post.objects.filter(role=Role.MEDIATOR, area=station).order_by("pk")
    )
    people = [
        _mediator(
            tongue,
            station if tongue[5] or not villages else chance.choice(villages),
            accounts.pop(0).user if accounts and tongue[5] else None,
            by=chief,
            chance=chance,
            at=at,
        )
        for tongue in TONGUES[: None if _is_shown(station) else ELSEWHERE]
    ]
    _committee(station, people, by=chief, chance=chance, at=at)
    _give_out(station, by=chief, at=at)
    return len(people)


def _is_shown(station: Area) -> bool:
    """Does it serve the township of the demo accounts?"""
    return Area.objects.below(station).filter(code__startswith=SHOWN).exists()


def _mediator(tongue, area: Area, user, *, by, chance, at) -> Mediator:
    kind, background, fields, skills, dialects, full_time, volunteer = tongue
    sex = chance.choice(["male", "female"])
    began = at.date() - timedelta(days=chance.randint(100, 900))
    facts = mediators.Facts(
        name=user.name if user else names.full_name(chance, sex=sex),
        area=area,
        type=MediatorType(kind),
        background=Background(background),
        fields=fields,
        skills=skills,
        dialects=tuple(dialects.split("、")),
        is_full_time=bool(full_time),
        is_volunteer=bool(volunteer),
        phone=names.phone(chance),
        from_on=began,
        until_on=began + timedelta(days=1094),
        user=user,
    )
    step = {"by": by, "at": at - timedelta(days=90)}
    mediator = mediators.create(facts=facts, **step)
    mediators.add_training(
        mediator=mediator,
        held_on=at.date() - timedelta(days=chance.randint(91, 300)),
        topic=chance.choice(TRAININGS),
        hours=chance.choice([2, 4, 8]),
        **step,
    )
    if volunteer and chance.random() < 0.4:
        mediators.add_absence(
            mediator=mediator,
            from_on=at.date() - timedelta(days=1),
            until_on=at.date() + timedelta(days=6),
            reason="探亲",
            **step,
        )
    return mediator


def _committee(station: Area, people: list[Mediator], *, by, chance, at) -> None:
    """The station's own, of officers, a lawyer, mediators and residents."""
    began = at.date() - timedelta(days=chance.randint(200, 1060))
    step = {"by": by, "at": at - timedelta(days=90)}
    committee = committees.create(
        facts=committees.Facts(
            name=f"{station.short_name}治安纠纷人民调解委员会",
            kind=CommitteeKind.STATION,
            area=station,
            from_on=began,
        ),
        **step,
    )
    for place, (seat, sex) in enumerate(SEATS):
        facts = committees.MemberFacts(
            name=names.full_name(chance, sex=sex),
            seat=seat,
            sex=sex,
            is_chair=place == 0,
            from_on=began,
        )
        committees.add_member(committee=committee, facts=facts, **step)
    for mediator in people[1:4]:
        facts = committees.MemberFacts(
            mediator=mediator, seat=Seat.MEDIATOR, sex=Sex.MALE, from_on=began
        )
        committees.add_member(committee=committee, facts=facts, **step)


def _give_out(station: Area, *, by, at) -> None:
    """Some open disputes to the first proposed; what is over tells results."""
    rows = Dispute.objects.filter(area__path__startswith=station.path, mediator=None)
    free = list(Mediator.objects.filter(area__path__startswith=station.path))
    over = rows.filter(mediated_at__isnull=False).order_by("pk")
    ids = list(over.values_list("pk", flat=True))
    for place, mediator in enumerate(free):
        theirs = ids[place :: len(free)]
        Dispute.objects.filter(pk__in=theirs).update(mediator=mediator)
    still = rows.filter(status__in=IN_MEDIATION).order_by("-reported_at", "pk")
    for dispute in still[: GIVEN * 2 : 2]:
        first = assignments.proposals.propose(dispute, at=at).candidates
        if first:
            assignments.assign(
                dispute=dispute,
                mediator=first[0].mediator,
                version=dispute.version,
                by=dispute.assigned_to or by,
                at=at,
            )
