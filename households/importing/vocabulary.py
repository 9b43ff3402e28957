"""The words an office uses in its columns, and what the register calls them."""

import re

HEADERS = {
    "serial": "序号 编号 序列号 No No.",
    "village": (
        "村(社区) 村社区 村/社区 社区(村) 社区/村 村 社区 村名 社区名称 村居 村(居) 行政村 "
        "所属村 所属社区 所在村 所在社区 村委会 居委会 村(居)委会"
    ),
    "group": (
        "社(小区) 社/小区 社小区 社 小区 村民小组 组 社组 自然村 小区名称 小区(社) 楼栋 社(组) "
        "组(社) 小组 网格"
    ),
    "door": "门牌号 门牌 门牌号码 户牌号 门(楼)牌号 房号 门牌地址 详细门牌",
    "household": "户号 户编号 家庭编号 户籍号 户口编号 家庭户号 户口簿号 户号码",
    "relation": "与户主关系 和户主关系 户主关系 与户主的关系 家庭关系 关系",
    "name": "姓名 名字 人员姓名 居民姓名",
    "sex": "性别",
    "id_number": (
        "公民身份号码 公民身份证号码 公民身份证号 身份证号 身份证号码 身份证 身份号码 证件号码 "
        "居民身份证号码 证件号"
    ),
    "birth_date": "出生日期 出生年月日 出生年月 生日 出生时间",
    "ethnicity": "民族",
    "phone": "手机号码 手机号 手机 联系电话 电话 联系方式 电话号码 移动电话 联系号码",
    "residence": "居住类型 人口类型 人员类型 居住类别 人口类别 居住情况 人员类别",
    "tenure": "房屋性质 房屋类型 住房性质 房屋类别 房屋用途 房屋情况",
    "employer": "从业单位 工作单位 单位 服务处所 从业单位(学校) 工作单位及职业",
    "care": "重点关爱类别 关爱类别 重点关爱 关爱对象 重点人群 关爱人群 重点关爱对象",
    "note": "备注 说明",
}
REQUIRED = ("village", "door", "name", "id_number")
# A merged cell stands for every row it covers, but a person's own cells never do.
SHARED_DOWN = frozenset({"village", "group", "door", "household", "tenure"})
FOOT_WORDS = re.compile(
    r"^(?:填表人|制表人|填报人|审核人|负责人|制表|审核|合计|总计|小计|共计|说明|备注|注|填表说明|"
    r"填报日期|填表日期|联系电话|单位负责人)\s*[:\d人]"
)


FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


def header_key(text: object) -> str:
    """A header without what varies: spaces, line breaks, stars, full-width signs."""
    if not isinstance(text, str):
        return ""
    return re.sub(r"[\s*:\u200b\ufeff]+", "", text.translate(FULL_WIDTH))


FIELD_OF_HEADER = {
    header_key(word): field
    for field, words in HEADERS.items()
    for word in words.split()
}


def field_of(text: object) -> str | None:
    """Which column of the register a header names, if any."""
    key = header_key(text)
    bare = re.sub(r"\([^)]*\)|\[[^\]]*\]|【[^】]*】", "", key)
    return FIELD_OF_HEADER.get(key) or FIELD_OF_HEADER.get(bare)


RELATIONS = {
    "head": "户主 本人 本户户主",
    "spouse": "配偶 妻 夫 妻子 丈夫 妻 爱人",
    "son": "子 儿子 长子 次子 三子 四子 五子 独生子 养子 继子 独子",
    "daughter": "女 女儿 长女 次女 三女 四女 五女 独生女 养女 继女 独女",
    "father": "父 父亲 公公 岳父 继父 养父",
    "mother": "母 母亲 婆婆 岳母 继母 养母",
    "grandchild": "孙子 孙女 孙 外孙 外孙子 外孙女 曾孙 曾孙子 曾孙女 重孙 重孙女",
    "grandparent": "祖父 祖母 外祖父 外祖母 爷爷 奶奶 外公 外婆 姥爷 姥姥 曾祖父 曾祖母",
    "sibling": "兄 弟 姐 妹 哥哥 弟弟 姐姐 妹妹 兄弟 姐妹 兄弟姐妹",
    "in_law": "儿媳 女婿 媳妇 儿媳妇 孙媳 孙女婿 嫂 弟媳 姐夫 妹夫",
    "tenant": "租户 承租人 租客 房客 租住人",
    "other": "其他 其它 其他亲属 非亲属 侄子 侄女 外甥 外甥女 亲属 保姆 同住人 寄养 伯父 叔父 "
    "叔叔 姑姑 姑母 舅舅 姨母 伯母 婶母 集体户成员",
}
RESIDENCE_KINDS = {
    "permanent": "常住 常住人口 户籍 户籍人口 常驻 常住户",
    "migrant": "流动 流动人口 流入 外来 外来人口 暂住 暂住人口",
    "lodger": "寄住 寄住人口 寄居 借住",
}
TENURES = {
    "owned": "自有 自住 自有房 自有住房 自建 自建房 自购 自住房",
    "rented": "出租 租赁 租住 租房 出租房 出租房屋 出租屋 承租",
    "lent": "借用 借住 出借",
    "vacant": "空置 闲置 空房 无人居住",
    "dormitory": "宿舍 集体宿舍 单位宿舍 员工宿舍",
    "other": "其他 其它",
}
CARE_KINDS = {
    "elderly_alone": "独居老人 空巢老人 孤寡老人 独居",
    "left_behind_child": "留守儿童 困境儿童 留守未成年人",
    "left_behind_elder": "留守老人",
    "disabled": "残疾人 残疾 重度残疾 残障 残障人士",
    "low_income": "低保 低保户 困难家庭 困难户 特困 特困户 五保户 低收入 监测户",
    "other": "其他 其它 留守妇女 高龄老人 失能老人 失独家庭",
}
NOTHING_MEANT = frozenset(
    [
        "无",
        "没有",
        "否",
        "/",
        "-",
        "--",
        "—",
        "——",
        "、",
        "\\",
        "空",
        "暂无",
        "不详",
        "未知",
        "无无",
        "N/A",
        "n/a",
        "NA",
        "None",
        "null",
        "0",
    ]
)
SEXES = {
    "male": "男 男性 M m Male male 1 男的",
    "female": "女 女性 F f Female female 2 女的",
}
_ETHNIC_GROUPS = (
    "汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 "
    "拉祜 水 东乡 纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 "
    "怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺"
)
ETHNIC_GROUPS = {
    short + ("" if short.endswith("族") else "族") for short in _ETHNIC_GROUPS.split()
} | {"其他", "穿青人", "革家人", "外国血统中国籍人士"}


def _reversed(words: dict[str, str]) -> dict[str, str]:
    return {word: code for code, text in words.items() for word in text.split()}


RELATION_OF = _reversed(RELATIONS)
RESIDENCE_OF = _reversed(RESIDENCE_KINDS)
TENURE_OF = _reversed(TENURES)
CARE_OF = _reversed(CARE_KINDS)
SEX_OF = _reversed(SEXES)
