"""The signs as they ship; a county or a station sets its own weights."""

from dataclasses import dataclass

from disputes.workflow.warning import Sign
from station.bilingual import spoken


@dataclass(frozen=True)
class Shipped:
    """One sign: what it weighs, how it fades, from which figure it holds."""

    code: str
    title_zh: str
    title_en: str
    why_zh: str
    why_en: str
    weight: int
    half_life_days: int | None = None
    figure: int | None = None
    most: int = 1


SIGNS = (
    Shipped(
        Sign.SAME_PARTIES, "同一当事人再次纠纷", "The same parties again",
        "同一当事人在所设天数内还有别的纠纷，积怨容易升级。",
        "The same people have another dispute within the days set: grudges pile up.",
        15, 120, 365, 3,
    ),
    Shipped(
        Sign.SAME_ADDRESS, "同一地址再次纠纷", "The same address again",
        "同一户或同一地点在所设天数内还有别的纠纷。",
        "The same household or place has another dispute within the days set.",
        8, 120, 365, 3,
    ),
    Shipped(
        Sign.FAILED_MEDIATION, "调解未成", "A mediation failed",
        "开过的调解没有达成协议，每次计一次。",
        "A sitting ended without an agreement; each one counts.",
        12, 60, None, 3,
    ),
    Shipped(
        Sign.REFUSED, "拒绝调解", "Mediation refused",
        "一方明确不愿调解，或未开调解即告不成。",
        "A party clearly does not want mediation, or it failed before any sitting.",
        10, 60,
    ),
    Shipped(
        Sign.THREAT, "扬言报复", "Threat",
        "有人扬言报复、威胁他人。", "Somebody threatened the other side.", 20, 60,
    ),
    Shipped(
        Sign.WEAPON, "涉及凶器", "Weapon",
        "现场或言语中出现刀具、枪支等凶器。",
        "A knife, a gun or another weapon was there or was spoken of.", 30, 90,
    ),
    Shipped(
        Sign.VIOLENCE, "动手打人", "Violence",
        "已经动手，有肢体冲突或伤情。", "There was a fight or an injury.", 25, 60,
    ),
    Shipped(
        Sign.SELF_HARM, "扬言自伤", "Self-harm",
        "有人扬言自杀、自伤。", "Somebody spoke of hurting themselves.", 25, 90,
    ),
    Shipped(
        Sign.CROWD, "聚众", "Crowd",
        "双方纠集亲友或多人聚集。", "The sides brought friends or kin along.", 15, 30,
    ),
    Shipped(
        Sign.DOMESTIC_VIOLENCE, "家庭暴力", "Domestic violence",
        "涉及家庭暴力；不随时间减轻。",
        "Domestic violence is part of it; it does not fade.", 20,
    ),
    Shipped(
        Sign.CALLS_REPEATED, "反复报警", "Calls again and again",
        "同一来电人或同一地点在所设天数内多次报警，首次不计。",
        "The same caller called several times within the days set; not the first call.",
        8, 30, 90, 3,
    ),
    Shipped(
        Sign.OBLIGATION_LATE, "逾期未履行", "An obligation is late",
        "协议约定的履行日期已过，尚未履行。",
        "The day by which something was to be done has passed.", 10, None, None, 2,
    ),
    Shipped(
        Sign.OBLIGATION_BROKEN, "不履行协议", "An obligation was not kept",
        "协议约定的义务确定没有履行。", "What was agreed was not done.", 18, 60, None, 2,
    ),
    Shipped(
        Sign.DUE_SOON, "期限将至", "The deadline approaches",
        "办理期限在所设天数之内。", "The deadline falls within the days set.", 5, None, 3,
    ),
    Shipped(
        Sign.OVERDUE, "超过期限", "The deadline has passed",
        "办理期限已过，纠纷仍未了结。", "The deadline has passed and it is still open.", 10,
    ),
    Shipped(
        Sign.AMOUNT, "涉及金额较大", "Much money",
        "争议金额达到所设数额（元）。", "The amount in dispute reaches the figure set (yuan).",
        8, None, 50_000,
    ),
    Shipped(
        Sign.LONG_OPEN, "长期未决", "Open for long",
        "报来后所设天数仍在调解、未有结果。",
        "It is still being mediated after the days set.", 8, None, 30,
    ),
    Shipped(
        Sign.IN_AGREEMENT, "协议生效", "Agreement in effect",
        "双方已达成协议并生效。", "The sides agreed and the agreement is in effect.", -20,
    ),
    Shipped(
        Sign.OBLIGATION_KEPT, "已履行", "An obligation was kept",
        "协议约定的义务按约履行，每项计一次。",
        "What was agreed was done; each one counts.", -8, None, None, 3,
    ),
    Shipped(
        Sign.CALM_FOLLOW_UP, "回访平稳", "Calm at a follow-up",
        "回访已完成，未见反复。", "A follow-up was made and it was calm.", -8, 45, None, 3,
    ),
    Shipped(
        Sign.DEFUSED, "隐患已消除", "The danger was taken away",
        "已将双方隔开，或已收缴刀具、枪支。",
        "The sides were brought apart, or knives or firearms removed.", -15, 60, None, 2,
    ),
)  # fmt: skip
CALMING = frozenset(sign.code for sign in SIGNS if sign.weight < 0)


def titles() -> dict[str, str]:
    """The word for each sign, in the reader's language."""
    return {sign.code: spoken(sign.title_zh, sign.title_en) for sign in SIGNS}
