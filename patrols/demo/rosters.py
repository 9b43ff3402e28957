"""Four weeks of rosters: two that are over, the running one, and next week's draft."""

from collections import defaultdict
from datetime import date, datetime, time, timedelta
from random import Random

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange

from patrols import limits
from patrols.models import (
    PatrolKind,
    RosterPeriod,
    RosterTemplate,
    Shift,
    SignUp,
    Swap,
    Team,
    Volunteer,
)
from patrols.workflow.people import Level
from patrols.workflow.rosters import (
    PeriodStatus,
    ShiftStatus,
    SignUpStatus,
    Source,
)
from station import working_days
from station.models import Area, Post
from station.roles import Role

SHOWN = "620724108"
TOWN = f"{SHOWN}208"  # the village in which the places of the town lie
WEEKS = (-2, -1, 0, 1)
DAY, WEEK = timedelta(days=1), timedelta(days=7)
FILLED = 0.93  # share of the places that somebody took
TRIES = 14
# kind, place, days of the week, begins, minutes, people
OF_VILLAGE = (
    ("school", "小学门口", (0, 1, 2, 3, 4), time(7, 20), 60, 2),
    ("estate", "村委会周边", (2, 5), time(19, 30), 90, 2),
    ("forest", "林区防火卡口", (6,), time(9), 180, 2),
)
OF_TOWN = (
    ("market", "小吃街夜市", (0, 1, 2, 3, 4, 5, 6), time(19, 30), 150, 3),
    ("market", "农贸市场", (5, 6), time(9), 120, 2),
    ("street", "政府街沿线", (0, 1, 2, 3, 4, 5, 6), time(12), 90, 2),
    ("street", "文化广场", (0, 1, 2, 3, 4, 5, 6), time(18), 120, 2),
    ("street", "客运站", (0, 1, 2, 3, 4, 5, 6), time(16, 30), 120, 2),
    ("street", "东街环线", (0, 1, 2, 3, 4, 5, 6), time(20), 120, 2),
    ("street", "西街环线", (0, 1, 2, 3, 4, 5, 6), time(20), 120, 2),
    ("estate", "安居小区", (0, 1, 2, 3, 4, 5, 6), time(21), 90, 2),
    ("school", "中心小学南门", (0, 1, 2, 3, 4), time(7, 20), 60, 2),
    ("school", "中心小学北门", (0, 1, 2, 3, 4), time(16, 20), 60, 2),
)


def make(*, chance: Random, at: datetime, scale: float) -> str:
    """For the teams of the town and the villages of the demo accounts."""
    rows = Team.objects.standing().filter(area__code__startswith=SHOWN)
    rows = rows.exclude(level=Level.GROUP).select_related("area", "parent__area")
    teams = list(rows.order_by("pk"))
    town = Area.objects.filter(code=TOWN).first()
    chief = _chief(teams, at)
    if chief is None:
        return "no team to roster"
    shifts = [shift for team in teams for shift in _shifts(team, chief, town, at=at)]
    made = Shift.objects.bulk_create(shifts, batch_size=1000)
    places = _Places(teams, chance=chance, at=at)
    for shift in sorted(made, key=lambda row: (row.starts_at, row.pk)):
        places.fill(shift)
    SignUp.objects.bulk_create(places.made, batch_size=1000)
    _offer(places.made, at=at)
    return f"{len(made)} shifts, {len(places.made)} places"


def _chief(teams: list[Team], at: datetime):
    if not teams:
        return None
    posts = Post.objects.valid(on=at.date()).for_role(Role.STATION_CHIEF)
    above = teams[0].area.path[:-8]
    post = posts.filter(area__path=above).select_related("user").first()
    return post.user if post else None


def _shifts(team: Team, chief, town: Area | None, *, at: datetime):
    """Everything the team does in these weeks."""
    kinds = {kind.code: kind for kind in PatrolKind.objects.in_use()}
    plan = OF_TOWN if team.level == Level.TOWN else OF_VILLAGE
    templates = [
        RosterTemplate(
            team=team, kind=kinds[code], place=place, weekday=day, starts=starts,
            minutes=minutes, needed=needed,
        )
        for code, place, days, starts, minutes, needed in plan
        for day in days
    ]  # fmt: skip
    templates = RosterTemplate.objects.bulk_create(templates)
    area = (town if team.level == Level.TOWN else None) or team.area
    today = working_days.local_date(at)
    monday = today - timedelta(days=today.weekday())
    for week in WEEKS:
        period = _period(team, monday + week * WEEK, chief, at=at, is_draft=week > 0)
        for template in templates:
            yield _shift(template, period, area)


def _period(team, monday: date, chief, *, at, is_draft: bool) -> RosterPeriod:
    published = None if is_draft else min(at, working_days.at_clock(monday, time(9)))
    return RosterPeriod.objects.create(
        team=team,
        from_on=monday,
        until_on=monday + 6 * DAY,
        status=PeriodStatus.DRAFT if is_draft else PeriodStatus.PUBLISHED,
        published_at=published - 4 * DAY if published else None,
        published_by=chief if published else None,
    )


def _shift(template: RosterTemplate, period: RosterPeriod, area: Area) -> Shift:
    day = period.from_on + template.weekday * DAY
    starts = working_days.at_clock(day, template.starts)
    is_draft = period.status == PeriodStatus.DRAFT
    return Shift(
        team=template.team,
        area=area,
        kind=template.kind,
        place=template.place,
        starts_at=starts,
        ends_at=starts + timedelta(minutes=template.minutes),
        needed=template.needed,
        period=period,
        template=template,
        status=ShiftStatus.PLANNED if is_draft else ShiftStatus.OPEN,
    )


class _Places:
    """Puts people on shifts as they would come: within the limits, fairly spread."""

    def __init__(self, teams: list[Team], *, chance: Random, at: datetime) -> None:
        self.chance, self.at = chance, at
        self.people = {
            team.pk: list(limits.candidates(team).active().order_by("pk"))
            for team in teams
        }
        everybody = {one.pk for rows in self.people.values() for one in rows}
        self.insured = limits.insured_days(list(everybody))
        self.rules = {team.pk: limits.rules_of(team.area) for team in teams}
        self.held: dict[int, list] = defaultdict(list)
        self.made: list[SignUp] = []

    def fill(self, shift: Shift) -> None:
        """Next week is still to be filled; what lies ahead has gaps."""
        if shift.status == ShiftStatus.PLANNED:
            return
        for _place in range(shift.needed):
            if self.chance.random() < FILLED:
                self._put(shift)

    def _put(self, shift: Shift) -> None:
        people = self.people[shift.team_id]
        found = self.chance.sample(people, min(TRIES, len(people)))
        found.sort(key=lambda one: len(self.held[one.pk]))
        free = next((one for one in found if self._may(one, shift)), None)
        if free is None:
            return
        self.held[free.pk].append((shift.starts_at, shift.ends_at))
        self.made.append(self._place(free, shift))

    def _may(self, one: Volunteer, shift: Shift) -> bool:
        standing = limits.Standing(
            one, True, self.insured.get(one.pk, []), self.held[one.pk]
        )
        return not limits.bars_on(standing, shift, self.rules[shift.team_id])

    def _place(self, one: Volunteer, shift: Shift) -> SignUp:
        status, source = SignUpStatus.CONFIRMED, Source.SELF
        if shift.starts_at > self.at and self.chance.random() < 0.3:
            status, source = SignUpStatus.PROPOSED, Source.ROSTER
        return SignUp(
            shift=shift,
            volunteer=one,
            status=status,
            source=source,
            span=DateTimeTZRange(shift.starts_at, shift.ends_at),
            asked_at=self._asked(shift),
        )

    def _asked(self, shift: Shift) -> datetime:
        """One evening some days before."""
        day = working_days.local_date(min(shift.starts_at, self.at))
        evening = time(19 + self.chance.randint(0, 2), self.chance.randint(0, 59))
        return working_days.at_clock(day - 3 * DAY, evening)


def _offer(places: list[SignUp], *, at: datetime) -> None:
    """Two of those to come are offered to the team."""
    ahead = [
        row
        for row in places
        if row.status == SignUpStatus.CONFIRMED and row.shift.starts_at > at + DAY
    ]
    for row, note in zip(ahead[:2], ("孩子发烧，来不了", "单位临时加班"), strict=False):
        Swap.objects.create(sign_up=row, note=note, offered_at=at - timedelta(hours=3))
