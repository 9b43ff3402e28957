"""The ten scam types the Ministry of Public Security named on 25 June 2024."""

from django.db import migrations

SOURCE = "公安部2024年6月25日公布的十大高发电信网络诈骗类型"
TYPES = [
    (
        "fake-order",
        "刷单返利",
        "Fake-order rebates",
        "先给小额返利，再要求垫付大额本金；让下载陌生软件、进群做任务。",
        "刷单就是诈骗，凡是要先垫钱的一律不做。",
    ),
    (
        "investment",
        "虚假网络投资理财",
        "False online investment",
        "陌生人荐股、拉群听课；平台只能入金、难以提现；承诺稳赚不赔。",
        "只在正规机构开户，不向个人账户转账，不现金交付。",
    ),
    (
        "false-shopping",
        "虚假购物服务",
        "False shopping and services",
        "价格明显偏低，要求离开平台私下转账，交钱后又要押金、手续费。",
        "在正规平台交易，不私下转账。",
    ),
    (
        "false-courier",
        "冒充电商物流客服",
        "Posing as shop or courier service",
        "来电称快递丢失、商品有问题要理赔，或称误开会员要取消，要求共享屏幕。",
        "挂断后到官方平台核实，不共享屏幕，不说验证码。",
    ),
    (
        "false-loan",
        "虚假贷款",
        "False loans",
        "无抵押、秒到账；放款前先交保证金、解冻费。",
        "贷款前先收钱的都是诈骗。",
    ),
    (
        "false-credit",
        "虚假征信",
        "False credit record",
        "称账户影响征信，要求转账到指定账户验证或注销。",
        "个人征信不能人为修改，请拨打银行官方电话核实。",
    ),
    (
        "false-leader",
        "冒充领导熟人",
        "Posing as a superior or friend",
        "用领导、熟人头像加好友，以急事为由要求代为转账。",
        "转账前当面或电话核实本人。",
    ),
    (
        "false-police",
        "冒充公检法及政府机关",
        "Posing as police or government",
        "称涉嫌洗钱、包裹藏毒，要求保密、到僻静处，把钱转入安全账户。",
        "公检法没有安全账户，不会电话办案，立即挂断并拨打96110。",
    ),
    (
        "dating",
        "网络婚恋交友",
        "Online dating",
        "网上认识、从未见面，很快谈感情，再带着投资或以急用借钱。",
        "未见面不谈钱。",
    ),
    (
        "games",
        "网络游戏产品虚假交易",
        "False trade in games",
        "低价充值、高价收号，要求到陌生网站交易并先交保证金。",
        "只用官方渠道交易，未成年人交易须经家长同意。",
    ),
]


def add(apps, _schema_editor):
    scam_types = apps.get_model("antifraud", "ScamType").objects
    for order, (code, name_zh, name_en, signs, advice) in enumerate(TYPES, start=1):
        scam_types.get_or_create(
            code=code,
            defaults={
                "name_zh": name_zh,
                "name_en": name_en,
                "signs": signs,
                "advice": advice,
                "source": SOURCE,
                "order": order * 10,
            },
        )


class Migration(migrations.Migration):
    dependencies = [("antifraud", "0001_initial")]

    operations = [migrations.RunPython(add, migrations.RunPython.noop)]
