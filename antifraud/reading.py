"""What a call told in words says of a fraud: sums and ways, as a proposal to correct.

Sums are read where the text names money ("投进去六千", "转账3.2万元", "损失12,800元"); the
sum of all that is said to be lost goes before the largest single one.
"""

import re
from decimal import Decimal

from antifraud.workflow.cases import ContactWay, Outcome
from antifraud.workflow.people import Group

DIGITS = {word: value for value, word in enumerate("零一二三四五六七八九")} | {
    "〇": 0, "两": 2, "壹": 1, "贰": 2, "叁": 3, "肆": 4, "伍": 5,
}  # fmt: skip
UNITS = {"十": 10, "百": 100, "千": 1000, "万": 10000}
HAN = "".join({*DIGITS, *UNITS})
FIGURE = re.compile(
    r"([0-9][0-9,，]*(?:\.[0-9]+)?)\s*(万|千|百)?(余|多)?(元|块|圆|人民币)?"
)
WORDS = re.compile(rf"([{HAN}]{{2,}}|[{HAN}](?=元|块))(余|多)?(元|块|圆)?")
MONEY = re.compile(
    r"(损失|被骗|骗走|骗了|转账|转了|转走|汇款|汇了|投进去|投入|投了|充值|垫付|垫了|支付|付了|付款|交了|扣了|刷走)[^,，。;；]{0,8}$"
)
TOTAL = re.compile(r"(共|合计|总计|损失|被骗)[^,，。;；0-9]{0,6}$")
NOTHING = re.compile(
    r"未转账|没有转账|没转账|未造成损失|没有损失|无损失|未受骗|没有上当|及时挂断|未损失"
)
WAYS = (
    (ContactWay.SHORT_VIDEO, r"抖音|快手|短视频|直播间"),
    (ContactWay.DATING, r"交友|相亲|婚恋|探探|陌陌"),
    (ContactWay.GAME, r"游戏|王者|账号交易|皮肤"),
    (ContactWay.SHOPPING, r"淘宝|闲鱼|拼多多|京东|网购|购物平台"),
    (ContactWay.SMS, r"短信|链接短信"),
    (ContactWay.PARCEL, r"快递(?:里|中|内)|刮刮卡|传单|包裹(?:里|中|内)"),
    (ContactWay.CHAT, r"微信|QQ|qq|群里|加好友|网友"),
    (ContactWay.PHONE, r"来电|电话|接到自称|视频通话"),
    (ContactWay.APP, r"APP|App|app|软件|网站|网页|平台|网上|手机上"),
    (ContactWay.IN_PERSON, r"上门|当面|路边|线下"),
)
GROUPS = (
    (Group.STUDENT, r"学生|大学|宿舍|同学|学校"),
    (Group.ELDERLY, r"老人|老年|大爷|大妈|奶奶|爷爷|养老"),
    (Group.COURIER, r"快递员|外卖员|骑手"),
    (Group.COMPANY_STAFF, r"公司财务|会计|出纳|单位财务"),
    (Group.SHOP_STAFF, r"店主|店员|商户|店铺"),
    (Group.VILLAGER, r"村民|[一二三四五六七八九十]社"),
)


def loss_of(text: str) -> Decimal | None:
    """The sum lost, as far as the words tell it."""
    found = list(_sums(text))
    totals = [value for value, is_total in found if is_total]
    values = totals or [value for value, _is_total in found]
    return max(values, default=None)


def outcome_of(text: str) -> str:
    """Lost, unless it is said that nothing was."""
    return Outcome.ATTEMPT if NOTHING.search(text) else Outcome.LOST


def way_of(text: str) -> str:
    """How the fraudster came."""
    return next(
        (way for way, words in WAYS if re.search(words, text)), ContactWay.UNKNOWN
    )


def group_of(text: str) -> str:
    """Whom it met."""
    return next(
        (group for group, words in GROUPS if re.search(words, text)), Group.OTHER
    )


def _sums(text: str):
    """Every sum and whether it is told as the whole."""
    for match in FIGURE.finditer(text):
        digits, unit, _more, money = match.groups()
        before = text[: match.start()]
        if not (money or (MONEY.search(before) and not _is_count(text, match.end()))):
            continue
        value = Decimal(re.sub(r"[,，]", "", digits)) * UNITS.get(unit or "", 1)
        yield _rounded(value), bool(TOTAL.search(before))
    for match in WORDS.finditer(text):
        words, _more, money = match.groups()
        before = text[: match.start()]
        if not (money or (MONEY.search(before) and not _is_count(text, match.end()))):
            continue
        if value := spelled(words):
            yield _rounded(Decimal(value)), bool(TOTAL.search(before))


def _is_count(text: str, end: int) -> bool:
    """So many times, people or minutes are no money."""
    return text[end : end + 1] in set("次单笔人天个号分秒点年月日期通条张")


def spelled(words: str) -> int:
    """``两万三`` is 23000, ``六千`` 6000; 0 where it is no number."""
    total = section = digit = 0
    last = 1
    for word in words:
        if word in DIGITS:
            digit = DIGITS[word]
            last = 10 if word in "零〇" else last
            continue
        unit = UNITS[word]
        if unit == UNITS["万"]:
            total += (section + digit or 1) * unit
            section = 0
        else:
            section += (digit or 1) * unit
        digit, last = 0, unit
    # 两万三 leaves out the thousand, 三百五 the ten.
    return total + section + digit * (last // 10 if last > 10 else 1)


def _rounded(value: Decimal) -> Decimal:
    return value.quantize(Decimal("0.01"))
