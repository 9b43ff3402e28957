"""Liaison, alliances and key points of the demo, after the seeds."""

from datetime import datetime, timedelta
from random import Random

from django.utils import timezone

from households.actions import alliances, key_points, liaisons
from households.models import EquipmentKind, KeyPoint, LiaisonContact
from households.workflow.care import ContactWay, Rhythm
from station.demo import names
from station.models import Area, Post
from station.roles import Role

SHOWN = "620724108204"
XINING = "630104004"
ABOUT = (
    "商量年前矛盾纠纷排查，村里有两户地埂问题要一起去看。",
    "通报本周警情，提醒注意电动车充电安全。",
    "了解外出务工返乡人员情况，约定下周一起走访。",
    "小区监控坏了两处，请尽快报修。",
)
AGREED = (
    "报修坏了的监控",
    "通知各楼栋长张贴反诈海报",
    "整理返乡人员名单",
    "清理楼道杂物",
)
ALLIANCES = (
    (
        "站所联盟",
        "transport",
        "客运站周边秩序、黑车和纠纷联治",
        ("新宁路客运站", "运输管理所", "出租车公司"),
    ),
    (
        "商所联盟",
        "shops",
        "重点商业场所扒窃和消费纠纷联防",
        ("人民公园商场", "沿街商铺代表", "市场监管所"),
    ),
    ("队所联盟", "city", "与城市管理综合执法联动", ("城管执法队", "社区居委会")),
)
POINTS = (
    ("{}中心小学", "school"),
    ("{}幼儿园", "school"),
    ("{}卫生院", "hospital"),
    ("{}信用社", "bank"),
)


class LiaisonMaker:
    """One officer after the other."""

    def __init__(self, *, chance: Random, at: datetime) -> None:
        self.chance, self.at = chance, at
        self.today = timezone.localdate(at)
        self.counts = {"contacts": 0, "alliances": 0, "key points": 0}

    def make(self) -> str:
        posts = Post.objects.valid(on=self.today).for_role(Role.COMMUNITY_OFFICER)
        posts = posts.filter(area__kind=Area.Kind.COMMUNITY)
        for post in posts.select_related("user", "area"):
            self._contacts(post)
            self._points(post)
        for chief in self._chiefs():
            self._alliances(chief)
        return ", ".join(f"{number} {what}" for what, number in self.counts.items())

    def _chiefs(self):
        rows = Post.objects.valid(on=self.today).for_role(Role.STATION_CHIEF)
        rows = rows.filter(area__kind=Area.Kind.STATION).select_related("user", "area")
        return {post.area_id: post for post in rows.order_by("-pk")}.values()

    def _contacts(self, post: Post) -> None:
        self._contact(post, "secretary", Rhythm.DAILY, f"{post.area.short_name}党支部")
        if post.area.code == SHOWN or self.chance.random() < 0.3:
            self._contact(post, "property", Rhythm.WEEKLY, "惠民物业")

    def _contact(self, post: Post, role: str, rhythm: str, organisation: str) -> None:
        began = self.at - timedelta(days=20)
        contact = liaisons.create(
            facts=liaisons.Facts(
                name=names.full_name(self.chance, sex="male"),
                role=role,
                area=post.area,
                rhythm=rhythm,
                responsible=post.user,
                organisation=organisation,
                phone=f"138{self.chance.randint(0, 99_999_999):08d}",
            ),
            by=post.user,
            at=began,
        )
        self.counts["contacts"] += 1
        days = (
            (9, 3, 1) if post.area.code == SHOWN else (self.chance.choice((0, 1, 4)),)
        )
        for ago in days:
            self._talk(contact, post, ago)

    def _talk(self, contact: LiaisonContact, post: Post, ago: int) -> None:
        moment = self.at - timedelta(days=ago, hours=1)
        agreed = []
        if self.chance.random() < 0.4:
            until = timezone.localdate(moment) + timedelta(
                days=self.chance.randint(1, 12)
            )
            agreed = [liaisons.Agreed(self.chance.choice(AGREED), until, contact.name)]
        liaisons.talk(
            contact=contact,
            way=self.chance.choice((ContactWay.IN_PERSON, ContactWay.PHONE)),
            about=self.chance.choice(ABOUT),
            agreed=agreed,
            by=post.user,
            at=moment,
        )

    def _points(self, post: Post) -> None:
        if post.area.code != SHOWN and self.chance.random() > 0.25:
            return
        kinds = list(EquipmentKind.objects.filter(code__in=["one_key_alarm", "video"]))
        for name, kind in POINTS if post.area.code == SHOWN else POINTS[:1]:
            point = key_points.create(
                facts=key_points.Facts(
                    name.format(post.area.short_name), kind, post.area
                ),
                by=post.user,
                at=self.at - timedelta(days=200),
            )
            self.counts["key points"] += 1
            for equipment in kinds:
                self._equipment(point, equipment, post)

    def _equipment(self, point: KeyPoint, kind: EquipmentKind, post: Post) -> None:
        found = key_points.add_equipment(
            key_point=point,
            kind=kind,
            since_on=self.today - timedelta(days=400),
            camera_count=self.chance.randint(4, 32) if kind.has_cameras else None,
            covers="校门、操场、食堂" if kind.has_cameras else "接入派出所值班室",
            by=post.user,
            at=self.at - timedelta(days=190),
        )
        works = self.chance.random() < 0.92
        ago = self.chance.choice((2, 10, 20, kind.cycle_days + 3))
        key_points.record_test(
            equipment=found,
            works=works,
            note="" if works else "按下后值班室无响应，已联系厂家",
            tested_on=self.today - timedelta(days=ago if works else 2),
            by=post.user,
            at=self.at,
        )

    def _alliances(self, chief: Post) -> None:
        towns = Area.objects.below(chief.area).filter(code=XINING)
        chosen = ALLIANCES if towns.exists() else ALLIANCES[1:2]
        for name, kind, purpose, members in chosen:
            alliance = alliances.create(
                facts=alliances.Facts(
                    name,
                    kind,
                    chief.area,
                    chief.user,
                    purpose,
                    self.today - timedelta(days=300),
                ),
                by=chief.user,
                at=self.at - timedelta(days=60),
            )
            self.counts["alliances"] += 1
            joined = [
                alliances.add_member(
                    alliance=alliance,
                    organisation=member,
                    contact_name="王经理",
                    phone="0971-6301104",
                    by=chief.user,
                    at=self.at - timedelta(days=60),
                )
                for member in members
            ]
            self._joint(alliance, joined, chief)

    def _joint(self, alliance, members, chief: Post) -> None:
        done = alliances.plan(
            alliance=alliance,
            title="联合清查重点部位",
            planned_at=self.at - timedelta(days=30),
            lead=chief.user,
            members=members,
            by=chief.user,
            at=self.at - timedelta(days=40),
        )
        alliances.finish(
            action=done,
            result=alliances.Result(
                "清查26处，发现隐患5处，当场整改3处，劝离黑车4辆。",
                self.today - timedelta(days=30),
                people_count=18,
                found_count=5,
                reached_count=120,
            ),
            by=chief.user,
            at=self.at - timedelta(days=29),
        )
        alliances.plan(
            alliance=alliance,
            title="节前联合巡查",
            planned_at=self.at + timedelta(days=5),
            lead=chief.user,
            members=members[:2],
            by=chief.user,
            at=self.at,
        )


def make(*, chance: Random, at: datetime, scale: float) -> str:
    """Fill liaison, alliances and key points of every village and station."""
    return LiaisonMaker(chance=chance, at=at).make()
