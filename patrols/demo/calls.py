"""Two months of calls from the township of the demo: where and when they come from.

A day with its market, its school gate and its evenings, as the desk wrote them down;
all of them looked through long ago.
"""

from datetime import datetime, time, timedelta
from random import Random

from patrols.demo.volunteers import SHOWN
from station import working_days
from station.actions import calls, screening
from station.actions.calls import CallFacts
from station.models import Area, Post
from station.roles import Role
from station.screening.loading import judge_of

DAYS = 56
EVERY_DAY, WEEKEND, SCHOOL = tuple(range(7)), (4, 5, 6), (0, 1, 2, 3, 4)
# Where, days, hours, calls a week, category, what was said.
STORIES = (
    ("罗城村小吃街", WEEKEND, (20, 21, 22), 4, "求助", "夜市有人酒后倒在路边不省人事"),
    ("罗城村小吃街", EVERY_DAY, (19, 20, 21, 22), 2, "其他", "烧烤摊音响声音太大，影响休息"),
    ("罗城村农贸市场", WEEKEND, (8, 9, 10), 2, "求助", "赶集时手机被偷"),
    ("罗城村农贸市场", EVERY_DAY, (9, 10, 16), 1, "其他", "停在市场东门的电动车电瓶被偷"),
    ("罗城村中心小学", SCHOOL, (7, 16, 17), 2, "其他", "校门口车辆堵住道路，孩子过不去"),
    ("罗城村客运站", EVERY_DAY, (7, 12, 17, 18), 2, "求助", "候车时背包丢失"),
    ("罗城村惠民小区", EVERY_DAY, (21, 22, 23), 1, "其他", "陌生人在单元门口逐户敲门"),
    ("天城村", EVERY_DAY, (19, 20, 21), 1, "其他", "村道路灯下有陌生车辆长时间停留"),
    ("天城村", EVERY_DAY, (6, 7, 18), 1, "求助", "羊群上了公路，过往车辆避让不及"),
    ("侯庄村", EVERY_DAY, (20, 21, 22), 1, "其他", "库房门锁被撬，丢失滴灌带"),
    ("下庄村", EVERY_DAY, (15, 16, 17), 1, "求助", "有孩子在水塘边玩耍，大人不在"),
    ("河西村", WEEKEND, (10, 14, 15), 1, "求助", "景区停车场车窗被砸"),
    ("红山村", EVERY_DAY, (13, 14, 15), 1, "其他", "林边有人生火冒烟"),
    ("花墙子村", EVERY_DAY, (19, 20), 1, "其他", "院墙外有人来回走动"),
)  # fmt: skip


def make(*, chance: Random, at: datetime, scale: float) -> str:
    """For the station of the demo accounts."""
    township = Area.objects.filter(code=SHOWN).select_related("parent").first()
    if township is None:
        return "no station to show"
    station = township.parent
    posts = Post.objects.valid(on=at.date()).for_role(Role.STATION_CHIEF)
    by = posts.filter(area=station).select_related("user").first().user
    judge, made, today = judge_of(), 0, working_days.local_date(at)
    for back in range(DAYS, 0, -1):
        rows = _of_day(today - timedelta(days=back), station, chance)
        moment = working_days.at_clock(today - timedelta(days=back - 1), time(0, 30))
        taken = calls.take_in_all(
            station=station, rows=rows, judge=judge, by=by, at=moment
        )
        for call in taken:
            screening.reject(call=call, by=by, at=moment + timedelta(hours=8))
        made += len(taken)
    return f"{made} calls of two months"


def _of_day(day, station: Area, chance: Random) -> list[CallFacts]:
    """What happened that day, each as often a week as its story says."""
    found = []
    for place, days, hours, often, category, told in STORIES:
        if day.weekday() not in days or chance.random() > often / len(days):
            continue
        clock = time(chance.choice(hours), chance.randint(0, 59))
        found.append(
            CallFacts(
                number=f"{day:%Y%m%d}{station.pk:06d}{9000 + len(found)}",
                called_at=working_days.at_clock(day, clock),
                summary=f"报警人称{told}",
                category=category,
                place=place,
                handling="民警到场处置",
            )
        )
    return found
