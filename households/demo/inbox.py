"""Messages of every kind and in every state, and the offices they are handed to."""

from datetime import datetime, timedelta
from random import Random

from households.actions import (
    message_joining,
    message_voices,
    messages,
    referrals,
)
from households.actions.message_life import offices_for
from households.charge import charge_of
from households.demo.history import SHOWN
from households.models import ContactCard
from households.receipts import receipt_for
from households.workflow import CardStatus
from households.workflow.messages import MessageKind, OfficeKind, Satisfaction, Topic
from station.demo import names
from station.models import Area
from station.roles import Role

OFFICES = (
    (OfficeKind.HOTLINE, "12345政务服务便民热线", "12345", 5),
    (OfficeKind.VILLAGE, "村民委员会", "0936-6600101", 3),
    (OfficeKind.TOWNSHIP, "镇综治中心", "0936-6600110", 5),
    (OfficeKind.JUSTICE, "镇司法所", "0936-6600120", 10),
    (OfficeKind.FIRE, "消防救援大队", "119", 3),
    (OfficeKind.UTILITY, "供电所", "95598", 2),
)
QUESTION, ADVICE = MessageKind.QUESTION, MessageKind.ADVICE
LATE = timedelta(days=9)
FRESH = timedelta(hours=3)


class InboxMaker:
    """Lets residents of one village write, and its officer work through it."""

    def __init__(self, *, chance: Random, at: datetime) -> None:
        self.chance, self.at, self.count = chance, at, 0

    def make(self) -> str:
        """Offices for every station; the messages where the demo looks first."""
        stations = list(Area.objects.filter(kind=Area.Kind.STATION))
        for station in stations:
            self._offices(station)
        cards = ContactCard.objects.filter(status=CardStatus.ACTIVE)
        card = cards.filter(area__code=SHOWN).select_related("area").first()
        if card is not None:
            self.card = card
            self.by = charge_of(card.area, on=self.at.date()).owner()
            self._village()
        return f"{self.count} messages, {len(stations) * len(OFFICES)} offices"

    def _offices(self, station: Area) -> None:
        chief = charge_of(station, on=self.at.date()).owner()
        if chief is None:
            return
        posts = station.posts.valid(on=self.at.date()).for_role(Role.PARTNER)
        partners = [post.user for post in posts.select_related("user")]
        for kind, title, line, days in OFFICES:
            referrals.keep_office(
                station=station,
                kind=kind,
                title=title,
                line=line,
                usual_days=days,
                people=partners if kind == OfficeKind.JUSTICE else None,
                by=chief,
                at=self.at,
            )

    def _receive(self, kind: str, text: str, ago: timedelta, **facts):
        self.count += 1
        receipt = receipt_for(f"demo-inbox-{self.count}", text)
        if kind != MessageKind.TIP:
            sex = self.chance.choice(("male", "female"))
            facts.setdefault("sender_name", names.full_name(self.chance, sex=sex))
            facts.setdefault("sender_phone", names.phone(self.chance))
        else:
            facts["is_anonymous"] = True
        return messages.receive(
            card=self.card,
            kind=kind,
            text=text,
            receipt=receipt,
            at=self.at - ago,
            **facts,
        )

    def _answer(self, message, text: str, ago: timedelta) -> None:
        messages.answer(message=message, by=self.by, text=text, at=self.at - ago)

    def _village(self) -> None:
        self._open()
        self._stopped()
        self._settled()
        self._joined()

    def _open(self) -> None:
        """New ones of each promise; one of them late."""
        self._receive(
            QUESTION,
            "孙女户口想从外县迁过来，要带哪些材料?",
            FRESH,
            topic=Topic.HUKOU,
        )
        self._receive(
            ADVICE,
            "老伴总接到说有包裹要退款的电话，怎么防?",
            timedelta(hours=26),
            topic=Topic.FRAUD,
        )
        self._receive(
            MessageKind.DISTRESS,
            "我家老人出门两个小时没回来，电话打不通。",
            timedelta(minutes=20),
            place="三社涝池边",
        )
        self._receive(MessageKind.MESSAGE, "村口红绿灯坏了，上下学孩子过路危险。", LATE)
        self._receive(
            MessageKind.TIP,
            "镇上一家修车铺夜里收来路不明的电瓶。",
            timedelta(hours=5),
        )

    def _stopped(self) -> None:
        """Waiting for the sender, and with other offices: in time and late."""
        waiting = self._receive(
            MessageKind.MESSAGE, "邻居家的狗老是乱跑，吓到孩子。", timedelta(days=3)
        )
        messages.pause(
            message=waiting,
            by=self.by,
            text="请告诉我们是哪一社哪一户，方便上门了解。",
            at=self.at - timedelta(days=2),
        )
        offices = list(offices_for(self.card.area))
        for text, ago, office in (
            ("巷子里的电线垂得很低，怕出事。", timedelta(days=1), OFFICES[5][1]),
            ("与邻村的地界一直说不清，想找人调解。", timedelta(days=20), OFFICES[3][1]),
        ):
            message = self._receive(MessageKind.MESSAGE, text, ago)
            referrals.refer(
                message=message,
                office=next(found for found in offices if found.title == office),
                asked="请核实处理，并将结果告知派出所。",
                by=self.by,
                at=self.at - ago + timedelta(hours=2),
            )

    def _settled(self) -> None:
        """Answered: judged well, judged badly, opened again, gone on with."""
        good = self._receive(
            QUESTION, "身份证丢了怎么补办?", timedelta(days=12), topic=Topic.ID_CARD
        )
        self._answer(
            good,
            "带户口本到户籍窗口即可，当场照相，二十天内送到家。",
            timedelta(days=11),
        )
        message_voices.judge(
            message=good,
            satisfaction=Satisfaction.SATISFIED,
            text="回复很快，谢谢。",
            at=self.at - timedelta(days=10),
        )
        bad = self._receive(
            MessageKind.MESSAGE, "烧烤摊半夜还在放音响。", timedelta(days=6)
        )
        self._answer(bad, "已提醒摊主。", timedelta(days=5))
        message_voices.judge(
            message=bad,
            satisfaction=Satisfaction.NOT,
            text="昨晚又响到一点。",
            at=self.at - timedelta(days=4),
        )
        again = self._receive(
            MessageKind.MESSAGE, "学校门口车停得乱。", timedelta(days=8)
        )
        self._answer(again, "已安排上下学时段值守。", timedelta(days=7))
        message_voices.write_again(
            message=again, text="这两天又没有人了。", at=self.at - timedelta(hours=20)
        )

    def _joined(self) -> None:
        """Three about one thing: two by the same words, one by hand."""
        first = self._receive(
            MessageKind.MESSAGE, "水渠边的护栏断了一截。", timedelta(days=1, hours=2)
        )
        for minutes in (10, 25):
            self._receive(
                MessageKind.MESSAGE,
                "水渠边的护栏断了一截。",
                timedelta(days=1, hours=2) - timedelta(minutes=minutes),
                sender_name="",
                sender_phone=first.sender_phone,
            )
        other = self._receive(
            MessageKind.MESSAGE, "水渠边护栏断了没人管吗?", timedelta(days=1)
        )
        message_joining.merge(
            message=other, into=first, by=self.by, at=self.at - timedelta(hours=22)
        )


def make(*, chance: Random, at: datetime, scale: float) -> str:
    """The inbox of the demo."""
    return InboxMaker(chance=chance, at=at).make()
