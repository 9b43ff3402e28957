"""A day's calls as the desk writes them, some decided, most still waiting."""

from datetime import timedelta

from station.actions import calls, screening
from station.actions.calls import CallFacts, Gazetteer
from station.models import Area, Post
from station.roles import Role
from station.screening.loading import judge_of

DECIDED = 3  # of each station's calls, not counting those that make a dispute
STORIES = (
    ("纠纷", "两家因地埂被移动发生争吵,一方拿着铁锹,双方都不让"),
    ("求助", "报警人称在手机上刷单做任务,前几单返了钱,投进去六千取不出来"),
    ("求助", "停在村委会门口的电动车电瓶被偷"),
    ("纠纷", "丈夫酒后动手打人,报警人带孩子躲在邻居家"),
    ("其他", "咨询补办身份证需要什么材料"),
    ("纠纷", "水渠放水顺序问题,十几个村民在渠口对峙"),
    ("求助", "接到自称公安局的电话,说涉嫌洗钱要求把钱转到安全账户"),
    ("纠纷", "打工的工钱一直拖着不给,今天去要又吵了起来"),
    ("求助", "老人上午出门至今未归,有老年痴呆"),
)
NAMES = ("王秀兰", "李建军", "张桂芳", "赵永强", "陈玉梅", "杨志刚")


def make(*, chance, at, scale) -> str:
    """Some calls for every station that has a chief."""
    posts = Post.objects.valid(on=at.date()).filter(role=Role.STATION_CHIEF)
    chiefs = {post.area: post.user for post in posts.select_related("area", "user")}
    judge, made = judge_of(), 0
    for station, by in chiefs.items():
        made += _one(station, by, judge, chance=chance, at=at)
    return f"{made} calls"


def _one(station: Area, by, judge, *, chance, at) -> int:
    """A day's calls of one station; those put aside or corrected come last."""
    villages = list(Gazetteer(station).names)
    if not villages:
        return 0
    rows = [
        CallFacts(
            number=f"{at:%Y%m%d}{station.pk:06d}{place:04d}",
            called_at=at
            - timedelta(hours=2 * place + 1, minutes=chance.randint(0, 59)),
            summary=f"报警人称{told}",
            caller_name=chance.choice(NAMES),
            phone=f"1390000{chance.randint(1000, 1040)}",
            category=category,
            place=f"{chance.choice(villages)[0]}{chance.choice('一二三四')}社",
            handling="民警到场处置",
        )
        for place, (category, told) in enumerate(STORIES)
    ]
    made = calls.take_in_all(station=station, rows=rows, judge=judge, by=by, at=at)
    others = [call for call in made if call and call.proposed_kind == "other"]
    for call in others[:DECIDED]:
        screening.confirm(call=call, by=by, at=at)
    return sum(call is not None for call in made)
