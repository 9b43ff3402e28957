"""Outreach of a year at 花源, and the station's shelf of leaflets."""

import secrets
from datetime import datetime, time, timedelta
from random import Random

from antifraud.actions import event_materials, materials, outreach, outreach_results
from antifraud.models import OutreachEvent, ScamType
from antifraud.workflow.outreach import OutreachKind, OutreachStatus, Topic
from antifraud.workflow.people import Group
from households.numbering import number_in
from station import working_days
from station.models import Area, Post
from station.roles import Role

# What lies on the shelf: name, kind, unit, stock, told at, type.
SHELF = (
    ("反诈宣传折页（十大高发类型）", "leaflet", "张", 1200, 300, ""),
    ("刷单返利不做“冤大头”折页", "leaflet", "张", 260, 300, "rebate"),
    ("96110来电请接听门贴", "sticker", "张", 800, 200, ""),
    ("国家反诈中心APP二维码海报", "poster", "张", 64, 20, ""),
    ("老年人防骗漫画册", "booklet", "本", 180, 50, ""),
    ("护校安园防欺凌手册", "booklet", "本", 350, 80, ""),
    ("反诈横幅", "banner", "条", 12, 4, ""),
    ("反诈环保袋", "gift", "个", 140, 100, ""),
)  # fmt: skip
# What happens in a year: kind, topic, title, place, for whom, usual reach.
STORIES = (
    ("talk", "fraud", "开学第一课：校园反诈", "大礼堂", ("student",), (180, 620)),
    ("talk", "fraud", "刷单返利骗局拆解", "阶梯教室", ("student",), (90, 260)),
    ("school_yard", "bullying", "对校园欺凌说“不”", "操场", ("student", "teacher"), (200, 480)),
    ("school_yard", "drugs", "认清“上头电子烟”", "操场", ("student",), (150, 320)),
    ("stall", "fraud", "夜市反诈摊位", "小吃街东口", ("resident", "shop_staff"), (60, 210)),
    ("stall", "fire", "电动自行车充电安全咨询", "文化广场", ("resident",), (40, 150)),
    ("door_to_door", "fraud", "敲门讲反诈", "各组农户", ("villager", "elderly"), (20, 70)),
    ("door_to_door", "theft", "冬季防盗入户提醒", "各组农户", ("villager",), (25, 60)),
    ("performance", "fraud", "反诈小品进乡村", "村文化大院", ("villager", "elderly"), (120, 300)),
    ("online", "fraud", "民警直播间：双十一防骗", "抖音“花源警务”", ("resident", "student"), (800, 4200)),
    ("talk", "traffic", "快递骑手交通安全课", "快递分拣中心", ("courier",), (18, 55)),
    ("talk", "gambling", "返乡人员防赌反诈座谈", "村委会会议室", ("returnee",), (15, 48)),
)  # fmt: skip
# Of the weeks to come: days from today, hour, story.
COMING = ((1, 15, 1), (3, 20, 4), (5, 10, 2), (9, 9, 8), (12, 19, 9), (16, 10, 6))
RESULTS = (
    "现场秩序良好，群众提问踊跃，下载注册国家反诈中心APP 36人。",
    "重点讲了先垫付后返利的套路，3名学生当场说正在做，已劝阻。",
    "发放折页，逐户贴96110门贴，独居老人逐一叮嘱。",
    "互动答题，气氛热烈。",
)
SHOWN = "620724108"  # 花源
HELD = 36  # in a year


def make(*, chance: Random, at: datetime, scale: float) -> str:
    """A year that was held, two that wait to be written up, the weeks to come."""
    posts = list(
        Post.objects.valid(on=at.date())
        .filter(
            role=Role.COMMUNITY_OFFICER,
            area__kind=Area.Kind.COMMUNITY,
            area__code__startswith=SHOWN,
        )
        .select_related("user", "area")
        .order_by("area__path", "pk")[:12]
    )
    if not posts:
        return "nobody who goes out"
    shelf = _shelf(posts[0], at)
    held = _held(posts, chance, at)
    _open(posts, shelf, chance, at)
    return f"{len(held)} outreach events held, {len(shelf)} kinds of material"


def _shelf(post: Post, at: datetime) -> list:
    station = Area.objects.above(post.area).filter(kind=Area.Kind.STATION).first()
    types = {row.code: row for row in ScamType.objects.all()}
    return [
        materials.create(
            facts=materials.MaterialFacts(
                name=name,
                kind=kind,
                unit=unit,
                area=station or post.area,
                keeper=post.user,
                storage="二楼宣传品库房",
                low_at=low_at,
                scam_type=next((types[c] for c in types if code and code in c), None),
            ),
            stock=stock,
            by=post.user,
            at=at - timedelta(days=300),
        )
        for name, kind, unit, stock, low_at, code in SHELF
    ]


def _held(posts, chance: Random, at: datetime) -> list[OutreachEvent]:
    """The year behind, in one statement; every fourteenth was called off."""
    rows = [_past(chance.choice(posts), n, chance, at) for n in range(HELD)]
    made = OutreachEvent.objects.bulk_create(rows)
    types = list(ScamType.objects.active().in_order()[:5])
    explained = OutreachEvent.scam_types.through
    explained.objects.bulk_create(
        explained(outreachevent=row, scamtype=found)
        for row in made
        if row.topic == Topic.FRAUD and types
        for found in chance.sample(types, min(2, len(types)))
    )
    return made


def _past(post: Post, n: int, chance: Random, at: datetime) -> OutreachEvent:
    kind, topic, title, place, groups, (few, many) = chance.choice(STORIES)
    day = working_days.local_date(at) - timedelta(days=4 + n * 330 // HELD)
    begins = working_days.at_clock(day, time(chance.choice((9, 10, 15, 19))))
    is_off = n % 14 == 9
    reached = None if is_off else chance.randint(few, many)
    row = OutreachEvent(
        number=number_in(outreach.SERIES, post.area, at=begins),
        kind=kind,
        topic=topic,
        title=title,
        area=post.area,
        place=place
        if kind == OutreachKind.ONLINE
        else f"{post.area.short_name}{place}",
        starts_at=begins,
        ends_at=begins + timedelta(hours=chance.choice((1, 2))),
        led_by=post.user,
        created_by=post.user,
        groups=list(groups),
        expected=chance.randint(few, many),
        link=secrets.token_urlsafe(8),
        reached=reached,
    )
    if is_off:
        row.status, row.cancel_reason = OutreachStatus.CANCELLED, "大风沙尘天气，改期"
        row.cancelled_at, row.cancelled_by = begins - timedelta(days=1), post.user
        return row
    row.status, row.result = OutreachStatus.DONE, chance.choice(RESULTS)
    row.done_at, row.done_by = row.ends_at + timedelta(hours=3), post.user
    return row


def _open(posts, shelf, chance: Random, at: datetime) -> None:
    """Two are over and not written up; one went well; six lie ahead."""
    leaflet, _rebates, sticker, *_rest = shelf
    gone = _plan(posts[0], STORIES[0], at, days=-3, hour=10, chance=chance)
    event_materials.set_aside(
        event=gone, given={leaflet: 200}, by=posts[0].user, at=at - timedelta(days=3)
    )
    _plan(posts[-1], STORIES[6], at, days=-1, hour=16, chance=chance)
    done = _plan(posts[0], STORIES[4], at, days=-2, hour=19, chance=chance)
    outreach_results.write_up(
        event=done,
        reached=168,
        result=RESULTS[0],
        given={leaflet: 150, sticker: 60},
        version=done.version,
        by=posts[0].user,
        at=at - timedelta(days=1),
    )
    for i, (days, hour, story) in enumerate(COMING):
        post = posts[0] if i % 2 == 0 else posts[i % len(posts)]
        _plan(post, STORIES[story], at, days=days, hour=hour, chance=chance)


def _plan(post, story, at: datetime, *, days: int, hour: int, chance: Random):
    kind, topic, title, place, groups, (few, many) = story
    day = working_days.local_date(at) + timedelta(days=days)
    begins = working_days.at_clock(day, time(hour))
    is_online = kind == OutreachKind.ONLINE
    facts = outreach.OutreachFacts(
        kind=kind,
        topic=topic,
        title=title,
        area=post.area,
        place=place if is_online else f"{post.area.short_name}{place}",
        starts_at=begins,
        ends_at=begins + timedelta(hours=2),
        led_by=post.user,
        groups=tuple(groups),
        expected=chance.randint(few, many),
        helpers="青年志愿者4人" if Group.STUDENT in groups else "",
        scam_types=tuple(ScamType.objects.active().in_order()[:2])
        if topic == Topic.FRAUD
        else (),
    )
    planned_at = min(at, begins) - timedelta(days=5)
    return outreach.plan(facts=facts, by=post.user, at=planned_at)
