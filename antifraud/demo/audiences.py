"""Audiences of the demo: two campuses, villages, couriers, the elderly; the alliance."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from antifraud.actions import audience_members, audiences
from antifraud.models import Ally, Audience
from antifraud.workflow.people import AgeBand, Group
from antifraud.workflow.sendings import Channel
from station import working_days
from station.demo import names
from station.duty import Roster
from station.errors import RuleError
from station.models import Area, User

CAMPUSES = (("510118004001", "花源校区"), ("510118004002", "牧马山校区"))
# Six groups on each campus, some 16,000 students in all; the last takes in the others'.
ON_CAMPUS = (
    ("信息工程学院学生群", 1420), ("经济管理学院学生群", 1680),
    ("艺术设计学院学生群", 960), ("智能制造学院学生群", 1350),
    ("2026级新生群", 2100), ("班长联络群", 420),
)  # fmt: skip
TWICE = {("2026级新生群", "信息工程学院学生群"): 380,
         ("2026级新生群", "经济管理学院学生群"): 450,
         ("2026级新生群", "艺术设计学院学生群"): 260,
         ("2026级新生群", "智能制造学院学生群"): 370,
         ("班长联络群", "2026级新生群"): 140}  # fmt: skip
IN_TOWN = {
    "510118004": (
        ("花源外卖骑手群", Group.COURIER, 186, Channel.WECHAT),
        ("花源快递网点群", Group.COURIER, 94, Channel.WECHAT),
        ("花源商户联防群", Group.SHOP_STAFF, 312, Channel.WECHAT),
        ("花源小学家长群", Group.PARENT, 860, Channel.WECHAT),
        ("花源中学家长群", Group.PARENT, 740, Channel.WECHAT),
        ("花源企业财务邮件组", Group.COMPANY_STAFF, 58, Channel.MAIL),
    ),
    "620724108": (
        ("罗城中心小学家长群", Group.PARENT, 210, Channel.WECHAT),
        ("罗城商户群", Group.SHOP_STAFF, 76, Channel.WECHAT),
        ("罗城快递驿站群", Group.COURIER, 18, Channel.WECHAT),
        ("罗城返乡人员群", Group.RETURNEE, 134, Channel.WECHAT),
        ("罗城集市公告栏", Group.VILLAGER, 600, Channel.BOARD),
    ),
}
IN_VILLAGE = (
    ("{}反诈宣传群", Group.VILLAGER, (120, 260), Channel.WECHAT, ""),
    ("{}老年人群", Group.ELDERLY, (20, 45), Channel.WECHAT, AgeBand.FROM_60),
)
ADDRESSES = {Channel.MAIL: "caiwu@example.com"}
HELPERS = (
    (Group.STUDENT, "{}学生会", 26), (Group.TEACHER, "{}学工处", 10),
    (Group.SHOP_STAFF, "便民超市", 6), (Group.COURIER, "快递驿站", 4),
    (Group.VILLAGER, "村民小组", 8),
)  # fmt: skip
LATER = (30, 190)
SEXES = ("male", "female")
LEADERS = ("王老师", "李老师", "陈老师", "赵老师", "周主任", "吴店长")


@dataclass
class Draw:
    """What the groups of a township are made with."""

    chance: Random
    at: datetime
    keepers: dict[str, User]

    def step(self, by: User, days=(200, 300)) -> dict:
        """Some day in the past; what follows on it came later."""
        ago = timedelta(days=self.chance.randint(*days))
        return {"by": by, "at": self.at - ago}


def make(*, chance: Random, at: datetime, scale: float) -> str:
    """Twelve groups on two campuses, and those of both townships."""
    made: list[Audience] = []
    for code, rows in IN_TOWN.items():
        town = Area.objects.filter(code=code).first()
        if town is None:
            continue
        villages = Area.objects.below(town).filter(kind=Area.Kind.COMMUNITY)
        draw = Draw(chance, at, _keepers([town, *villages], at))
        made += _of_town(draw, town, rows)
        for village in villages.order_by("path"):
            made += _of_village(draw, village)
        for campus, name in CAMPUSES:
            for area in villages.filter(code=campus):
                made += _on_campus(draw, area, name)
    helpers = _allies(chance, at, made)
    return f"{len(made)} audiences, {helpers} members of the alliance"


def _keepers(areas: list[Area], at: datetime) -> dict[str, User]:
    """The officer of each place; of the township the chief."""
    roster = Roster({area.path for area in areas}, on=working_days.local_date(at))
    first = {area.path: roster.successor(area.path)[:1] for area in areas}
    people = User.objects.in_bulk([key for keys in first.values() for key in keys])
    return {path: people[keys[0]] for path, keys in first.items() if keys}


def _of_town(draw: Draw, town: Area, rows) -> list[Audience]:
    return [
        found
        for name, kind, size, channel in rows
        if (found := _group(draw, town, name, kind, size, channel))
    ]


def _of_village(draw: Draw, village: Area) -> list[Audience]:
    """One for all and one for the elderly, whose members are known."""
    made = []
    for name, kind, sizes, channel, band in IN_VILLAGE:
        size = draw.chance.randint(*sizes)
        name = name.format(village.short_name)
        found = _group(draw, village, name, kind, size, channel)
        if found is None:
            continue
        made.append(found)
        if band:
            choice = audience_members.Choice(village, age_band=band)
            by = draw.keepers[village.path]
            with suppress(RuleError):  # a small village may have nobody so old
                audience_members.add_all(
                    audience=found, choice=choice, **draw.step(by, LATER)
                )
    return made


def _on_campus(draw: Draw, area: Area, campus: str) -> list[Audience]:
    made = {}
    for name, size in ON_CAMPUS:
        found = _group(
            draw, area, f"{campus}{name}", Group.STUDENT, size, Channel.WECHAT
        )
        if found is not None:
            made[name] = found
    for (one, other), people in TWICE.items():
        if one in made and other in made:
            audiences.estimate(
                audience=made[one],
                other=made[other],
                people=people,
                **draw.step(draw.keepers[area.path], LATER),
            )
    return list(made.values())


def _group(draw: Draw, area: Area, name, kind, size, channel) -> Audience | None:
    keeper = draw.keepers.get(area.path)
    if keeper is None:
        return None
    facts = audiences.AudienceFacts(
        name=name,
        kind=kind,
        area=area,
        size=size,
        owner=keeper,
        channel=channel,
        address=ADDRESSES.get(channel, ""),
        led_by=draw.chance.choice(LEADERS),
    )
    return audiences.create(facts=facts, **draw.step(keeper))


def _campus(group: Audience) -> str:
    """The campus a group's name begins with."""
    return next((name for _code, name in CAMPUSES if group.name.startswith(name)), "")


def _allies(chance: Random, at: datetime, groups: list[Audience]) -> int:
    """Some in every kind of group; each in one or two groups of their kind."""
    today, made = working_days.local_date(at), []
    for kind, unit, count in HELPERS:
        fitting = [row for row in groups if row.kind == kind]
        if kind == Group.TEACHER:
            fitting = [row for row in groups if row.kind == Group.STUDENT]
        for _one in range(count if fitting else 0):
            group = chance.choice(fitting)
            ally = Ally(
                kind=kind,
                organisation=unit.format(_campus(group)),
                area=group.area,
                joined_on=today - timedelta(days=chance.randint(20, 500)),
            )
            ally.write_name(names.full_name(chance, sex=chance.choice(SEXES)))
            ally.write_phone(names.phone(chance))
            made.append((ally, group))
    Ally.objects.bulk_create(ally for ally, _group in made)
    through = Ally.audiences.through
    through.objects.bulk_create(
        through(ally=ally, audience=group) for ally, group in made
    )
    return len(made)
