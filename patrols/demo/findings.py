"""What patrols found in two months, what waits today, and calls for help."""

from datetime import datetime, timedelta
from decimal import Decimal
from random import Random

from households.actions import hazards
from households.numbering import number_in
from households.workflow.inspections import Severity
from patrols.actions import alarms, finding_steps, findings
from patrols.actions.alarms import Position
from patrols.actions.findings import SERIES, Facts
from patrols.models import Alarm, CheckIn, Finding, Patrol, PatrolPoint, Volunteer
from patrols.workflow.findings import COUNTED, FindingKind, FindingStatus
from station import working_days
from station.duty import Roster
from station.models import Area, User

SHOWN = "620724108"
OLD = 120
# How often, and what it was.
STORIES = (
    (FindingKind.TALK, 8, ("向夜市商户讲防刷单诈骗", "在公交站台讲防骗“三不一多”", "给独居老人讲保健品骗局", "提醒居民关好门窗")),
    (FindingKind.SCHOOL_GUARD, 6, ("上学时段护学", "放学时段护学")),
    (FindingKind.HELP, 4, ("帮迷路老人找到家", "帮抛锚电动三轮推到路边", "送中暑学生到卫生院")),
    (FindingKind.HAZARD, 6, ("消防通道停满电动车", "井盖松动", "路灯不亮", "变压器旁堆放玉米秸秆", "楼道飞线充电")),
    (FindingKind.DISPUTE, 2, ("摊位占道引起口角", "邻居因浇水先后争执")),
    (FindingKind.LOST_THING, 3, ("拾到钱包一个", "拾到手机一部", "拾到身份证一张")),
    (FindingKind.LOST_PERSON, 1, ("走失儿童，穿蓝色校服",)),
    (FindingKind.SUSPECT, 1, ("扒窃嫌疑人移交民警",)),
)  # fmt: skip
RESULTS = {
    FindingKind.HAZARD: "已联系责任人当场整改，复看无问题。",
    FindingKind.DISPUTE: "当场劝和，双方握手言和。",
    FindingKind.LOST_THING: "已交还失主。",
    FindingKind.LOST_PERSON: "家长已接回。",
}


def make(*, chance: Random, at: datetime, scale: float) -> str:
    """Two months settled, a handful open today, three calls for help."""
    patrols = list(
        Patrol.objects.filter(volunteer__user__isnull=False, ended_at__lt=at)
        .filter(area__code__startswith=SHOWN)
        .select_related("volunteer__user", "team", "area")
        .defer("volunteer__phone", "volunteer__vetting_note")
        .order_by("-started_at", "pk")
    )
    people = list(
        Volunteer.objects.active()
        .filter(
            user__isnull=False,
            area__code__startswith=SHOWN,
            area__kind=Area.Kind.COMMUNITY,
        )
        .select_related("user", "area")
        .defer("phone", "vetting_note")
        .order_by("-area__code", "pk")[:40]
    )
    if not people:
        return "nobody who found anything"
    old = _old(patrols, chance, at)
    today = _today(people, chance, at)
    calls = _calls(people, at)
    return f"{len(old) + today} findings, {calls} calls for help"


def _old(patrols, chance: Random, at: datetime) -> list[Finding]:
    """Deeds, and what was settled long ago."""
    chosen = chance.sample(patrols, min(OLD, len(patrols)))
    passed = CheckIn.objects.filter(patrol__in=chosen).select_related("point__area")
    points = {row.patrol_id: row.point for row in passed.order_by("at")}
    rows = [_settled(row, points.get(row.pk), chance) for row in chosen]
    rows = [row for row in rows if row.closed_at < at]
    return Finding.objects.bulk_create(rows)


def _settled(patrol: Patrol, point: PatrolPoint | None, chance: Random) -> Finding:
    weights = [often for _kind, often, _words in STORIES]
    kind, _often, words = chance.choices(STORIES, weights)[0]
    area = point.area if point else patrol.area
    found_at = patrol.started_at + timedelta(minutes=chance.randint(5, 40))
    by = patrol.volunteer.user
    is_deed = kind not in RESULTS
    owner = None if is_deed else _officer(area, at=found_at)
    after = timedelta() if is_deed else timedelta(hours=chance.randint(2, 84))
    row = Finding(
        number=number_in(SERIES, area, at=found_at),
        kind=kind,
        area=area,
        point=point,
        patrol=patrol,
        team=patrol.team,
        reported_by=by,
        found_at=found_at,
        what=chance.choice(words),
        place="" if point else f"{area.short_name}主街",
        people=chance.randint(1, 36) if kind in COUNTED else None,
        status=FindingStatus.CLOSED,
        owner=owner,
        closed_at=found_at + after,
        closed_by=owner or by,
        result=RESULTS.get(kind, ""),
    )
    if owner is not None:
        row.due_at = found_at + timedelta(days=3)
    return row


def _officer(area, *, at: datetime) -> User | None:
    path = area.path
    ids = Roster({path}, on=working_days.local_date(at)).successor(path)
    return User.objects.filter(pk__in=ids).order_by("pk").first()


def _today(people: list[Volunteer], chance: Random, at: datetime) -> int:
    """What came in within the last days and is not settled."""
    told = (
        ("hazard", "消防通道被摊位堵住", "小吃街东口", 2, ""),
        ("hazard", "配电箱门敞开，线头外露", "村委会后巷", 5, ""),
        ("hazard", "冰面有孩子玩耍，无警示牌", "水库大坝", 30, ""),
        ("dispute", "两家为院墙滴水争吵", "二组", 20, ""),
        ("lost_person", "走失老人，深灰棉衣、红色毛线帽", "文化广场", 1,
         "李奶奶，78岁，听力不好，口音为本地话。家属电话由社区民警联系。"),
        ("lost_thing", "拾到黑色双肩包", "公交站", 26, "内有课本，写有班级。"),
        ("other", "公园健身器材断裂", "公园东侧", 8, ""),
    )  # fmt: skip
    made = [_report(people[i % len(people)], story, at) for i, story in enumerate(told)]
    _move(made, at)
    return len(made)


def _report(volunteer: Volunteer, story, at: datetime) -> Finding:
    kind, what, place, hours, details = story
    return findings.report(
        facts=Facts(
            kind=kind, what=what, place=place, details=details, area=volunteer.area
        ),
        by=volunteer.user,
        at=at - timedelta(hours=hours),
    )


def _move(made: list[Finding], at: datetime) -> None:
    """One became a hazard of the office, one lies with another office."""
    _first, box, ice, *_others = made
    hazards.report(
        facts=hazards.Facts(
            what=box.what,
            severity=Severity.SERIOUS,
            deadline_on=working_days.local_date(at) + timedelta(days=4),
        ),
        area=box.area,
        place=box.place,
        origin=box,
        by=box.owner,
        at=at - timedelta(hours=3),
    )
    finding_steps.pass_on(
        finding=ice,
        to="镇水利工作站",
        due_on=working_days.local_date(at) + timedelta(days=6),
        version=ice.version,
        by=ice.owner,
        at=at - timedelta(hours=10),
    )


def _calls(people: list[Volunteer], at: datetime) -> int:
    """Two are settled, one of them a mistake; one is being seen to."""
    stories = (
        (timedelta(days=19), "夜市醉酒人员纠缠，民警到场带离。", False),
        (timedelta(days=6), "掏手机时误按，已电话核实。", True),
        (timedelta(minutes=25), "", False),
    )
    for i, (ago, result, is_false) in enumerate(stories):
        volunteer = people[-1 - i]
        _call(volunteer, at - ago, result, is_false)
    return Alarm.objects.count()


def _call(volunteer: Volunteer, at: datetime, result: str, is_false: bool) -> None:
    owner = _officer(volunteer.area, at=at)
    if owner is None:
        return
    alarm = alarms.press(
        volunteer=volunteer,
        position=Position(Decimal("39.375200"), Decimal("99.819300"), 14),
        by=volunteer.user,
        at=at,
    )
    alarms.answer(alarm=alarm, by=owner, at=at + timedelta(seconds=40))
    if result:
        alarms.settle(
            alarm=alarm,
            result=result,
            is_false=is_false,
            by=owner,
            at=at + timedelta(minutes=35),
        )
