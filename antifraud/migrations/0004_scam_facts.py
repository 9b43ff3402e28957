"""What the fraudsters say, whom they meet and where; the lists of 2023 to 2025.

The lists stand as far as they were read (law.md b5): what nobody saw stays out, and
the list says so. Types an office has changed meanwhile keep what it wrote.
"""

from datetime import date

from django.db import migrations

NATIONAL = date(2024, 6, 25)
SINCE = {"fake-order": date(2023, 6, 15)}
# code: signs, what they say (one a line), advice, groups, scenes, of the screening
FACTS = {
    "fake-order": (
        (
            "先给小额返利，再要求垫付大额本金；让下载陌生软件、进群做任务；"
            "完不成“连单”就不让提现，还要继续充值。"
        ),
        (
            "动动手指，日入三百，当天结算\n做完这三单连同本金一起返\n"
            "系统卡单了，再垫付一单就能解冻\n下载这个软件，派单员带你做任务"
        ),
        (
            "刷单本身违法，凡是要先垫钱、先充值的都是诈骗；小额返利是诱饵，"
            "一分钱也不要垫，立即停止转账并拨打96110。"
        ),
        ["student", "returnee", "resident", "villager", "shop_staff"],
        ["job", "payment"],
        "brushing",
    ),
    "investment": (
        (
            "陌生人荐股、拉群听课；平台只能入金、难以提现；承诺稳赚不赔；"
            "要求转账到个人账户或线下交现金、黄金。"
        ),
        (
            "跟着老师操作，稳赚不赔\n内部消息，名额有限\n"
            "这个平台有漏洞，抓紧跟一把\n提现要先交百分之二十的保证金"
        ),
        (
            "只在正规机构开户，不向个人账户转账，不线下交付现金、黄金；"
            "提现要先交钱的，就是诈骗。"
        ),
        ["elderly", "company_staff", "resident", "shop_staff"],
        ["investment", "social", "payment"],
        "fake_investment",
    ),
    "false-shopping": (
        (
            "价格明显偏低，要求离开平台私下转账，交钱后又要押金、手续费、"
            "定金，迟迟不发货。"
        ),
        (
            "加微信私聊，比平台便宜一半\n平台要收手续费，直接转我\n"
            "海关扣了货，要补交关税\n先付定金给您留货"
        ),
        (
            "在正规平台交易，走平台付款，不私下转账、不点陌生付款链接；"
            "低价异常、先付后发的要多留心。"
        ),
        ["student", "resident", "villager", "parent"],
        ["shopping", "payment"],
        "fake_shopping",
    ),
    "false-courier": (
        (
            "来电称快递丢失、商品有问题要理赔，或称误开会员、百万保障要取消，"
            "要求共享屏幕、说出验证码。"
        ),
        (
            "您的快递丢了，给您三倍赔付\n您误开了百万保障，不取消每月扣八百\n"
            "请下载会议软件，共享屏幕我教您操作\n把收到的验证码念给我"
        ),
        ("挂断后到官方平台核实；不共享屏幕，不说验证码；退款理赔从不需要先转账。"),
        ["resident", "student", "teacher", "courier", "elderly"],
        ["calls", "shopping", "payment"],
        "customer_service",
    ),
    "false-loan": (
        (
            "无抵押、秒到账；放款前先交保证金、解冻费、会员费；"
            "称银行卡号填错、账户被冻结。"
        ),
        (
            "无抵押无征信，当天放款五十万\n银行卡号填错，账户冻结，要交解冻费\n"
            "先存一笔验证还款能力\n交了会员费马上下款"
        ),
        (
            "贷款前先收钱的都是诈骗；贷款到银行等正规机构办理，"
            "不下载来路不明的贷款软件。"
        ),
        ["returnee", "courier", "shop_staff", "company_staff"],
        ["loan", "calls", "payment"],
        "fake_loan",
    ),
    "false-credit": (
        (
            "自称银行、网贷平台客服，称账户影响征信、学生贷要注销，"
            "要求贷出钱来转到指定账户验证。"
        ),
        (
            "您的校园贷账户要注销，不然影响征信\n"
            "把额度都提出来转到指定账户做清零\n不处理会影响您买房、上学\n"
            "我是金融监管局工作人员，请配合"
        ),
        (
            "个人征信不能人为修改、消除；没有“清零账户”，"
            "请拨打银行官方电话核实，也可查询人民银行征信中心。"
        ),
        ["student", "teacher", "company_staff", "resident"],
        ["loan", "calls", "payment"],
        "fake_credit",
    ),
    "false-leader": (
        (
            "用领导、熟人头像加好友或拉群，先嘘寒问暖，再以急事、不便出面为由"
            "要求代为转账，并发来假的转账截图。"
        ),
        (
            "小王，我是你们领导，这是我的新号\n有笔款不方便出面，你先帮我转一下\n"
            "钱已经转到你卡上了，晚点到账，你先垫上\n妈，我手机坏了，这是老师的收费通知"
        ),
        (
            "凡是网上要求转账的，先当面或打原号码核实本人；"
            "单位付款按财务制度审批，家长群交费先问老师。"
        ),
        ["company_staff", "parent", "teacher", "elderly"],
        ["social", "payment", "calls"],
        "impersonate_acquaintance",
    ),
    "false-police": (
        (
            "称涉嫌洗钱、包裹藏毒、医保卡异常，要求保密、到僻静处，"
            "出示假通缉令，把钱转入“安全账户”，或要求贷款、取现。"
        ),
        (
            "你涉嫌一起洗钱案，不能告诉任何人\n请找个没人的房间接受线上笔录\n"
            "把钱转到安全账户接受审查\n你的医保卡在外地被盗用"
        ),
        (
            "公检法没有安全账户，不会电话、网络办案，不会网上发通缉令；"
            "立即挂断并拨打96110或110。"
        ),
        ["elderly", "student", "teacher", "resident"],
        ["calls", "payment"],
        "impersonate_police",
    ),
    "dating": (
        (
            "网上认识、从未见面，很快谈感情，再带着投资或以急用借钱；"
            "人设多为军人、高管、海外工作。"
        ),
        (
            "等我忙完就来看你\n我舅舅是分析师，你跟着我投一点\n"
            "家里急用钱，先借我周转\n机票订好了，差一点押金"
        ),
        "未见面不谈钱；网上对象一提投资、借钱，就把聊天记录给家人和民警看。",
        ["returnee", "company_staff", "elderly", "resident"],
        ["social", "investment", "payment"],
        "romance_investment",
    ),
    "games": (
        (
            "低价充值、高价收号、送皮肤，要求到陌生网站交易并先交保证金、"
            "解冻费；诱骗孩子用家长手机扫码付款。"
        ),
        (
            "加群免费领皮肤\n你是未成年人，账号违规，要用家长手机解除\n"
            "到这个网站交易才安全\n账户冻结了，充同等金额解冻"
        ),
        ("只用官方渠道交易；未成年人交易须经家长同意，家长管好支付密码和人脸支付。"),
        ["student", "parent"],
        ["games", "payment"],
        "game_trade",
    ),
}
OTHER = {
    "code": "other",
    "name_zh": "其他诈骗",
    "name_en": "Other fraud",
    "signs": "不属于以上类型，但要求转账、扫码、说验证码、共享屏幕的，都要警惕。",
    "phrases": "",
    "advice": "不轻信、不透露、不转账；拿不准就拨打96110问一问。",
    "groups": [],
    "scenes": [],
    "screening": "other",
    "source": "本所设置",
    "mark": "O",
    "valid_from": date(2023, 6, 15),
    "order": 900,
}
PUBLISHER = "公安部"
LISTS = [
    {
        "code": "mps-2023-06-15",
        "title_zh": "2023年公布的十大高发电信网络诈骗类型",
        "title_en": "The ten frequent types published in 2023",
        "published_on": date(2023, 6, 15),
        "source": "公安部2023年6月15日公布，据转载",
        "note": "十种类型约占发案的80%，其中刷单约占三分之一；其余九种及次序未见原文。",
        "is_whole": False,
        "entries": [(None, "fake-order", "刷单")],
    },
    {
        "code": "mps-2024-06-25",
        "title_zh": "2024年公布的十大高发电信网络诈骗类型",
        "title_en": "The ten frequent types published in 2024",
        "published_on": NATIONAL,
        "source": "公安部2024年6月25日公布，据转载",
        "note": "十种类型占2023年发案的88.4%；刷单返利发案数、损失均居首位，"
        "虚假网络投资理财案均损失最大。受害人平均37岁，18至40岁占62.1%，"
        "41至65岁占33.1%。",
        "is_whole": True,
        "entries": [
            (1, "fake-order", "刷单返利"),
            (2, "investment", "虚假网络投资理财"),
            (3, "false-shopping", "虚假购物服务"),
            (4, "false-courier", "冒充电商物流客服"),
            (5, "false-loan", "虚假贷款"),
            (6, "false-credit", "虚假征信"),
            (7, "false-leader", "冒充领导熟人"),
            (8, "false-police", "冒充公检法及政府机关"),
            (9, "dating", "网络婚恋交友"),
            (10, "games", "网络游戏产品虚假交易"),
        ],
    },
    {
        "code": "mps-2025-06",
        "title_zh": "2025年公布的高发电信网络诈骗类型",
        "title_en": "The frequent types published in 2025",
        "published_on": date(2025, 6, 1),
        "is_day_known": False,
        "source": "公安部2025年6月公布，据转载",
        "note": "只见到前五种，贷款与征信合为一种；其余未见原文。",
        "is_whole": False,
        "entries": [
            (1, "fake-order", "刷单"),
            (2, "investment", "投资"),
            (3, "false-shopping", "虚假购物服务"),
            (4, "false-courier", "冒充客服"),
            (5, "false-loan", "贷款征信"),
            (5, "false-credit", "贷款征信"),
        ],
    },
]


def fill(apps, _schema_editor):
    types = apps.get_model("antifraud", "ScamType").objects
    for code, (signs, phrases, advice, groups, scenes, screening) in FACTS.items():
        row = types.filter(code=code).first()
        if row is None:
            continue
        if row.version == 1:  # nobody here wrote signs and advice of their own
            row.signs, row.advice = signs, advice
        if not row.phrases:
            row.phrases, row.groups, row.scenes = phrases, groups, scenes
        row.screening = row.screening or screening
        row.mark, row.valid_from = "S", SINCE.get(code, NATIONAL)
        row.save()
    types.get_or_create(code=OTHER["code"], defaults=OTHER)


def list_them(apps, _schema_editor):
    lists = apps.get_model("antifraud", "ScamList").objects
    entries = apps.get_model("antifraud", "ScamListEntry").objects
    types = apps.get_model("antifraud", "ScamType").objects
    known = dict(types.values_list("code", "pk"))
    for facts in LISTS:
        said = {**facts, "publisher": PUBLISHER, "mark": "S"}
        places = said.pop("entries")
        made, is_new = lists.get_or_create(code=said.pop("code"), defaults=said)
        if not is_new:
            continue
        for rank, code, words in places:
            if code in known:
                entries.create(
                    of_list=made, rank=rank, scam_type_id=known[code], words=words
                )


class Migration(migrations.Migration):
    dependencies = [("antifraud", "0003_everything")]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.RunPython(list_them, migrations.RunPython.noop),
    ]
