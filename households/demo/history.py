"""Months of visits, promises, cards and messages, told through the real actions."""

from datetime import datetime, time, timedelta
from random import Random

from django.utils import timezone

from households.actions import cards, follow_ups, messages, visits
from households.models import (
    Advice,
    FollowUp,
    Household,
    MessageKind,
    Outcome,
    Purpose,
    Visit,
)
from households.receipts import receipt_for
from station.demo import names
from station.models import Area, Post
from station.roles import Role

MONTHS = 4
VISITS = 7  # of a village
VISITS_SHOWN = 45  # of the village whose officer's account is printed
SHOWN = "620724108204"

LEARNED = (
    "老人身体尚好，冬季取暖用煤炉，已提醒开窗通风。",
    "儿子在外务工，春节前回来;家中水费单据有疑问，已告知咨询电话。",
    "邻居说夜里常有陌生车辆停在巷口，答应留意。",
    "今年制种玉米收成不错，担心收购款结算晚。",
    "孩子在镇中心小学读书，放学由奶奶接。",
    "院墙有一处开裂，准备开春修补。",
    "家中添了新电动车，已提醒不要在屋内充电。",
)
ASKED = (
    "",
    "",
    "想问孙女户口迁移要带哪些材料。",
    "身份证快到期，想约上门办理。",
    "希望调解与邻居的地埂问题。",
    "想给家里老人办居住证明。",
)
MATTERS = (
    "回访户口迁移材料是否备齐",
    "看煤炉烟道是否已经修好",
    "送达办好的身份证",
    "再与两家一起看地埂界线",
    "了解老人出院后的情况",
)
MESSAGES = (
    "请问周末派出所能办身份证吗?",
    "村口路灯坏了好几天，晚上出行不便。",
    "楼下有人占用消防通道停车，请帮忙协调。",
    "想咨询租房登记需要哪些材料。",
    "我家老人走失过一次，想登记一下联系方式。",
)
TIPS = (
    "二社一处空房夜里常有人聚集打牌，输赢很大。",
    "有人在村里收购银行卡，说一张给五百。",
)
REPLIES = (
    "您好，周六上午9点到12点户籍窗口开放，带身份证和户口本即可。",
    "已联系村委会和供电所，明天上午去修，修好后给您回话。",
    "已到现场劝离，并与物业商定划线，谢谢您反映。",
)


class HistoryMaker:
    """Lets every officer work through the last months."""

    def __init__(self, *, chance: Random, at: datetime) -> None:
        self.chance = chance
        self.at = at
        self.counts = {"visits": 0, "cards": 0, "messages": 0, "follow-ups": 0}

    def make(self) -> str:
        """Village by village; says what was done."""
        posts = (
            Post.objects.valid(on=self.at.date())
            .for_role(Role.COMMUNITY_OFFICER)
            .filter(area__kind=Area.Kind.COMMUNITY)
            .select_related("user", "area")
        )
        for post in posts:
            self._village(post)
        return ", ".join(f"{number} {what}" for what, number in self.counts.items())

    def _village(self, post: Post) -> None:
        """Cards first, then the rounds, then what came in."""
        began = self.at - timedelta(days=30 * MONTHS)
        card = cards.issue(area=post.area, by=post.user, at=began)
        shown = post.area.code == SHOWN
        households = list(
            Household.objects.filter(area__path__startswith=post.area.path)
            .select_related("area", "address")
            .prefetch_related("residents")
            .order_by("number")[: 3 * VISITS_SHOWN]
        )
        self.chance.shuffle(households)
        chosen = households[: VISITS_SHOWN if shown else VISITS]
        moments = sorted(self._moment() for _household in chosen)
        for household, moment in zip(chosen, moments, strict=True):
            self._visit(household, card, by=post.user, moment=moment)
        if shown:
            self._today(households[VISITS_SHOWN:][:3], by=post.user)
        if shown or self.chance.random() < 0.5:
            self._received(card, by=post.user, shown=shown)

    def _moment(self) -> datetime:
        """A quarter of an hour in daylight on one of the last days."""
        day = self.at.date() - timedelta(days=self.chance.randint(1, 30 * MONTHS - 1))
        clock = time(self.chance.randint(9, 17), self.chance.choice((0, 15, 30, 45)))
        return timezone.make_aware(datetime.combine(day, clock))

    def _visit(self, household, card, *, by, moment: datetime) -> Visit:
        chance = self.chance
        met = chance.random() < 0.82
        people = [household.residents.all()[0]] if met else []
        outcome = Outcome.MET if met else Outcome.NOBODY_HOME
        promised = met and chance.random() < 0.2
        visit = visits.record(
            household=household,
            report=visits.Report(
                purpose=chance.choice(
                    (Purpose.ROUTINE, Purpose.ROUTINE, Purpose.REGISTER, Purpose.CARE)
                ),
                outcome=outcome,
                visited_at=moment,
                people_met=people,
                learned=chance.choice(LEARNED) if met else "",
                asked_for=chance.choice(ASKED) if met else "",
                advice=chance.sample(list(Advice), 2) if met else [],
            ),
            by=by,
            at=moment + timedelta(minutes=12),
            card=visits.CardGiven(card, people[0].name)
            if met and chance.random() < 0.8
            else None,
            promise=self._promise(moment) if promised else None,
        )
        self.counts["visits"] += 1
        self.counts["cards"] += visit.card_handovers.count()
        if promised:
            self._keep(visit, by=by)
        return visit

    def _promise(self, moment: datetime) -> visits.Promise:
        days = self.chance.choice((1, 1, 3, 7, 14))
        return visits.Promise(
            matter=self.chance.choice(MATTERS), due_at=moment + timedelta(days=days)
        )

    def _keep(self, visit: Visit, *, by) -> None:
        """Nearly every promise was kept in time; a few of the latest are open."""
        self.counts["follow-ups"] += 1
        follow_up = FollowUp.objects.get(visit=visit)
        recent = follow_up.due_at > self.at - timedelta(days=2)
        if recent or self.chance.random() < 0.04:
            return
        follow_ups.mark_done(
            follow_up=follow_up,
            by=by,
            at=follow_up.due_at - timedelta(hours=self.chance.randint(1, 6)),
            result="已办妥，群众满意。",
        )

    def _today(self, households, *, by) -> None:
        """What the officer of the demo owes today and in the coming days."""
        for household, hours in zip(households, (2, 5, 27), strict=False):
            follow_ups.create(
                household=household,
                matter=self.chance.choice(MATTERS),
                due_at=self.at + timedelta(hours=hours),
                by=by,
                at=self.at,
            )
            self.counts["follow-ups"] += 1

    def _received(self, card, *, by, shown: bool) -> None:
        """Messages of the last weeks; the older ones are answered."""
        for order in range(4 if shown else 1):
            moment = self.at - timedelta(days=2 + 9 * order, hours=order)
            sex = self.chance.choice(("male", "female"))
            message = self._receive(
                card,
                moment,
                text=self.chance.choice(MESSAGES),
                sender_name=names.full_name(self.chance, sex=sex),
                sender_phone=names.phone(self.chance),
            )
            if order or not shown:
                messages.answer(
                    message=message,
                    by=by,
                    text=self.chance.choice(REPLIES),
                    at=moment + timedelta(hours=20),
                )
        if shown:
            self._receive(
                card,
                self.at - timedelta(days=1),
                kind=MessageKind.TIP,
                text=self.chance.choice(TIPS),
                is_anonymous=True,
            )

    def _receive(self, card, moment, *, kind=MessageKind.MESSAGE, **sent):
        self.counts["messages"] += 1
        receipt = receipt_for(f"demo-{self.counts['messages']}", sent["text"])
        return messages.receive(
            card=card, kind=kind, receipt=receipt, at=moment, **sent
        )


def make(*, chance: Random, at: datetime, scale: float) -> str:
    """The history of the demo."""
    return HistoryMaker(chance=chance, at=at).make()
