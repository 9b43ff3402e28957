"""Two months of patrols with their check-ins, and who is out right now."""

from datetime import datetime, time, timedelta
from random import Random

from patrols.models import CheckIn, Patrol, Route, SignUp, Volunteer
from patrols.workflow.patrols import Doubt, PatrolEnd, Way
from patrols.workflow.rosters import Attendance, ShiftStatus, SignUpStatus
from station import working_days
from station.models import Area, Event, Post, reference
from station.roles import Role

SHOWN = "620724108"
DAYS = 60
A_DAY = 5  # of their own accord, beside the roster
OUT_NOW = 4
HOURS = (7, 8, 11, 15, 17, 19, 20, 21)  # when they set out
CAME = 0.93
ODD = (
    (Doubt.NO_SECOND, 0.05),
    (Doubt.VAGUE, 0.02),
    (Doubt.FAR, 0.015),
    (Doubt.LATE, 0.02),
)


def make(*, chance: Random, at: datetime, scale: float) -> str:
    """Patrols of the roster and beside it, written in bulk."""
    routes = _routes()
    found = [*_rostered(chance, at), *_beside(chance, at, routes), *_out(at, chance)]
    Patrol.objects.bulk_create(found, batch_size=1000)
    rows = [row for each in found for row in _check_ins(each, routes, chance, at)]
    CheckIn.objects.bulk_create(rows, batch_size=2000)
    Event.objects.bulk_create(_events(found), batch_size=2000)
    _strike(chance, at)
    return f"{len(found)} patrols, {len(rows)} check-ins"


def _routes() -> list[tuple[Route, list]]:
    """Each route with its points, those in use."""
    rows = Route.objects.in_use().select_related("kind", "area")
    found = rows.prefetch_related("stops__point__area").order_by("pk")
    return [(row, [stop.point for stop in row.stops.all()]) for row in found]


def _people() -> list[tuple[Volunteer, object]]:
    """Who serves, with the team they are in."""
    rows = Volunteer.objects.active().filter(area__code__startswith=SHOWN)
    rows = rows.defer("phone", "vetting_note").prefetch_related(
        "memberships__team__area"
    )
    return [
        (row, member.team)
        for row in rows.order_by("pk")
        for member in row.memberships.all()[:1]
    ]


def _rostered(chance: Random, at: datetime) -> list[Patrol]:
    """Whoever had a place on a shift that is over, and came."""
    places = SignUp.objects.filter(
        status=SignUpStatus.CONFIRMED,
        patrol__isnull=True,
        shift__status=ShiftStatus.OPEN,
        shift__ends_at__lt=at,
    )
    came, found = [], []
    for place in places.for_list().order_by("pk"):
        if chance.random() > CAME:
            continue
        shift, late = place.shift, timedelta(minutes=chance.randint(-10, 6))
        place.attendance = Attendance.CAME
        came.append(place)
        found.append(
            _walked(
                place.volunteer,
                shift.team,
                shift.kind,
                began=shift.starts_at + late,
                ended=shift.ends_at + timedelta(minutes=chance.randint(-5, 8)),
                sign_up=place,
            )
        )
    SignUp.objects.bulk_update(came, ["attendance"], batch_size=1000)
    return found


def _beside(chance: Random, at: datetime, routes) -> list[Patrol]:
    """Day by day some go out of their own accord; nobody twice a day."""
    people, today, found = _people(), working_days.local_date(at), []
    for back in range(DAYS, 0, -1):
        day = today - timedelta(days=back)
        kinds = [route.kind for route, _points in routes if _fits(route, day)]
        for volunteer, team in chance.sample(people, min(A_DAY, len(people))):
            began = _moment(day, chance)
            length = timedelta(minutes=chance.randint(45, 150))
            found.append(
                _walked(
                    volunteer,
                    team,
                    chance.choice(kinds),
                    began=began,
                    ended=began + length,
                )
            )
    return found


def _fits(route: Route, day) -> bool:
    return route.kind.is_in_season(on=day) and not route.kind.is_risky


def _moment(day, chance: Random) -> datetime:
    clock = working_days.at_clock(day, time(chance.choice(HOURS)))
    return clock + timedelta(minutes=chance.randint(0, 40))


def _walked(volunteer, team, kind, *, began, ended, sign_up=None) -> Patrol:
    patrol = Patrol(
        volunteer=volunteer,
        team=team,
        area=sign_up.shift.area if sign_up else team.area,
        kind=kind,
        sign_up=sign_up,
        started_at=began,
        ended_at=ended,
        end=PatrolEnd.SELF,
    )
    since, until = began, ended
    if sign_up:
        shift = sign_up.shift
        since, until = max(began, shift.starts_at), min(ended, shift.ends_at)
    patrol.minutes = max(0, int((until - since).total_seconds() // 60))
    return patrol


def _out(at: datetime, chance: Random) -> list[Patrol]:
    """Some are out at this moment; nobody of the accounts one signs in with."""
    busy = set(Patrol.objects.running().values_list("volunteer_id", flat=True))
    free = [
        (volunteer, team)
        for volunteer, team in _people()
        if volunteer.pk not in busy and volunteer.user_id is None
    ]
    kind = _routes()[0][0].kind
    return [
        Patrol(
            volunteer=volunteer,
            team=team,
            area=team.area,
            kind=kind,
            started_at=at - timedelta(minutes=chance.randint(5, 70)),
        )
        for volunteer, team in chance.sample(free, min(OUT_NOW, len(free)))
    ]


def _check_ins(patrol: Patrol, routes, chance: Random, at: datetime) -> list[CheckIn]:
    """Point by point along a route of the kind, until the time is over."""
    ways = [points for route, points in routes if route.kind_id == patrol.kind_id]
    near = [
        points
        for route, points in routes
        if route.area_id == patrol.area_id and route.kind_id == patrol.kind_id
    ]
    points = chance.choice(near or ways or [points for _route, points in routes])
    moment, end, found = patrol.started_at, patrol.ended_at or at, []
    for point in points:
        moment += timedelta(minutes=chance.randint(8, 24))
        if moment >= end:
            break
        if chance.random() < 0.9:
            found.append(_check_in(patrol, point, moment, chance))
    return found


def _check_in(patrol: Patrol, point, moment: datetime, chance: Random) -> CheckIn:
    doubts = [doubt.value for doubt, share in ODD if chance.random() < share][:1]
    late = timedelta(minutes=50) if Doubt.LATE in doubts else timedelta()
    is_blind = Doubt.NO_SECOND in doubts
    far = point.radius_m + 300 if Doubt.FAR in doubts else chance.randint(2, 45)
    return CheckIn(
        patrol=patrol,
        point=point,
        area=point.area,
        at=moment,
        received_at=moment + late,
        way=Way.SCAN if is_blind or chance.random() < 0.7 else Way.POSITION,
        distance_m=None if is_blind else far,
        accuracy_m=None
        if is_blind
        else (260 if Doubt.VAGUE in doubts else chance.randint(5, 40)),
        doubts=doubts,
    )


def _events(found: list[Patrol]) -> list[Event]:
    """On and off duty, as their pages tell it."""
    return [
        Event(
            kind=kind,
            subject=reference(patrol),
            trail=[reference(patrol), reference(patrol.volunteer)],
            area=patrol.area,
            actor_id=patrol.volunteer.user_id,
            happened_at=moment,
        )
        for patrol in found
        for kind, moment in (
            ("patrol.started", patrol.started_at),
            ("patrol.ended", patrol.ended_at),
        )
        if moment
    ]


def _strike(chance: Random, at: datetime) -> None:
    """The officer looked at two that were too odd."""
    township = Area.objects.get(code=SHOWN)
    by = Post.objects.filter(role=Role.STATION_CHIEF, area=township.parent).first().user
    rows = CheckIn.objects.filter(doubts__contains=[Doubt.FAR]).order_by("pk")[:2]
    for row in rows:
        row.struck_at, row.struck_by = min(at, row.at + timedelta(hours=20)), by
        row.strike_reason = "人不在现场，队长已核实"
        row.save()
