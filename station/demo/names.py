"""Made-up people: names, ID numbers and phones that keep every rule."""

from datetime import date, timedelta
from random import Random

from station import identity

SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕"
    "苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史"
    "顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
MALE = "建国志强军明伟刚勇斌峰磊涛鹏飞海龙德福永林生平学文武兴旺宝山振华俊杰浩宇子轩"
FEMALE = "秀英桂兰玉梅芳霞丽娟红艳淑珍凤琴月娥春燕雪婷敏静慧欣怡雨晴佳琪梦瑶子涵"
PHONE_HEADS = (
    "130",
    "131",
    "133",
    "135",
    "136",
    "138",
    "139",
    "150",
    "155",
    "158",
    "177",
    "186",
    "189",
)


def given_name(chance: Random, *, sex: str) -> str:
    """One or two characters that go together often enough."""
    pool = MALE if sex == "male" else FEMALE
    start = chance.randrange(0, len(pool) - 1)
    if chance.random() < 0.25:
        return pool[start]
    return pool[start] + pool[chance.randrange(len(pool))]


def surname(chance: Random) -> str:
    """The front of the list is far more common, as in life."""
    return SURNAMES[int(len(SURNAMES) * chance.random() ** 2.2)]


def full_name(chance: Random, *, sex: str) -> str:
    """Surname and given name."""
    return surname(chance) + given_name(chance, sex=sex)


def birth_date(chance: Random, *, between: tuple[int, int], on: date) -> date:
    """A birthday that makes somebody this many years old."""
    youngest, oldest = between
    days = chance.randint(youngest * 365 + 1, oldest * 365 + 364)
    return on - timedelta(days=days)


def id_number(chance: Random, *, county: str, born: date, sex: str) -> str:
    """A number that GB 11643 accepts; it belongs to nobody we know of."""
    order = chance.randrange(0, 500) * 2 + (1 if sex == "male" else 0)
    first17 = f"{county}{born:%Y%m%d}{order:03d}"
    return first17 + identity.check_digit(first17)


def phone(chance: Random) -> str:
    """A mobile number with four zeros inside, so that none is dialled by accident."""
    return f"{chance.choice(PHONE_HEADS)}0000{chance.randrange(10000):04d}"
