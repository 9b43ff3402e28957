"""Dissuasions of the last weeks, and one that somebody is on the way to."""

from datetime import timedelta
from decimal import Decimal

from antifraud.actions import dissuasions
from antifraud.actions.dissuasions import Danger, End
from antifraud.models import ScamType
from antifraud.workflow.dissuasions import Ending, Origin, Risk, Way
from households.models import Resident
from station.models import Area, Post
from station.roles import Role

SHOWN = "620724108"
STORIES = (
    (26, Risk.HIGH, Origin.CENTRE, "fake-order", "下载陌生软件做任务，已垫付三千元，仍在操作。", Ending.PARTLY, 20000, 3000),
    (19, Risk.MEDIUM, Origin.BANK, "false-police", "在柜台要把定期存款转到“安全账户”，不肯说用途。", Ending.KEPT, 86000, 0),
    (15, Risk.LOW, Origin.CENTRE, "false-courier", "接到“快递理赔”电话，通话七分钟。", Ending.KEPT, 0, 0),
    (9, Risk.HIGH, Origin.FAMILY, "investment", "女儿来电：老人被拉进荐股群，准备去取现金。", Ending.KEPT, 120000, 0),
    (6, Risk.HIGH, Origin.CENTRE, "false-loan", "办“无抵押贷款”交了保证金，还要再转。", Ending.PAID, 0, 8600),
    (3, Risk.MEDIUM, Origin.CENTRE, "games", "买游戏账号，对方要求交解冻费。", Ending.NO_FRAUD, 0, 0),
)  # fmt: skip


def make(*, chance, at, scale) -> str:
    """Some that ended, one that runs; all of one station's people."""
    people = list(
        Resident.objects.filter(
            household__address__community__code__startswith=SHOWN, left_on=None
        )
        .select_related("household__area")
        .order_by("pk")[:200]
    )
    posts = Post.objects.valid(on=at.date()).filter(role=Role.COMMUNITY_OFFICER)
    officers = list(
        posts.filter(area__code__startswith=SHOWN).select_related("user").order_by("pk")
    )
    if not people or not officers:
        return "no dissuasions"
    types = {row.code: row for row in ScamType.objects.all()}
    for story in STORIES:
        _ended(story, chance.choice(people), chance.choice(officers), types, chance, at)
    _running(chance.choice(people), officers[0], types, at)
    return f"{len(STORIES) + 1} dissuasions"


def _ended(story, person, post, types, chance, at) -> None:
    days, risk, source, code, told, ending, saved, lost = story
    begun = at - timedelta(days=days, hours=chance.randint(1, 8))
    row = _raise(person, risk, source, types.get(code), told, post.user, begun)
    gone = begun + timedelta(minutes=chance.randint(1, 6))
    row = dissuasions.answer(dissuasion=row, by=post.user, at=gone)
    row = dissuasions.try_(
        dissuasion=row, way=Way.PHONE, has_reached=False, by=post.user, at=gone
    )
    row = dissuasions.try_(
        dissuasion=row,
        way=Way.DOOR,
        has_reached=True,
        by=post.user,
        at=gone + timedelta(minutes=18),
    )
    dissuasions.settle(
        dissuasion=row,
        end=End(
            ending, "上门当面劝阻，安装国家反诈中心APP。", Decimal(saved), Decimal(lost)
        ),
        version=row.version,
        by=post.user,
        at=gone + timedelta(minutes=45),
    )


def _running(person, post, types, at) -> None:
    begun = at - timedelta(minutes=9)
    told = "96110推送：正与自称“客服”的人视频通话，屏幕共享已开。"
    found = types.get("false-courier")
    row = _raise(person, Risk.HIGH, Origin.CENTRE, found, told, post.user, begun)
    row = dissuasions.answer(
        dissuasion=row, by=post.user, at=begun + timedelta(minutes=1)
    )
    dissuasions.try_(
        dissuasion=row,
        way=Way.PHONE,
        has_reached=False,
        by=post.user,
        at=begun + timedelta(minutes=2),
    )


def _raise(person, risk, source, scam_type, told, by, at):
    area: Area = person.household.area
    danger = Danger(source, risk, told=told, resident=person, scam_type=scam_type)
    return dissuasions.raise_(danger=danger, area=area, by=by, at=at)
