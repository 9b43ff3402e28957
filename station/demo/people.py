"""Stations with somebody in nearly every post, and a few gaps to find."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

from django.conf import settings
from django.contrib.auth.hashers import make_password

from station.actions import areas as area_actions
from station.demo import names
from station.models import Area, Post, User
from station.names import pinyin
from station.roles import Duty, Role

ACCOUNTS = "demo_accounts.txt"
CAMPUS = "510118004002"  # one of the two villages with a campus
GRIDS = ("第一网格", "第二网格")
EMPTY_GRID_EVERY = 13  # every thirteenth grid lacks its worker
EMPTY_VILLAGE_EVERY = 17  # and every seventeenth village its auxiliary

PROFILES = {
    "630104004": {
        "size_km2": 2.8,
        "population": 30000,
        "units": 131,
        "compounds": 62,
        "shops": 1100,
        "key_places": "人民公园(年游客约500万人次)\n汽车客运站\n南商业巷商圈",
    },
    "510118004": {
        "size_km2": 32.06,
        "population": 53000,
        "key_places": "两所高校(师生16000人)\n花源地铁站\n小吃街",
    },
    "620723104": {
        "key_places": "11所学校(全部装有一键报警)\n制种玉米基地(近10万亩)",
    },
    "620724108": {"key_places": "罗城镇政府\n罗城中心小学\n大湖湾风景区"},
}


@dataclass(frozen=True)
class Account:
    """One account of the demo, as it is printed once."""

    badge_number: str
    name: str
    what: str
    password: str


class PeopleMaker:
    """Puts officers, auxiliaries and grid teams into every area."""

    def __init__(self, *, chance: Random, at: datetime) -> None:
        self.chance = chance
        self.at = at
        self.today = at.date()
        self.users: list[User] = []
        self.posts: list[Post] = []
        self.accounts: list[Account] = []
        self.badge = 100000
        self.grids = 0
        self.shown: Area | None = None

    def make(self) -> None:
        """Everybody of every station, then the administrators."""
        for number, station in enumerate(Area.objects.filter(kind="station")):
            self._station(station, villages=self._villages(station), number=number)
        for county in Area.objects.filter(kind="county"):
            self._supervisor(county)
        self._administrators()
        if self.shown:
            self._account(
                self._person(Role.PARTNER, self.shown), "罗城镇司法所工作人员"
            )
            self._account(
                self._person(Role.MEDIATOR, self.shown), "罗城派出所专职调解员"
            )
        User.objects.bulk_create(self.users)
        Post.objects.bulk_create(self.posts)
        self._write_accounts()

    def _villages(self, station: Area) -> list[Area]:
        return list(Area.objects.below(station).filter(kind="community"))

    def _station(self, station: Area, *, villages: list[Area], number: int) -> None:
        township = station.children.filter(kind="township").first()
        if township is not None and township.code in PROFILES:
            profile = PROFILES[township.code]
            Area.objects.filter(pk__in=(station.pk, township.pk)).update(
                profile=profile
            )
        shown = township is not None and township.code == "620724108"
        chief = self._person(Role.STATION_CHIEF, station)
        self._person(Role.STATION_CHIEF, station)
        if shown:
            self.shown = station
            self._account(chief, "罗城派出所所长")
        if any(village.code == CAMPUS for village in villages):
            self._account(chief, "花源派出所所长")
        self._officers(villages, shown=shown)
        for order, village in enumerate(villages):
            self._team(village, order=order + number, shown=shown)

    def _officers(self, villages: list[Area], *, shown: bool) -> None:
        """One community officer for three villages; 天城村 has its own."""
        for start in range(0, len(villages), 3):
            officer = None
            for village in villages[start : start + 3]:
                if village.code == "620724108204":
                    own = self._person(Role.COMMUNITY_OFFICER, village)
                    self._account(own, "天城村社区民警")
                elif officer is None:
                    officer = self._person(Role.COMMUNITY_OFFICER, village)
                else:
                    self._post(officer, Role.COMMUNITY_OFFICER, village)
            if any(one.code == CAMPUS for one in villages[start : start + 3]):
                self._account(officer, "花源两所高校所在社区民警")

    def _team(self, village: Area, *, order: int, shown: bool) -> None:
        """The village's auxiliary and the 3+N teams of its grids."""
        named = {
            "620724108204": "天城村辅警",
            "620724108205": "侯庄村(邻村)辅警",
        }.get(village.code)
        if named or order % EMPTY_VILLAGE_EVERY:
            auxiliary = self._person(Role.AUXILIARY_OFFICER, village)
            if named:
                self._account(auxiliary, named)
        for name in GRIDS:
            grid = area_actions.create(
                parent=village, kind=Area.Kind.GRID, name=name, by=None, at=self.at
            )
            self.grids += 1
            self._person(Role.PARTNER, grid, duty=Duty.COMMUNITY_WORKER)
            if self.grids % EMPTY_GRID_EVERY:
                self._person(Role.PARTNER, grid, duty=Duty.GRID_WORKER)
            self._person(Role.VOLUNTEER, grid)

    def _supervisor(self, county: Area) -> None:
        user = self._person(Role.COUNTY_SUPERVISOR, county)
        if county.code == "620724":
            self._account(user, "高台县局社区警务大队")

    def _administrators(self) -> None:
        top = Area.objects.filter(kind="province").order_by("path").first()
        self._account(self._person(Role.SYSTEM_ADMIN, top), "系统管理员")
        self._account(self._person(Role.AUDIT_ADMIN, top), "审计管理员")

    def _person(self, role: str, area: Area, duty: str = "") -> User:
        sex = "female" if self.chance.random() < 0.3 else "male"
        name = names.full_name(self.chance, sex=sex)
        self.badge += 1
        user = User(
            badge_number=str(self.badge),
            name=name,
            name_sort=pinyin(name),
            phone=names.phone(self.chance),
            password=make_password(None),
            created_at=self.at,
        )
        self.users.append(user)
        self._post(user, role, area, duty)
        return user

    def _post(self, user: User, role: str, area: Area, duty: str = "") -> None:
        days = self.chance.randint(200, 2000)
        self.posts.append(
            Post(
                user=user,
                role=role,
                area=area,
                duty=duty,
                from_on=self.today - timedelta(days=days),
            )
        )

    def _account(self, user: User, what: str) -> None:
        password = _password()
        user.password = make_password(password)
        user.password_changed_at = self.at
        self.accounts.append(Account(user.badge_number, user.name, what, password))

    def _write_accounts(self) -> None:
        lines = [
            f"{one.badge_number}  {one.password}  {one.name}  {one.what}"
            for one in self.accounts
        ]
        path = Path(settings.VAR_DIR) / ACCOUNTS
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _password() -> str:
    """Long, with every class of sign, yet readable aloud."""
    alphabet = "abcdefghjkmnpqrstuvwxyz23456789"
    parts = ["".join(secrets.choice(alphabet) for _ in range(4)) for _ in range(3)]
    return "Fq-" + "-".join(parts) + "7"
