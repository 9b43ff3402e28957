"""Disputes as a station has them: months that are over, and what is open today."""

from datetime import datetime, timedelta

from django.db.models import Prefetch

from disputes import closings
from disputes.actions import disputes as actions
from disputes.actions import follow_ups, tier_rules, tiers, warnings
from disputes.actions.parties import PartyFacts
from disputes.demo import agreements, cared_for, past_rows
from disputes.demo.past import Past, Place, neighbour
from disputes.demo.stories import RESULTS, STORIES
from disputes.models import Dispute
from disputes.workflow import Outcome
from disputes.workflow.closing import Performance, Satisfaction
from disputes.workflow.intake import Side, Source, Tier
from households.models import Household, Resident
from station.models import Area, Post
from station.roles import Role

SHOWN = "620724108"  # the township of the demo accounts
SHOWN_VILLAGE = "620724108204"
PAST = {SHOWN_VILLAGE: 34}  # disputes of fourteen months
PAST_NEAR, PAST_ELSEWHERE = 6, 2
OPEN_SHOWN, OPEN_NEAR, OPEN_ELSEWHERE = 6, 4, 5
HOMES, HOMES_SHOWN = 8, 40
DAY = timedelta(days=1)


@warnings.once()
def make(*, chance, at, scale) -> str:
    """A past for every community officer, and a few that are being worked on."""
    places = _places(at)
    _own_rule(places, at=at - 420 * DAY)
    past, homes = Past(chance=chance, at=at), {}
    for place in places:
        homes[place.area.pk] = found = _homes(place)
        if not found:
            continue
        for moment in past.moments(_how_many(place)):
            past.add(chance.choice(found), place, moment)
    over = past_rows.write(past)
    made = _open(places, homes, chance=chance, at=at)
    return f"{over} disputes that are over, {made} others"


def _places(at: datetime) -> list[Place]:
    """Every community officer with the station and its chief."""
    valid = Post.objects.valid(on=at.date()).select_related("user", "area")
    chiefs = {}
    for post in valid.filter(role=Role.STATION_CHIEF).order_by("pk"):
        chiefs.setdefault(post.area_id, post.user)
    stations = Area.objects.filter(pk__in=chiefs)
    posts = valid.filter(role=Role.COMMUNITY_OFFICER, area__kind=Area.Kind.COMMUNITY)
    found = []
    for post in posts.order_by("area__path", "pk"):
        above = [row for row in stations if post.area.path.startswith(row.path)]
        if above:
            found.append(Place(post.area, post.user, above[0], chiefs[above[0].pk]))
    return found


def _homes(place: Place) -> list[Household]:
    rows = Household.objects.filter(area__path__startswith=place.area.path)
    people = Resident.objects.only("name", "birth_date", "household").order_by("pk")
    rows = rows.select_related("address", "area").order_by("pk")
    count = HOMES_SHOWN if place.area.code == SHOWN_VILLAGE else HOMES
    return list(rows.prefetch_related(Prefetch("residents", people))[:count])


def _how_many(place: Place) -> int:
    if place.area.code in PAST:
        return PAST[place.area.code]
    return PAST_NEAR if place.area.code.startswith(SHOWN) else PAST_ELSEWHERE


def _own_rule(places: list[Place], *, at: datetime) -> None:
    """The station of the demo accounts takes land and water more seriously."""
    shown = [place for place in places if place.area.code.startswith(SHOWN)]
    if shown:
        tier_rules.create(
            area=shown[0].station,
            tier=Tier.MAJOR,
            fields=["land_boundary", "water_land"],
            grade_from=4,
            order=5,
            by=shown[0].chief,
            at=at,
        )


# -- what is open today ------------------------------------------------------------


def _open(places: list[Place], homes: dict, *, chance, at: datetime) -> int:
    """Lived step by step, most of them where the demo accounts serve."""
    shown = [place for place in places if place.area.code == SHOWN_VILLAGE]
    near = [place for place in places if place.area.code.startswith(SHOWN)]
    others = [place for place in places if place not in near]
    chosen = shown * OPEN_SHOWN + near[:OPEN_NEAR]
    chosen += chance.sample(others, min(OPEN_ELSEWHERE, len(others)))
    made = 0
    for number, place in enumerate(chosen):
        if homes[place.area.pk]:
            home = homes[place.area.pk][number % len(homes[place.area.pk])]
            _one(home, place, number, chance=chance, at=at)
            made += 1
    for place in shown:
        for special in (cared_for.at_home, cared_for.at_school, cared_for.by_agent):
            special(homes[place.area.pk][-1 - made % 7], place, at=at)
            made += 1
    return made


def _one(home: Household, place: Place, number: int, *, chance, at) -> Dispute:
    """Written down, taken up in most cases, every third mediated."""
    story = STORIES[number * 7 % len(STORIES)]
    age = (0, 1, 4, 7, 12, 18)[number % 6]
    reported_at = cared_for.by_day(at, age, 9 + number % 8)
    names = [resident.name for resident in home.residents.all()[:1]]
    names.append(neighbour(chance))
    dispute = actions.report(
        area=home.area,
        household=home,
        intake=actions.Intake(
            source=chance.choice([Source.WALK_IN, Source.VISIT, Source.CALL]),
            field=story.field,
            grade=story.grade,
            summary=story.summary,
            place=home.address.text,
            dangers=story.dangers,
            people_count=story.people,
            parties=tuple(
                PartyFacts(side=side, name=name)
                for side, name in zip((Side.ONE, Side.OTHER), names, strict=False)
            ),
        ),
        by=place.officer,
        at=reported_at,
    )
    if age < 2:
        return dispute
    dispute = cared_for.taken_up(dispute, place, at=reported_at + timedelta(hours=2))
    if number % 6 == 3:
        dispute = _raised(dispute, place, at=reported_at + DAY)
    if age > 10:
        ended_at = reported_at + chance.randint(2, 5) * DAY
        dispute = _end(dispute, place, chance=chance, at=ended_at, now=at)
    return dispute


def _raised(dispute: Dispute, place: Place, *, at: datetime) -> Dispute:
    """Somebody saw more in it than the rules."""
    if dispute.tier == Tier.MAJOR:
        return dispute
    return tiers.escalate(
        dispute=dispute,
        tier=Tier.MAJOR,
        reason="双方亲属介入，村里已调解两次未果，需多部门一起出面。",
        by=place.officer,
        at=at,
    )


def _end(dispute: Dispute, place: Place, *, chance, at, now) -> Dispute:
    """An agreement, and going back the next day; what is owed keeps it open."""
    step = {"by": place.officer, "at": at}
    agreements.settle(dispute, place.officer, chance=chance, at=at, now=now)
    dispute.refresh_from_db()
    _go_back(dispute, place.officer, at=at + DAY, now=now)
    dispute.refresh_from_db()
    owed = closings.owed(dispute, user=place.officer) or actions.needs_chief(dispute)
    if owed:
        return dispute
    return actions.end(
        dispute=dispute,
        outcome=Outcome.SETTLED,
        result=RESULTS[Outcome.SETTLED],
        version=dispute.version,
        **step,
    )


def _go_back(dispute: Dispute, officer, *, at, now) -> None:
    """The next day, as promised; what is promised for tomorrow stays open."""
    row = dispute.follow_ups.filter(recorded_at=None).order_by("pk").first()
    if row is None or at > now:
        return
    follow_ups.record(
        row=row,
        found=follow_ups.Found(
            performance=Performance.KEPT,
            satisfaction=Satisfaction.SATISFIED,
            met=tuple(dispute.parties.order_by("pk")),
            no_briefing_reason="入户走访时已宣传",
        ),
        version=row.version,
        by=officer,
        at=at,
    )
