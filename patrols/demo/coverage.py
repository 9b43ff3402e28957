"""The chief's own hours of the demo: the night market, the school gate, the square."""

from patrols.actions import needs
from patrols.demo.volunteers import SHOWN
from patrols.models import NeedWeight, PatrolPoint
from patrols.workflow.coverage import NeedSource
from station.models import Area, Post
from station.roles import Role

# what for, days, from, until, minutes, point
HOURS = (
    ("夜市", (4, 5, 6), 19, 22, 60, "小吃街口"),
    ("学生上学", (0, 1, 2, 3, 4), 7, 8, 40, "罗城中心小学校门"),
    ("学生放学", (0, 1, 2, 3, 4), 16, 18, 40, "罗城中心小学校门"),
    ("赶集", (5, 6), 9, 11, 60, "农贸市场东口"),
    ("末班车到站", (0, 1, 2, 3, 4, 5, 6), 17, 19, 30, "镇客运站"),
    ("广场舞", (0, 1, 2, 3, 4, 5, 6), 19, 21, 20, "天城村文化广场"),
    ("护林防火", (5, 6), 13, 15, 30, "红山护林检查站"),
)
AT_THE_MARKET = 90  # minutes for each call where most people come together


def make(*, chance, at, scale) -> str:
    """For the station of the demo accounts."""
    township = Area.objects.filter(code=SHOWN).select_related("parent").first()
    if township is None:
        return "no station to show"
    posts = Post.objects.valid(on=at.date()).for_role(Role.STATION_CHIEF)
    chief = posts.filter(area=township.parent).select_related("user").first().user
    points = PatrolPoint.objects.in_use().filter(area__path__startswith=township.path)
    found = {point.name: point for point in points.select_related("area")}
    for title, days, first, last, minutes, name in HOURS:
        if name not in found:
            continue
        facts = needs.Facts(
            source=NeedSource.OWN,
            area=found[name].area,
            point=found[name],
            title=title,
            weekdays=days,
            from_hour=first,
            until_hour=last,
            minutes=minutes,
        )
        needs.create(facts=facts, by=chief, at=at)
    market = found[HOURS[0][-1]].area if HOURS[0][-1] in found else township
    rate = needs.Facts(source=NeedSource.CALL, area=market, minutes=AT_THE_MARKET)
    needs.create(facts=rate, by=chief, at=at)
    return f"{NeedWeight.objects.count()} weights of the need"
