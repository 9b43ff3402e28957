"""Disputes as a station has them: some new, most settled, a few late."""

from datetime import timedelta

from disputes import closings
from disputes.actions import disputes as actions
from disputes.actions import follow_ups
from disputes.actions.disputes import MEDIATED
from disputes.actions.parties import PartyFacts
from disputes.demo import agreements
from disputes.models import Dispute
from disputes.workflow import Outcome
from disputes.workflow.closing import Performance, Satisfaction
from disputes.workflow.intake import Side, Source
from households.models import Household
from station.models import Post
from station.roles import Role

AN_OFFICER = 2  # disputes each
RESULTS = {
    Outcome.SETTLED: "双方达成一致，当场履行，已约定回访。",
    Outcome.FAILED: "双方各执一词，已告知可向人民法院起诉。",
    Outcome.WITHDRAWN: "双方自行和好，申请撤回。",
    Outcome.PASSED_ON: "属物业管理问题，已移交街道办理。",
    Outcome.NO_DISPUTE: "经核实不存在纠纷。",
}
NEIGHBOURS = ("马建平", "何玉兰", "杨国栋", "罗秀英", "邓小军", "魏志强", "田桂花")
STORIES = (
    ("neighbour", "两家因院墙滴水发生争吵，已劝离，双方同意调解。", 2),
    ("land_boundary", "耕地地界被犁去半垄，双方各执一词，要求到现场丈量。", 3),
    ("parking", "楼下长期占用通道停车，邻居多次劝说无果。", 1),
    ("debt", "借款三千元到期未还，债主上门催要时发生口角。", 2),
    ("wages", "农忙帮工工钱未结清，要求当面对账。", 2),
    ("family", "老人赡养费用兄弟之间分担不均。", 3),
    ("marriage", "夫妻因琐事争吵，邻居担心动手。", 4),
    ("consumer", "网购退货不成，与代收点老板争执。", 1),
    ("neighbour", "夜间跳广场舞噪声扰民，多户反映。", 1),
    ("other", "浇水轮次有争议，约定明早到渠口协商。", 2),
)


def make(*, chance, at, scale) -> str:
    """A few for every community officer who has households."""
    posts = Post.objects.valid(on=at.date()).filter(role=Role.COMMUNITY_OFFICER)
    made = 0
    for post in posts.select_related("user", "area").order_by("pk"):
        rows = Household.objects.filter(area__path__startswith=post.area.path)
        homes = list(rows.select_related("address", "area").order_by("pk")[:40])
        for home in chance.sample(homes, min(AN_OFFICER, len(homes))):
            _one(home, post.user, chance=chance, at=at)
            made += 1
    return f"{made} disputes"


def _one(home: Household, officer, *, chance, at) -> Dispute:
    """Written down, taken up in most cases, ended in many."""
    field, summary, grade = chance.choice(STORIES)
    reported_at = at - timedelta(days=chance.randint(0, 75), hours=chance.randint(0, 8))
    names = [resident.name for resident in home.residents.order_by("pk")[:1]]
    names.append(chance.choice(NEIGHBOURS))
    dispute = actions.report(
        area=home.area,
        household=home,
        intake=actions.Intake(
            source=chance.choice([Source.WALK_IN, Source.VISIT, Source.CALL]),
            field=field,
            grade=grade,
            summary=summary,
            place=home.address.text,
            parties=tuple(
                PartyFacts(side=side, name=name)
                for side, name in zip((Side.ONE, Side.OTHER), names, strict=False)
            ),
        ),
        by=officer,
        at=reported_at,
    )
    age = (at - reported_at).days
    if age < 2:
        return dispute
    began = reported_at + timedelta(days=1)
    dispute = actions.take_up(
        dispute=dispute,
        assigned_to=officer,
        version=dispute.version,
        by=officer,
        at=began,
    )
    if age > chance.randint(6, 40):
        ended_at = began + timedelta(days=chance.randint(1, 5))
        dispute = _end(dispute, officer, chance=chance, at=ended_at, now=at)
    return dispute


def _end(dispute: Dispute, officer, *, chance, at, now) -> Dispute:
    """Most are settled, a few are not, some were withdrawn."""
    step = {"by": officer, "at": at}
    outcome = chance.choices(list(RESULTS), weights=[90, 4, 3, 2, 1])[0]
    if outcome == Outcome.SETTLED:
        agreements.settle(dispute, officer, chance=chance, at=at, now=now)
        dispute.refresh_from_db()
    if outcome == Outcome.FAILED:
        dispute = actions.fail(
            dispute=dispute, told_on=at.date(), version=dispute.version, **step
        )
    if outcome in MEDIATED:
        _go_back(dispute, officer, at=at + timedelta(days=1), now=now)
        dispute.refresh_from_db()
    if outcome in MEDIATED and (
        closings.owed(dispute, user=officer) or actions.needs_chief(dispute)
    ):
        return dispute
    return actions.end(
        dispute=dispute,
        outcome=outcome,
        result=RESULTS[outcome],
        version=dispute.version,
        **step,
    )


def _go_back(dispute: Dispute, officer, *, at, now) -> None:
    """The next day, as promised; what is promised for tomorrow stays open."""
    row = dispute.follow_ups.filter(recorded_at=None).order_by("pk").first()
    if row is None or at > now:
        return
    follow_ups.record(
        row=row,
        found=follow_ups.Found(
            performance=Performance.KEPT,
            satisfaction=Satisfaction.SATISFIED,
            met=tuple(dispute.parties.order_by("pk")),
            no_briefing_reason="入户走访时已宣传",
        ),
        version=row.version,
        by=officer,
        at=at,
    )
