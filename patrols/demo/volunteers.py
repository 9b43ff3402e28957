"""Volunteers of the demo: 105 in 13 teams on three levels, and some who want to join."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from pathlib import Path
from random import Random

from django.conf import settings
from django.contrib.auth.hashers import make_password

from patrols.actions import teams, volunteers
from patrols.models import Equipment, Insurance, Team, Training, Volunteer, Wish
from patrols.workflow.people import Item, Level, Skill, TeamRole, Topic, Trade
from station.actions import numbers
from station.actions.passwords import one_time_password
from station.demo import names
from station.demo.people import ACCOUNTS
from station.models import Area, Post, User
from station.names import pinyin
from station.roles import Role

SHOWN = "620724108"  # the township of the demo accounts
VILLAGES = 4
IN_TOWN, IN_VILLAGE, IN_GROUP = 5, 5, 10  # 5 + 4 × 5 + 8 × 10 = 105
ONLINE = 0.75  # share with an account
APPLICANTS = 4
TRADES = (
    (Trade.FARMER, 26), (Trade.BUILDING_HEAD, 12), (Trade.CADRE, 9), (Trade.GUARD, 9),
    (Trade.PROPERTY, 6), (Trade.VETERAN, 12), (Trade.SHOPKEEPER, 10),
    (Trade.RETIRED, 12), (Trade.TEACHER, 4), (Trade.PARTY_MEMBER, 8),
    (Trade.COURIER, 4), (Trade.STUDENT, 3), (Trade.OTHER, 5),
)  # fmt: skip
EMPLOYERS = {
    Trade.GUARD: "罗城镇保安服务队",
    Trade.PROPERTY: "罗城镇物业服务中心",
    Trade.TEACHER: "罗城中心小学",
    Trade.CADRE: "村民委员会",
    Trade.COURIER: "罗城镇快递驿站",
}
MOTIVES = (
    "家就在村里，想为邻里出一份力。",
    "退伍不褪色，愿意参加夜间巡逻。",
    "孩子在中心小学上学，想参加护学岗。",
    "夜市人多，想帮忙维持秩序。",
)
EVENING, NIGHT, MORNING = (time(18), time(22)), (time(20), time(23)), (time(6), time(9))


class VolunteerMaker:
    """Founds the teams of one station and fills them."""

    def __init__(self, *, station: Area, chance: Random, at: datetime) -> None:
        self.chance, self.at, self.station = chance, at, station
        self.today: date = at.date()
        self.officer = _officer(station, on=self.today)
        self.spare = list(_accounts(station))
        self.made: list[Volunteer] = []

    def make(self) -> str:
        below = Area.objects.below(self.station)
        township = below.filter(kind=Area.Kind.TOWNSHIP).order_by("path").first()
        villages = below.filter(kind=Area.Kind.COMMUNITY).order_by("-code")
        town = self._team(f"{township.short_name}义警大队", Level.TOWN, township, None)
        self._fill(town, IN_TOWN)
        for village in _chosen(list(villages)):
            team = self._team(
                f"{village.short_name}义警队", Level.VILLAGE, village, town
            )
            self._fill(team, IN_VILLAGE)
            grids = Area.objects.below(village).filter(kind=Area.Kind.GRID)
            for grid in grids.order_by("path")[:2]:
                name = f"{village.short_name}{grid.short_name}义警小组"
                self._fill(self._team(name, Level.GROUP, grid, team), IN_GROUP)
        self._facts()
        self._ends()
        self._applicants(township)
        return f"{len(self.made)} volunteers, {Team.objects.count()} teams"

    def _team(self, name: str, level: str, area: Area, parent) -> Team:
        facts = teams.Facts(
            name=name,
            level=level,
            area=area,
            parent=parent,
            founded_on=self.today - timedelta(days=1500 - 200 * (level != "town")),
            needs_approval=level == Level.VILLAGE,
        )
        return teams.create(facts=facts, **self._step(1200))

    def _fill(self, team: Team, count: int) -> None:
        """The first is captain, the second deputy."""
        roles = [TeamRole.CAPTAIN, TeamRole.DEPUTY]
        for place in range(count):
            role = roles[place] if place < len(roles) else TeamRole.MEMBER
            volunteer = self._volunteer(team, is_leading=place < len(roles))
            days = self.chance.randint(40, 380)
            teams.join(team=team, volunteer=volunteer, role=role, **self._step(days))

    def _volunteer(self, team: Team, *, is_leading: bool) -> Volunteer:
        user = self._spare_account(team.area)
        volunteer = volunteers.apply(
            facts=self._wish_to_join(team.area, user.name if user else ""),
            **self._step(420),
        )
        strong = volunteer.age_on(self.today) < 62
        vetting = volunteers.Vetting(is_fit=strong, with_account=False)
        volunteer, _none = volunteers.accept(
            volunteer=volunteer,
            vetting=vetting,
            version=volunteer.version,
            **self._step(400),
        )
        if user is None and (is_leading or self.chance.random() < ONLINE):
            user = self._account(volunteer)
        volunteer.user = user
        volunteer.may_be_tracked = user is not None and self.chance.random() < 0.7
        volunteer.may_be_published = self.chance.random() < 0.5
        volunteer.save()
        self.made.append(volunteer)
        return volunteer

    def _wish_to_join(self, area: Area, name: str) -> volunteers.Facts:
        trades, weights = zip(*TRADES, strict=True)
        trade = self.chance.choices(trades, weights)[0]
        ages = {Trade.RETIRED: (60, 70), Trade.STUDENT: (20, 24)}.get(trade, (22, 60))
        sex = self.chance.choice(["male", "male", "female"])
        skills = [skill for skill in Skill.values if self.chance.random() < 0.14]
        return volunteers.Facts(
            name=name or names.full_name(self.chance, sex=sex),
            area=area,
            born_on=names.birth_date(self.chance, between=ages, on=self.today),
            phone=names.phone(self.chance),
            trade=trade,
            employer=EMPLOYERS.get(trade, ""),
            skills=tuple(skills),
            motive=self.chance.choice(MOTIVES),
            hours_a_week=self.chance.choice([4, 6, 6, 8, 8, 10, 12]),
        )

    def _spare_account(self, area: Area) -> User | None:
        """Those who already have the post of a volunteer in this very place."""
        found = next((post for post in self.spare if post.area_id == area.pk), None)
        if found is None:
            return None
        self.spare.remove(found)
        return found.user

    def _account(self, volunteer: Volunteer) -> User:
        user = User.objects.create(
            badge_number=f"YJ{numbers.next_in('YJ'):06d}",
            name=volunteer.name,
            name_sort=pinyin(volunteer.name),
            password=make_password(None),
            password_changed_at=self.at,
        )
        Post.objects.create(
            user=user,
            role=Role.VOLUNTEER,
            area=volunteer.area,
            from_on=self.today - timedelta(days=400),
        )
        return user

    def _facts(self) -> None:
        """Courses, insurance, equipment and wishes, as a station has them."""
        for model, rows in (
            (Training, self._trainings()),
            (Insurance, self._insurances()),
            (Equipment, self._equipment()),
            (Wish, self._wishes()),
        ):
            model.objects.bulk_create(rows)

    def _trainings(self) -> Iterator[Training]:
        for person in self.made:
            held = self.today - timedelta(days=self.chance.randint(30, 380))
            yield Training(
                volunteer=person, topic=Topic.SAFETY, title="义警上岗培训",
                held_on=held, hours=Decimal(4), expires_on=_in_years(held, 1),
            )  # fmt: skip
            if "first_aid" in person.skills:
                yield Training(
                    volunteer=person, topic=Topic.FIRST_AID, title="红十字救护员培训",
                    held_on=held, hours=Decimal(16), expires_on=_in_years(held, 3),
                )  # fmt: skip

    def _insurances(self) -> Iterator[Insurance]:
        """Nearly everybody; some end soon, a few have none."""
        for person in self.made:
            if self.chance.random() < 0.06:
                continue
            soon = self.chance.random() < 0.08
            days = self.chance.randint(3, 13) if soon else self.chance.randint(60, 300)
            until = self.today + timedelta(days=days)
            yield Insurance(
                volunteer=person, insurer="人保财险（志愿者意外险）",
                policy_number=f"PEAC2026{person.pk:06d}",
                from_on=_in_years(until, -1), until_on=until,
            )  # fmt: skip

    def _equipment(self) -> Iterator[Equipment]:
        for number, person in enumerate(self.made, start=1):
            kit = [Item.VEST, Item.ARMBAND]
            kit += [Item.TORCH] if self.chance.random() < 0.4 else []
            kit += [Item.RADIO] if number % 10 == 1 else []
            for item in kit:
                mark = f"{item.value[:1].upper()}{number:03d}"
                yield Equipment(
                    volunteer=person, item=item, issued_by=self.officer,
                    mark="" if item == Item.ARMBAND else mark,
                    issued_on=self.today - timedelta(days=self.chance.randint(30, 300)),
                )  # fmt: skip

    def _wishes(self) -> Iterator[Wish]:
        for person in self.made:
            for day in self.chance.sample(range(7), self.chance.randint(0, 3)):
                start, end = self.chance.choice([EVENING, NIGHT, MORNING])
                yield Wish(
                    volunteer=person, weekday=day, from_time=start, until_time=end,
                    is_possible=self.chance.random() < 0.7,
                )  # fmt: skip

    def _ends(self) -> None:
        """Two rest for a while."""
        for person in self.made[-2:]:
            volunteers.rest(
                volunteer=person,
                until_on=self.today + timedelta(days=30),
                version=person.version,
                **self._step(10),
            )

    def _applicants(self, area: Area) -> None:
        """Some wait for the vetting; one was not taken on."""
        for place in range(APPLICANTS):
            facts = self._wish_to_join(area, "")
            person = volunteers.apply(
                facts=facts, by=None, at=self.at - timedelta(days=place + 1)
            )
        volunteers.refuse(
            volunteer=person,
            reason="外出务工，暂时不能参加巡防",
            version=person.version,
            **self._step(2),
        )

    def _step(self, days: int) -> dict:
        return {"by": self.officer, "at": self.at - timedelta(days=days)}


def make(*, chance, at, scale) -> str:
    """For the station of the demo accounts."""
    station = Area.objects.filter(kind=Area.Kind.STATION, children__code=SHOWN).first()
    if station is None:
        return "no station to show"
    maker = VolunteerMaker(station=station, chance=chance, at=at)
    said = maker.make()
    _tell_accounts(at=at)
    return said


def _tell_accounts(*, at: datetime) -> None:
    """A captain and a member of 天城村 may sign in."""
    people = Volunteer.objects.filter(user__isnull=False).order_by("pk")
    village = people.filter(memberships__team__name="天城村义警队")
    group = people.filter(memberships__team__name__startswith="天城村第一网格")
    shown = (
        (people.filter(memberships__team__level=Level.TOWN), "罗城镇义警大队队长"),
        (village, "天城村义警队队长"),
        (group.filter(memberships__role=TeamRole.MEMBER), "天城村义警"),
    )
    lines = []
    for rows, what in shown:
        user = rows.select_related("user").first().user
        password = one_time_password()
        user.password = make_password(password)
        user.password_changed_at = at
        user.save()
        lines.append(f"{user.badge_number}  {password}  {user.name}  {what}\n")
    with (Path(settings.VAR_DIR) / ACCOUNTS).open("a", encoding="utf-8") as file:
        file.writelines(lines)


def _chosen(villages: list[Area]) -> list[Area]:
    """天城村 first, then others until there are enough."""
    villages.sort(key=lambda village: (village.short_name != "天城村", village.code))
    return villages[:VILLAGES]


def _officer(station: Area, *, on: date) -> User:
    posts = Post.objects.valid(on=on).for_role(Role.STATION_CHIEF)
    return posts.filter(area=station).select_related("user").order_by("pk")[0].user


def _accounts(station: Area):
    posts = Post.objects.for_role(Role.VOLUNTEER).select_related("user", "area")
    return posts.filter(area__path__startswith=station.path).order_by("pk")


def _in_years(day: date, years: int) -> date:
    return day + timedelta(days=365 * years)
