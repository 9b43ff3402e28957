"""Patrol points and routes of the township the demo accounts serve."""

from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from patrols.actions import points, routes
from patrols.models import PatrolKind, PatrolPoint, Route
from station.models import Area, Post
from station.roles import Role

SHOWN = "620724108"
SOUTH, WEST = 39.6400, 99.5600  # the corner from which positions are counted
STEP = 0.0018  # degrees: some two hundred metres
# Village by the end of its code, name, kind, where the code hangs, steps north and
# east of the corner, reach.
POINTS = (
    ("208", "镇政府广场", "park", "宣传栏左侧", 20, 20, 80),
    ("208", "农贸市场东口", "street", "东门立柱", 21, 22, 80),
    ("208", "小吃街口", "street", "牌坊北侧", 21, 24, 60),
    ("208", "罗城中心小学校门", "school", "门卫室外墙", 18, 21, 60),
    ("208", "镇客运站", "station", "候车厅门口", 22, 19, 80),
    ("208", "中心幼儿园门口", "school", "大门右侧", 19, 23, 60),
    ("208", "惠民小区北门", "estate", "北门岗亭", 24, 21, 80),
    ("208", "滨河小区南门", "estate", "南门岗亭", 24, 24, 80),
    ("208", "卫生院门口", "other", "门诊楼外墙", 20, 25, 80),
    ("204", "天城村村委会", "estate", "公告栏", 34, 30, 80),
    ("204", "天城村文化广场", "park", "舞台东侧", 35, 31, 80),
    ("204", "天城村三社巷口", "estate", "电线杆", 36, 33, 80),
    ("204", "天城村小超市门口", "street", "门口灯箱", 34, 32, 60),
    ("204", "天城渠首闸", "water", "闸房外墙", 39, 36, 150),
    ("204", "天城村制种玉米地", "field", "机井房", 42, 30, 400),
    ("205", "侯庄村村委会", "estate", "公告栏", 30, 40, 80),
    ("205", "侯庄村幼儿园", "school", "大门左侧", 31, 41, 60),
    ("205", "侯庄村滴灌首部", "field", "泵房外墙", 27, 44, 400),
    ("206", "下庄村村委会", "estate", "公告栏", 26, 48, 80),
    ("206", "下庄村水塘", "water", "警示牌背面", 24, 51, 150),
    ("207", "万丰村村委会", "estate", "公告栏", 14, 34, 80),
    ("207", "万丰村防护林东段", "forest", "护林房", 11, 37, 500),
    ("209", "红山村村委会", "estate", "公告栏", 12, 12, 80),
    ("209", "红山护林检查站", "forest", "检查站门口", 8, 9, 500),
    ("210", "桥儿湾村村委会", "estate", "公告栏", 28, 10, 80),
    ("210", "黑河大桥桥头", "water", "桥头值守点", 31, 7, 150),
    ("211", "盐池村村委会", "estate", "公告栏", 44, 16, 80),
    ("212", "双丰村村委会", "estate", "公告栏", 40, 22, 80),
    ("200", "张墩村村委会", "estate", "公告栏", 6, 26, 80),
    ("202", "河西村村委会", "estate", "公告栏", 16, 4, 80),
    ("202", "大湖湾景区码头", "water", "售票亭外墙", 18, 2, 200),
)
# Name, kind of patrol, village, minutes, points by their place above.
ROUTES = (
    ("集镇街面线", "street", "208", 90, (1, 2, 3, 5, 9)),
    ("夜市小区线", "market", "208", 100, (3, 2, 7, 8)),
    ("护学线", "school", "208", 60, (4, 6, 4)),
    ("天城夜巡线", "estate", "204", 80, (10, 11, 12, 13)),
    ("天城田间线", "field", "204", 120, (10, 14, 15)),
    ("黑河护水线", "water", "210", 120, (25, 26, 31)),
    ("红山护林线", "forest", "209", 180, (23, 24, 22)),
    ("侯庄下庄线", "estate", "205", 100, (16, 17, 19, 20)),
)
SCREENS = (0, 1, 4)  # where a device shows a changing code


def make(*, chance: Random, at: datetime, scale: float) -> str:
    """Thirty-one points, eight routes, three screens."""
    station = _station()
    then = at - timedelta(days=200)
    by = Post.objects.filter(role=Role.STATION_CHIEF, area=station).first().user
    found = [_point(row, by=by, at=then) for row in POINTS]
    _print(found, by=by, at=then + timedelta(days=3))
    for place in SCREENS:
        points.start_screen(point=found[place], by=by, at=then + timedelta(days=9))
    kinds = {kind.code: kind for kind in PatrolKind.objects.all()}
    for row in ROUTES:
        _route(row, kinds, found, by=by, at=then)
    return f"{PatrolPoint.objects.count()} points, {Route.objects.count()} routes"


def _station() -> Area:
    """The station of the township of the demo accounts."""
    return Area.objects.get(code=SHOWN).parent


def _village(end: str) -> Area:
    return Area.objects.get(code=f"{SHOWN}{end}")


def _point(row, *, by, at: datetime) -> PatrolPoint:
    end, name, kind, place, north, east, reach = row
    facts = points.Facts(
        name=name,
        kind=kind,
        area=_village(end),
        place=place,
        latitude=Decimal(f"{SOUTH + north * STEP:.6f}"),
        longitude=Decimal(f"{WEST + east * STEP:.6f}"),
        radius_m=reach,
    )
    return points.create(facts=facts, by=by, at=at)


def _print(found: list[PatrolPoint], *, by, at: datetime) -> None:
    """All but the last three hang already."""
    hung = [point.pk for point in found[:-3]]
    points.note_printed(points=PatrolPoint.objects.filter(pk__in=hung), by=by, at=at)


def _route(row, kinds: dict, found: list[PatrolPoint], *, by, at: datetime) -> None:
    name, code, end, minutes, places = row
    facts = routes.Facts(
        name=name,
        area=_village(end),
        kind=kinds[code],
        minutes=minutes,
        stops=tuple(found[place - 1] for place in places),
    )
    routes.create(facts=facts, by=by, at=at)
