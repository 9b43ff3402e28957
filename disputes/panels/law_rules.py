"""The rules disputes are judged by: figures with their article, source and day.

The Public Security Law of 2025 holds for events from 1 January 2026 on, the text
before it for those that came earlier.
"""

from datetime import date

from station.registry import LegalDefault

LAST_OLD, FIRST_NEW = date(2025, 12, 31), date(2026, 1, 1)
PROCEDURE = "公安机关办理行政案件程序规定（2018年修正）"
WORKING_RULES = "公通字〔2007〕81号"
OLD_LAW = "治安管理处罚法（2012年修正）"
NEW_LAW = "治安管理处罚法（2025年修订）"
ONLINE = "人民法院在线调解规则（2021）；特邀调解规定第二十七条"


def _rule(code, zh, en, value, unit, article, source, mark="P", **days):
    return LegalDefault(code, zh, en, value, unit, article, source, mark, **days)


def _changed(code, zh, en, unit, old, new):
    """A rule whose figure or article changed with the law of 2025."""
    return (
        _rule(code, zh, en, old[0], unit, *old[1:], until_on=LAST_OLD),
        _rule(code, zh, en, new[0], unit, *new[1:], from_on=FIRST_NEW),
    )


RULES = (
    *_changed(
        "ps.law",
        "治安管理处罚法文本",
        "Text of the Public Security Law",
        "edition",
        (2012, "治安管理处罚法第九条", OLD_LAW),
        (2025, "治安管理处罚法第九条", NEW_LAW),
    ),
    *_changed(
        "ps.officers",
        "治安调解民警人数",
        "Officers at a public-security mediation",
        "person",
        (2, "程序规定第五十二条", PROCEDURE),
        (2, "治安管理处罚法第一百零八条第一款", NEW_LAW),
    ),
    *_changed(
        "ps.officers_in_room",
        "规范场所全程录音录像时的民警人数",
        "Officers in a standard room with full recording",
        "person",
        (2, "程序规定第五十二条", PROCEDURE),
        (1, "治安管理处罚法第一百零八条第二、三款", NEW_LAW),
    ),
    *_changed(
        "case.limit",
        "治安案件办案期限",
        "Time for a public-security case",
        "calendar_day",
        (30, "程序规定第一百六十五条（自受理之日）", PROCEDURE),
        (30, "治安管理处罚法第一百一十八条（自立案之日）", NEW_LAW),
    ),
    *_changed(
        "case.extension",
        "办案期限每次延长",
        "Each extension of the time for a case",
        "calendar_day",
        (30, "程序规定第一百六十五条", PROCEDURE),
        (30, "治安管理处罚法第一百一十八条", NEW_LAW),
    ),
    *_changed(
        "case.extensions",
        "办案期限最多延长次数",
        "Extensions of the time for a case",
        "times",
        (1, "程序规定第一百六十五条", PROCEDURE),
        (2, "治安管理处罚法第一百一十八条", NEW_LAW),
    ),
    *_changed(
        "minor.age",
        "未成年人年龄界限",
        "Age below which a party is a minor",
        "year",
        (18, "程序规定第一百八十一条", PROCEDURE),
        (18, "治安管理处罚法第九十八条；程序规定第一百八十一条", NEW_LAW),
    ),
    _rule(
        "minor.working_age",
        "以自己劳动收入为主要生活来源的年龄",
        "Age from which a minor may live on own work",
        16,
        "year",
        "程序规定第一百八十一条",
        PROCEDURE,
    ),
    _rule(
        "ps.start",
        "治安调解首次调解期限",
        "Public-security mediation after acceptance or appraisal",
        3,
        "working_day",
        "公安机关治安调解工作规范",
        WORKING_RULES,
        "S",
    ),
    _rule(
        "ps.second",
        "第二次调解期限",
        "Second session after the first",
        7,
        "working_day",
        "程序规定第一百八十三条",
        PROCEDURE,
    ),
    _rule(
        "ps.sessions",
        "治安调解最多次数",
        "Sessions of a public-security mediation",
        2,
        "times",
        "程序规定第一百八十三条",
        PROCEDURE,
    ),
    _rule(
        "people.month",
        "人民调解期限",
        "Time for people's mediation",
        1,
        "month",
        "人民调解工作若干规定第三十三条",
        "司法部令第75号",
        "S",
    ),
    _rule(
        "people.extension",
        "人民调解期限每次延长",
        "Each extension of people's mediation",
        1,
        "month",
        "人民调解工作若干规定第三十三条",
        "司法部令第75号",
        "S",
    ),
    _rule(
        "people.extensions",
        "人民调解期限最多延长次数",
        "Extensions of people's mediation",
        0,
        "times",
        "人民调解工作若干规定第三十三条",
        "司法部令第75号；地方条例另有规定的从其规定",
        "S",
    ),
    _rule(
        "court.online_accept",
        "在线调解法院受理",
        "Court accepts an online mediation",
        3,
        "working_day",
        "人民法院在线调解规则",
        ONLINE,
    ),
    _rule(
        "court.online_before",
        "诉前在线调解期限",
        "Online mediation before filing",
        30,
        "calendar_day",
        "特邀调解规定第二十七条",
        ONLINE,
    ),
    _rule(
        "court.online_ordinary",
        "立案后调解期限（普通程序）",
        "Mediation after filing, ordinary procedure",
        15,
        "calendar_day",
        "特邀调解规定第二十七条",
        ONLINE,
    ),
    _rule(
        "court.online_summary",
        "立案后调解期限（简易程序）",
        "Mediation after filing, summary procedure",
        7,
        "calendar_day",
        "特邀调解规定第二十七条",
        ONLINE,
    ),
)
