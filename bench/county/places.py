"""Twenty stations of one county: its real townships, and others beside them."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from station.actions import areas
from station.demo import names
from station.models import Area, Post, User
from station.names import pinyin
from station.roles import Duty, Role

COUNTY = "620724"
# The county's other real towns, then as many more as a county of a million has.
TOWNSHIPS = (
    "城关镇", "宣化镇", "南华镇", "巷道镇", "合黎镇", "新坝镇", "东湖街道", "西关街道",
    "北河镇", "柳泉镇", "沙河镇", "清泉镇", "大满镇", "红柳乡", "明水乡", "石岗镇", "三闸镇",
)  # fmt: skip
FRONT = "东西南北上下前后新旧大小"
BACK = ("河村", "沟村", "庄村", "寨村", "湾村", "墩村", "坝村", "渠村")
VILLAGES = 20  # of a station
GRIDS = ("第一网格", "第二网格")
STEEPNESS = 0.7  # the larger, the more live in the first villages
FIRST_BADGE = 700_000


@dataclass(frozen=True)
class Village:
    """Where people live, and who serves there."""

    area: Area
    station: Area
    township: str
    grids: tuple[int, ...]
    officer: int
    auxiliary: int

    @property
    def name(self) -> str:
        return f"{self.township}{self.area.short_name}"


class Places:
    """Draws what is missing of the county and gives all of its villages."""

    def __init__(self, *, chance: Random, at: datetime, share: float) -> None:
        self.chance, self.at = chance, at
        self.stations = max(round(len(TOWNSHIPS) * min(share * 20, 1)), 1)
        self.villages = max(round(VILLAGES * min(share * 20, 1)), 3)
        self.users: list[User] = []
        self.posts: list[Post] = []

    def make(self) -> list[Village]:
        """Stations, townships, villages, grids, and somebody in every post."""
        county = Area.objects.get(code=COUNTY)
        for number, name in enumerate(TOWNSHIPS[: self.stations]):
            code = f"{COUNTY}{201 + number}"
            if not Area.objects.filter(code=code).exists():
                self._township(county, name, code)
        for station in Area.objects.below(county).filter(kind="station"):
            self._people(station)
        if not Post.objects.filter(role=Role.COUNTY_SUPERVISOR, area=county).exists():
            self._person(Role.COUNTY_SUPERVISOR, county)
        User.objects.bulk_create(self.users)
        Post.objects.bulk_create(self.posts)
        return self._all(county)

    def weights(self, villages: list[Village]) -> list[float]:
        """How many of all live where: a few large villages, many small ones."""
        order = list(range(1, len(villages) + 1))
        self.chance.shuffle(order)
        return [1 / place**STEEPNESS for place in order]

    def _township(self, county: Area, name: str, code: str) -> None:
        station = self._area(county, "station", f"{name[:-1].removesuffix('街')}派出所")
        township = self._area(station, "township", name, code)
        for number in range(self.villages):
            spoken = FRONT[number % len(FRONT)] + BACK[number % len(BACK)]
            village = self._area(
                township,
                "community",
                f"{spoken}民委员会",
                f"{code}{200 + number}",
                spoken,
            )
            for grid in GRIDS:
                self._area(village, "grid", grid)

    def _area(self, parent, kind, name, code=None, spoken="") -> Area:
        return areas.create(
            parent=parent,
            kind=kind,
            name=name,
            short_name=spoken,
            code=code,
            by=None,
            at=self.at,
        )

    def _people(self, station: Area) -> None:
        """A chief, an officer for three villages, an auxiliary and grid workers."""
        below = Area.objects.below(station)
        taken = set(Post.objects.filter(area__in=below).values_list("role", "area"))
        if (Role.STATION_CHIEF, station.pk) not in taken:
            self._person(Role.STATION_CHIEF, station)
        officer = None
        for number, village in enumerate(below.filter(kind="community")):
            if (Role.COMMUNITY_OFFICER, village.pk) not in taken:
                if officer is None or number % 3 == 0:
                    officer = self._person(Role.COMMUNITY_OFFICER, village)
                else:
                    self._post(officer, Role.COMMUNITY_OFFICER, village)
            if (Role.AUXILIARY_OFFICER, village.pk) not in taken:
                self._person(Role.AUXILIARY_OFFICER, village)
        for grid in below.filter(kind="grid"):
            if (Role.PARTNER, grid.pk) not in taken:
                self._person(Role.PARTNER, grid, duty=Duty.GRID_WORKER)

    def _person(self, role: str, area: Area, duty: str = "") -> User:
        name = names.full_name(self.chance, sex=self.chance.choice(("male", "female")))
        user = User(
            badge_number=str(FIRST_BADGE + len(self.users)),
            name=name,
            name_sort=pinyin(name),
            phone=names.phone(self.chance),
            created_at=self.at,
        )
        user.set_unusable_password()
        self.users.append(user)
        self._post(user, role, area, duty)
        return user

    def _post(self, user: User, role: str, area: Area, duty: str = "") -> None:
        since = self.at.date() - timedelta(days=5 * 365)
        self.posts.append(
            Post(user=user, role=role, area=area, duty=duty, from_on=since)
        )

    def _all(self, county: Area) -> list[Village]:
        serving = {}
        for role, area, user in Post.objects.filter(
            area__path__startswith=county.path, until_on=None
        ).values_list("role", "area_id", "user_id"):
            serving[role, area] = user
        grids: dict[int, list[int]] = {}
        below = list(Area.objects.below(county).filter(is_active=True))
        for area in below:
            if area.kind == Area.Kind.GRID:
                grids.setdefault(area.parent_id, []).append(area.pk)
        known = {area.pk: area for area in below}
        found = []
        for area in below:
            if area.kind != Area.Kind.COMMUNITY:
                continue
            township = known[area.parent_id]
            officer = serving[Role.COMMUNITY_OFFICER, area.pk]
            auxiliary = serving.get((Role.AUXILIARY_OFFICER, area.pk), officer)
            found.append(
                Village(
                    area,
                    known[township.parent_id],
                    township.name,
                    tuple(grids.get(area.pk, [area.pk])),
                    officer,
                    auxiliary,
                )
            )
        return found
