"""This week's sendings on the campuses: handed over, held back, waiting, broken off."""

from datetime import datetime, time, timedelta
from random import Random

from antifraud.actions import alert_limits, alerts, sendings
from antifraud.actions.alert_words import Words
from antifraud.limits import Rules
from antifraud.models import Alert, AlertSending, Audience
from antifraud.workflow.sendings import INTERRUPTED, Channel, SendingStatus
from station import working_days
from station.duty import Roster
from station.models import Area, User

CAMPUS_TOWN, OLD_TOWN = "510118004", "620724108"
# Days ago, how many groups, what it said.
WEEK = (
    (5, 4, "提醒", "校园贷“注销账户”是骗局",
     ("自称客服说您有校园贷记录、要配合注销，否则影响征信，一律是诈骗。"
     "征信由人民银行统一管理，个人和客服无权修改。接到先挂断，再打96110。")),
    (3, 5, "案例", "代抢回家车票，一学生被骗460元",
     ("案例：一名学生在群里找人代抢春运车票，付“加急费”后被拉黑。"
     "请只在12306官方平台购票、候补，不找陌生人代抢。")),
    (1, 3, "提醒", "“内部兼职”进群先交押金，是诈骗",
     ("近日有人在宿舍楼发小卡片招“线上兼职”，进群先交押金再派单。"
     "凡是先交钱的兼职都是诈骗，请同学互相转告。")),
)  # fmt: skip
TODAY = (
    "冒充老师收“资料费”的又来了，转账前先打电话",
    (
        "有人盗用老师头像混进班级群，以资料费、体检费名义发收款码。"
        "请先打电话向老师本人核实，确认前不付款。已付款的马上拨打110或96110。"
    ),
)
TONIGHT = (
    "今晚起外卖平台“退款客服”诈骗多发",
    "接到电话说外卖丢失、要加好友退款的，不要共享屏幕，不要输验证码。",
)


def make(*, chance: Random, at: datetime, scale: float) -> str:
    """Quiet evenings for the old town, a busy week on the campuses."""
    _limits(at)
    town = Area.objects.filter(code=CAMPUS_TOWN).first()
    groups = _groups(town) if town else []
    chief = _chief(town, at) if groups else None
    if chief is None or all(row.owner_id == chief.pk for row in groups):
        return "no groups to send to"
    for days, count, *words in WEEK:
        _handed_over(words, groups[:count], chief, at - timedelta(days=days))
    _today(groups, chief, at - timedelta(minutes=50))
    return f"{_tonight(groups, town, chief, at)} sendings"


def _limits(at: datetime) -> None:
    """In the old town the evening begins at eight."""
    town = Area.objects.filter(code=OLD_TOWN).first()
    chief = _chief(town, at) if town else None
    if chief is not None:
        rules = Rules(quiet_from=time(20), quiet_until=time(8, 30))
        alert_limits.set_(area=town, rules=rules, by=chief, at=at - timedelta(days=40))


def _chief(town: Area, at: datetime) -> User | None:
    roster = Roster({town.path}, on=working_days.local_date(at))
    return User.objects.filter(pk__in=roster.leaders(town.path)).order_by("pk").first()


def _groups(town: Area) -> list[Audience]:
    """The groups of the campuses, with one owner of the first."""
    rows = Audience.objects.active().filter(area__path__startswith=town.path)
    rows = rows.filter(kind="student", channel=Channel.WECHAT)
    return list(rows.select_related("area", "owner").order_by("name", "pk"))


def _let_go(words, groups, chief: User, at: datetime, **how) -> Alert:
    """Written by the officer of the campus, let go by the chief."""
    kind, title, body = words
    writer = next(row.owner for row in groups if row.owner_id != chief.pk)
    alert = alerts.draft(
        words=Words(kind=kind, form="text", title=title, body=body),
        area=groups[0].area,
        audiences=groups,
        by=writer,
        at=at - timedelta(hours=2),
    )
    alert = alerts.submit(
        alert=alert, version=alert.version, by=writer, at=at - timedelta(hours=1)
    )
    return alerts.approve(alert=alert, version=alert.version, by=chief, at=at, **how)


def _handed_over(words, groups, chief: User, at: datetime) -> None:
    at = _by_day(at)
    mark, title, body = words
    kind = "case" if mark == "案例" else "warning"
    alert = _let_go((kind, title, body), groups, chief, at)
    for number, row in enumerate(alert.sendings.to_hand().for_list(), 1):
        sendings.hand_over(
            sending=row, by=row.audience.owner, at=at + timedelta(minutes=7 * number)
        )


def _by_day(at: datetime) -> datetime:
    """In the middle of that morning."""
    return working_days.at_clock(working_days.local_date(at), time(10, 20))


def _today(groups, chief: User, at: datetime) -> None:
    """To all of them: those that heard three times this week hear no more."""
    mails = Audience.objects.active().filter(
        area__path__startswith=groups[0].area.path[:-8], channel=Channel.MAIL
    )
    alert = _let_go(("warning", *TODAY), [*groups, *mails], chief, at)
    waiting = list(alert.sendings.to_hand().for_list().order_by("pk"))
    for number, row in enumerate(waiting[: len(waiting) // 2], 1):
        sendings.hand_over(
            sending=row, by=row.audience.owner, at=at + timedelta(minutes=4 * number)
        )
    broken = alert.sendings.filter(audience__channel=Channel.MAIL)
    broken.filter(status=SendingStatus.PLANNED).update(
        status=SendingStatus.UNSURE, began_at=at, attempts=1, last_error=INTERRUPTED
    )


def _tonight(groups, town: Area, chief: User, at: datetime) -> int:
    """Meant for the late evening: it waits for the morning by itself."""
    send_at = working_days.at_clock(working_days.local_date(at), time(21, 30))
    later = {"send_at": max(send_at, at + timedelta(hours=1))}
    _let_go(
        ("warning", *TONIGHT), groups[-3:], chief, at - timedelta(minutes=20), **later
    )
    rows = AlertSending.objects.filter(audience__area__path__startswith=town.path)
    return rows.count()
