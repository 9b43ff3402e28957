"""The kinds of small venues and the standard checklists an office can adopt.

Kinds and limits are law.md b4, figures marked S; the items are those of the seeds
(safety responsibility, video surveillance, fire rules and upkeep, staff training) and
of the daily fire supervision by police stations (Order 120, articles 31–33).
"""

from households.models import Measure, Section
from households.workflow.inspections import Severity

SOURCE = "网络资料，未见原文"
M = Measure
# code, Chinese, English, limits
KINDS = (
    ("school", "学校", "School", {M.BOARDERS: 50, M.PUPILS: 500}),
    ("kindergarten", "幼儿园", "Kindergarten", {M.PUPILS: 100}),
    ("clinic", "小医院（诊所）", "Clinic", {M.BEDS: 30}),
    ("shop", "小商店", "Shop", {M.FLOOR_AREA: 300}),
    ("restaurant", "小餐饮", "Restaurant", {M.SEATS: 100}),
    ("hotel", "小旅馆", "Guest house", {M.BEDS: 50}),
    (
        "entertainment",
        "小歌舞娱乐",
        "Entertainment venue",
        {M.FLOOR_AREA: 200, M.HIGHEST_FLOOR: 3},
    ),
    ("internet_cafe", "小网吧", "Internet café", {}),
    ("beauty", "小美容洗浴", "Hairdresser or bath", {M.FLOOR_AREA: 200}),
    ("workshop", "小生产加工", "Workshop", {}),
)
FIRE = "《消防法》第{}条"
S, V = Section, Severity
# fmt: off
# code, section, item, item in English, what is a fault, in English, severity, basis,
# days to put it right
BASE = (
    (
        "duty", S.RESPONSIBILITY, "消防安全责任人明确，责任落实到岗",
        "Somebody answers for fire safety, duties are assigned",
        "未确定责任人或职责不清", "Nobody answers for it, or duties are unclear",
        V.MINOR, FIRE.format(16), 7,
    ),
    (
        "acceptance", S.RESPONSIBILITY, "消防验收、备案或开业前检查手续齐全",
        "Fire acceptance, filing or the check before opening is there",
        "未取得合法手续即投入使用、营业", "Open without the papers",
        V.SERIOUS, FIRE.format("13、15"), 30,
    ),
    (
        "video", S.VIDEO, "视频监控正常运行，重点部位覆盖",
        "Video surveillance runs and covers the key places",
        "监控停用、损坏或有盲区", "Switched off, broken or with blind spots",
        V.MINOR, "", 7,
    ),
    (
        "playback", S.VIDEO, "录像能够回放，时间准确",
        "Recordings can be played back, the clock is right",
        "无录像或时间不准", "No recording, or a wrong clock",
        V.MINOR, "", 7,
    ),
    (
        "rules", S.FIRE_RULES, "消防安全制度和操作规程健全",
        "Fire-safety rules and instructions are in place",
        "无制度或未执行", "No rules, or not followed",
        V.MINOR, FIRE.format(16), 15,
    ),
    (
        "patrol", S.FIRE_RULES, "防火检查、巡查有记录",
        "Fire checks and rounds are recorded",
        "未开展检查或无记录", "No checks, or no record of them",
        V.MINOR, FIRE.format(16), 7,
    ),
    (
        "drill", S.FIRE_RULES, "有灭火和应急疏散预案并开展演练",
        "There is a plan for fire and evacuation, and it is drilled",
        "无预案或未演练", "No plan, or never drilled",
        V.MINOR, FIRE.format(16), 30,
    ),
    (
        "extinguishers", S.EQUIPMENT, "灭火器配置齐全、在有效期内",
        "Extinguishers are there, in date and under pressure",
        "数量不足、过期或压力不足", "Too few, out of date or without pressure",
        V.SERIOUS, FIRE.format(16), 7,
    ),
    (
        "hydrants", S.EQUIPMENT, "消火栓等设施完好有效、无遮挡",
        "Hydrants and other equipment work and are not blocked",
        "损坏、无水、被遮挡或挪作他用", "Broken, dry, blocked or misused",
        V.SERIOUS, FIRE.format("16、28"), 15,
    ),
    (
        "upkeep", S.EQUIPMENT, "消防设施定期维护保养有记录",
        "Fire equipment is maintained and this is recorded",
        "未维护保养", "Not maintained",
        V.MINOR, FIRE.format(16), 15,
    ),
    (
        "exits", S.ESCAPE, "疏散通道、安全出口畅通",
        "Escape routes and exits are clear",
        "占用、堵塞、封闭或锁闭", "Occupied, blocked, closed or locked",
        V.SERIOUS, FIRE.format(28), 1,
    ),
    (
        "signs", S.ESCAPE, "应急照明、疏散指示标志完好",
        "Emergency lighting and exit signs work",
        "缺失、损坏或不亮", "Missing, broken or dark",
        V.MINOR, FIRE.format(16), 7,
    ),
    (
        "lane", S.ESCAPE, "消防车通道未被占用",
        "The lane for fire engines is free",
        "占用、堵塞消防车通道", "Occupied or blocked",
        V.SERIOUS, FIRE.format(28), 1,
    ),
    (
        "dwelling", S.DANGER, "经营场所内无违规住人、未存放易燃易爆物品",
        "Nobody lives in the shop and nothing inflammable is kept in it",
        "生产、储存、经营易燃易爆危险品与居住场所同一建筑",
        "Flammables made, kept or sold in a building where people live",
        V.MAJOR, FIRE.format(19), 3,
    ),
    (
        "electric", S.DANGER, "用火用电用气安全，电线无私拉乱接",
        "Fire, electricity and gas are used safely, no loose wiring",
        "私拉乱接、超负荷或燃气无防护", "Loose wiring, overload or unsafe gas",
        V.SERIOUS, FIRE.format(27), 7,
    ),
    (
        "ebikes", S.DANGER, "室内无电动自行车停放、充电",
        "No electric bicycles are parked or charged indoors",
        "室内停放或充电", "Parked or charged indoors",
        V.SERIOUS, FIRE.format(28), 1,
    ),
    (
        "training", S.TRAINING, "从业人员经过消防安全教育培训",
        "The staff were trained in fire safety",
        "未组织培训或无记录", "No training, or no record of it",
        V.MINOR, FIRE.format(16), 15,
    ),
    (
        "skills", S.TRAINING, "员工会报警、会灭火、会疏散",
        "The staff can call for help, fight a fire and lead people out",
        "抽问员工不会操作", "Somebody who was asked could not",
        V.MINOR, FIRE.format(16), 7,
    ),
)
NO_MINORS = (
    "minors", S.KIND, "不接纳未成年人，入口有提示", "No minors, and a sign says so",
    "接纳未成年人或无提示", "Minors inside, or no sign",
    V.SERIOUS, "《未成年人保护法》", 3,
)
ALARM = (
    "alarm", S.KIND, "一键报警、门卫和防护器材到位",
    "One-key alarm, guards and their equipment are there",
    "报警装置失灵或无门卫", "The alarm fails, or nobody guards",
    V.SERIOUS, "", 7,
)
OF_KIND = {
    "restaurant": (
        (
            "hood", S.KIND, "油烟管道定期清洗有记录", "The kitchen duct is cleaned",
            "未清洗或无记录", "Not cleaned, or no record", V.MINOR, FIRE.format(16), 15,
        ),
        (
            "gas", S.KIND, "燃气报警和切断装置有效",
            "The gas alarm and shut-off work", "未安装或失效", "Missing or broken",
            V.SERIOUS, "《安全生产法》第36条", 7,
        ),
    ),
    "hotel": (
        (
            "guests", S.KIND, "住宿人员实名登记", "Guests are registered by ID",
            "未按规定登记", "Not registered", V.SERIOUS, "《治安管理处罚法》", 3,
        ),
        (
            "minors", S.KIND, "接待未成年人询问并联系监护人",
            "For minors the guardians are asked", "未询问或未联系", "Not asked",
            V.SERIOUS, "《未成年人保护法》第57条", 3,
        ),
    ),
    "entertainment": (NO_MINORS,),
    "internet_cafe": (
        (
            "users", S.KIND, "上网人员实名登记", "Users are registered by ID",
            "未实名登记", "Not registered", V.SERIOUS, "", 3,
        ),
        NO_MINORS,
    ),
    "school": (ALARM,),
    "kindergarten": (ALARM,),
    "clinic": (
        (
            "oxygen", S.KIND, "氧气瓶固定存放、远离火源",
            "Oxygen bottles are fixed and far from fire", "混放或靠近火源",
            "Loose or near fire", V.SERIOUS, FIRE.format(23), 3,
        ),
    ),
    "shop": (
        (
            "fireworks", S.KIND, "未违规存放烟花爆竹、散装汽油",
            "No fireworks or loose petrol are kept", "违规存放、销售",
            "Kept or sold against the rules", V.MAJOR, FIRE.format(23), 1,
        ),
    ),
    "beauty": (
        (
            "heating", S.KIND, "锅炉、热水器和电加热设备安全",
            "Boilers and heating devices are safe", "老化、无人看管",
            "Old or unattended", V.SERIOUS, FIRE.format(27), 7,
        ),
    ),
    "workshop": (
        (
            "welding", S.KIND, "电气焊人员持证，动火有审批",
            "Welders are licensed, hot work is approved", "无证或未审批动火",
            "Unlicensed, or not approved", V.SERIOUS, FIRE.format(21), 3,
        ),
        (
            "dust", S.KIND, "可燃粉尘、边角料及时清理",
            "Dust and scrap are cleared away", "积尘积料", "Piled up",
            V.SERIOUS, FIRE.format(16), 3,
        ),
    ),
}


# fmt: on


def items_of(code: str) -> list[dict]:
    """The items of a kind in order, as the columns of ``ChecklistItem``."""
    names = (
        "code", "section", "title_zh", "title_en", "fault_zh", "fault_en",
        "severity", "legal_basis", "deadline_days",
    )  # fmt: skip
    rows = (*BASE, *OF_KIND.get(code, ()))
    return [
        dict(zip(names, row, strict=True)) | {"order": 10 * number}
        for number, row in enumerate(rows, start=1)
    ]
