"""What people quarrel about in the demo, and what they agree on in the end."""

from dataclasses import dataclass

from disputes.workflow.agreements import ObligationKind
from disputes.workflow.gate import Answers
from disputes.workflow.intake import Danger
from disputes.workflow.law import Act, Easier

NO_VIOLATION = Answers()
FIGHT = Answers(act=Act.FIGHT, easier=(Easier.RELATION,))
DAMAGE = Answers(act=Act.DAMAGE, easier=(Easier.FAULT,))
INSULT = Answers(act=Act.INSULT, easier=(Easier.RELATION,))


@dataclass(frozen=True)
class Story:
    """One kind of quarrel as it comes in, and how it is usually settled."""

    field: str
    summary: str
    grade: int
    terms: str
    kind: str = ObligationKind.DO
    amounts: tuple[int, int] | None = None
    dangers: tuple[str, ...] = ()
    people: int = 2
    answers: Answers = NO_VIOLATION
    is_domestic_violence: bool = False


PAY, REPAIR, REFRAIN = (
    ObligationKind.PAY,
    ObligationKind.REPAIR,
    ObligationKind.REFRAIN,
)
STORIES = (
    Story("neighbour", "两家因院墙滴水发生争吵，已劝离，双方同意调解。", 2,
          "修好滴水槽，雨水引到自家一侧", REPAIR),
    Story("neighbour", "夜间跳广场舞噪声扰民，多户反映。", 1,
          "晚九点半后不再放音响", REFRAIN, people=6),
    Story("neighbour", "因堆放柴草挡路争吵，推搡中一人手臂擦伤。", 3,
          "清走柴草，赔偿医药费", PAY, (200, 1500), (Danger.VIOLENCE,), answers=FIGHT),
    Story("neighbour", "养狗未拴绳，惊吓老人致摔倒。", 2,
          "拴养犬只，支付医药费", PAY, (300, 2000)),
    Story("land_boundary", "耕地地界被犁去半垄，双方各执一词，要求到现场丈量。", 3,
          "按丈量结果恢复地界，重埋界石", REPAIR),
    Story("land_boundary", "宅基地翻建占用过道，扬言砸墙。", 4,
          "退让过道四十公分，重砌墙脚", REPAIR, dangers=(Danger.THREAT,)),
    Story("water_land", "浇水轮次有争议，两社十余人在渠口对峙。", 4,
          "按轮次表浇水，由水管员现场分水", dangers=(Danger.CROWD,), people=14),
    Story("water_land", "抢水引发口角，约定明早到渠口协商。", 2, "按商定轮次浇水"),
    Story("parking", "楼下长期占用通道停车，邻居多次劝说无果。", 1,
          "不再占用通道停车", REFRAIN),
    Story("parking", "因车位争执划伤对方车漆。", 2,
          "赔偿修车费", PAY, (600, 3000), answers=DAMAGE),
    Story("debt", "借款到期未还，债主上门催要时发生口角。", 2,
          "分两次还清借款", PAY, (2000, 30000)),
    Story("debt", "合伙养羊亏损，债主多次上门，扬言不还就动手。", 4,
          "按还款计划逐月归还", PAY, (20000, 80000), (Danger.THREAT,)),
    Story("wages", "农忙帮工工钱未结清，要求当面对账。", 2,
          "付清拖欠工钱", PAY, (800, 6000)),
    Story("wages", "工地停工，八名工人到项目部讨薪。", 4,
          "月底前付清八人工资", PAY, (30000, 90000), people=9),
    Story("family", "老人赡养费用兄弟之间分担不均。", 3,
          "每月按时支付赡养费", PAY, (200, 800)),
    Story("family", "婆媳为带孩子争吵，儿媳回了娘家。", 2, "分开起居，每周探望"),
    Story("marriage", "夫妻因琐事争吵，邻居担心动手。", 3, "遇事协商，不再打骂", REFRAIN),
    Story("marriage", "丈夫酒后打妻子，妻子报警，孩子在场。", 4,
          "书面保证不再动手，戒酒", REFRAIN, None, (Danger.VIOLENCE,),
          is_domestic_violence=True),
    Story("marriage", "订婚后退婚，彩礼返还数额谈不拢。", 3,
          "返还彩礼", PAY, (10000, 60000)),
    Story("consumer", "网购退货不成，与代收点老板争执。", 1,
          "办理退货，退还货款", ObligationKind.RETURN, (50, 800)),
    Story("tenancy", "退租押金不退，租客堵门。", 2, "退还押金", PAY, (500, 3000)),
    Story("property_management", "电梯停运一周，业主拒交物业费。", 2,
          "三日内修复电梯，费用照减", REPAIR, people=7),
    Story("business", "地头收购压价，农户与收购商争吵辱骂。", 2,
          "按约定价格补付货款", PAY, (1000, 9000), answers=INSULT),
    Story("medical", "村卫生室输液后不适，家属要求说法。", 3,
          "承担复查费用", PAY, (500, 4000)),
    Story("other", "红白事借用桌椅损坏，赔偿谈不拢。", 1, "照价赔偿", PAY, (100, 600)),
)  # fmt: skip
RESULTS = {
    "settled": "双方达成一致，已按协议履行，回访平稳。",
    "failed": "双方各执一词，已告知可向人民法院起诉。",
    "withdrawn": "双方自行和好，申请撤回。",
    "passed_on": "不属公安机关职责，已移交主管部门办理并告知当事人。",
    "handled": "构成违反治安管理行为且不宜调解，已依法处理。",
    "no_dispute": "经核实不存在纠纷。",
    "criminal": "矛盾激化，已转为刑事案件办理。",
}
AGREED = "双方当面陈述经过，对各自不当之处表示认可，经调解达成一致。"
NOT_AGREED = (
    "双方陈述经过，对赔偿数额分歧较大，约定各自考虑后再谈。",
    "调解员分别做工作，一方愿意道歉，另一方要求书面保证，未达成一致。",
)
FOUND = (
    "双方见面打招呼，未再争吵。",
    "协议已履行，双方表示满意。",
    "情绪平稳，无反复。",
)
LESSON = "地界、滴水、浇水这类事早到现场、当面丈量，当天就能说开。"
KNOWN = "一起邻里纠纷当面说清、互让一步，两家和好如初。遇事请先找调解员。"
