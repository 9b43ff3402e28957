"""What the made-up cases are about: whom which scam meets how often, and how."""

from dataclasses import dataclass

from antifraud.workflow.cases import ContactWay
from antifraud.workflow.people import AgeBand, Group

C, G, A = ContactWay, Group, AgeBand


@dataclass(frozen=True)
class Kind:
    """One type among one group: how often, how it came, how much it cost."""

    weight: int
    code: str
    group: str
    channel: str
    band: str
    least: int
    most: int
    place: str = ""


# 花源: two campuses, compounds and villages at the edge of the city.
CITY = (
    Kind(7, "fake-order", G.STUDENT, C.CHAT, A.TO_25, 300, 9000, "学生宿舍"),
    Kind(5, "games", G.STUDENT, C.GAME, A.TO_25, 100, 3000, "学生宿舍"),
    Kind(5, "false-shopping", G.STUDENT, C.SHOPPING, A.TO_25, 80, 2500),
    Kind(3, "games", G.STUDENT, C.SHORT_VIDEO, A.UNDER_18, 50, 1200),
    Kind(6, "false-courier", G.RESIDENT, C.PHONE, A.TO_40, 500, 40000),
    Kind(6, "fake-order", G.RESIDENT, C.APP, A.TO_40, 1000, 60000),
    Kind(4, "false-credit", G.RESIDENT, C.PHONE, A.TO_40, 2000, 80000),
    Kind(4, "investment", G.RESIDENT, C.SHORT_VIDEO, A.TO_59, 5000, 300000),
    Kind(2, "false-loan", G.COURIER, C.APP, A.TO_40, 800, 20000),
    Kind(2, "dating", G.RESIDENT, C.DATING, A.TO_40, 3000, 120000),
    Kind(3, "false-police", G.ELDERLY, C.PHONE, A.FROM_60, 2000, 90000),
    Kind(2, "investment", G.ELDERLY, C.IN_PERSON, A.FROM_60, 5000, 150000),
    Kind(2, "false-leader", G.COMPANY_STAFF, C.CHAT, A.TO_40, 10000, 400000),
    Kind(1, "false-leader", G.SHOP_STAFF, C.CHAT, A.TO_59, 2000, 30000),
)
# 罗城: villages, many people back from work elsewhere.
COUNTRY = (
    Kind(5, "fake-order", G.VILLAGER, C.CHAT, A.TO_40, 500, 30000),
    Kind(4, "false-police", G.ELDERLY, C.PHONE, A.FROM_60, 1000, 50000),
    Kind(3, "false-loan", G.VILLAGER, C.APP, A.TO_40, 500, 15000),
    Kind(3, "false-shopping", G.VILLAGER, C.SHORT_VIDEO, A.TO_59, 100, 5000),
    Kind(2, "investment", G.ELDERLY, C.IN_PERSON, A.FROM_60, 2000, 60000),
    Kind(2, "fake-order", G.RETURNEE, C.SHORT_VIDEO, A.TO_40, 500, 20000),
    Kind(1, "false-credit", G.RETURNEE, C.PHONE, A.TO_40, 1000, 30000),
    Kind(1, "false-courier", G.SHOP_STAFF, C.PHONE, A.TO_59, 500, 12000),
)
# The rise of the last weeks, before anybody has seen it.
RISE = Kind(1, "fake-order", G.STUDENT, C.CHAT, A.TO_25, 600, 8000, "学生宿舍")
TOLD = {
    "fake-order": "在微信群里被拉去做点赞任务，前三单返了钱，后来要求垫付，钱取不出来。",
    "games": "在陌生网站卖游戏账号，先交保证金，之后客服失联。",
    "false-shopping": "在短视频平台看到低价商品，私下转账后对方拉黑。",
    "false-courier": "自称快递客服，说快件丢失双倍理赔，引导共享屏幕。",
    "false-credit": "来电称校园贷账户影响征信，要求把钱转到指定账户。",
    "investment": "被拉进荐股群，在陌生平台入金，无法提现。",
    "false-loan": "贷款前要求先交解冻费、保证金。",
    "dating": "网上认识两个月未见面，以生病急用为由多次借钱。",
    "false-police": "自称公安局民警，说涉嫌洗钱，要求转到安全账户。",
    "false-leader": "对方用领导头像加好友，让代垫一笔货款。",
}
