"""The papers of a mediation: the thirteen items of the dossier and what goes with it."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from disputes.workflow.intake import Track


class PaperKind(TextChoices):
    """Every paper that is drawn of a dispute, in the order of the dossier."""

    COVER = "cover", _("Cover of the dossier")
    CONTENTS = "contents", _("Contents of the dossier")
    APPLICATION = "application", _("Application for mediation")
    ACCEPTANCE = "acceptance", _("Acceptance record")
    RIGHTS = "rights", _("Notice of rights and duties")
    IDENTITY = "identity", _("Proof of identity")
    AUTHORITY = "authority", _("Power of attorney")
    INVESTIGATION = "investigation", _("Investigation record")
    EVIDENCE = "evidence", _("Evidence")
    RECORD = "record", _("Mediation record")
    AGREEMENT = "agreement", _("People's mediation agreement")
    ORAL = "oral", _("Record of an oral agreement")
    SECURITY_AGREEMENT = "security_agreement", _("Public-security mediation agreement")
    SPOT_AGREEMENT = "spot_agreement", _("On-the-spot mediation agreement")
    END_NOTICE = "end_notice", _("Notice that mediation ended")
    PERFORMANCE = "performance", _("Proof of performance")
    FOLLOW_UP = "follow_up", _("Follow-up record")
    CONFIRMATION = "confirmation", _("Papers of judicial confirmation")
    NO_PENALTY = "no_penalty", _("Application that there be no penalty")
    NOTE = "note", _("Note on the dossier")
    CLOSING = "closing", _("Closing report")
    BACK = "back", _("Back cover")


class PaperStatus(TextChoices):
    DRAFT = "draft", pgettext_lazy("paper", "Being written")
    SIGNED = "signed", pgettext_lazy("paper", "Signed")
    VOID = "void", pgettext_lazy("paper", "Set aside")


class ItemState(TextChoices):
    """How an item of the dossier stands."""

    THERE = "there", pgettext_lazy("paper", "There")
    LACKING = "lacking", pgettext_lazy("paper", "Something lacks")
    NEEDED = "needed", pgettext_lazy("paper", "Needed")
    NOT_NEEDED = "not_needed", pgettext_lazy("paper", "Not needed")


class SignerRole(TextChoices):
    """As whom somebody signs a paper."""

    PARTY = "party", _("Party")
    AGENT = "agent", _("Agent or guardian")
    MEDIATOR = "mediator", _("Mediator")
    OFFICER = "officer", _("Officer")
    RECORDER = "recorder", _("Recorder")
    WITNESS = "witness", _("Others present")


K = PaperKind
# The thirteen items of 2010: required, and such as are there when needed. One of the
# kinds of an item is enough.
ITEMS: tuple[tuple[tuple[PaperKind, ...], bool], ...] = (
    ((K.APPLICATION, K.ACCEPTANCE), True),
    ((K.RIGHTS,), True),
    ((K.IDENTITY,), True),
    ((K.AUTHORITY,), False),
    ((K.INVESTIGATION,), False),
    ((K.EVIDENCE,), False),
    ((K.RECORD,), True),
    ((K.AGREEMENT, K.ORAL, K.SECURITY_AGREEMENT, K.SPOT_AGREEMENT, K.END_NOTICE), True),
    ((K.PERFORMANCE,), False),
    ((K.FOLLOW_UP,), False),
    ((K.CONFIRMATION,), False),
    ((K.NOTE,), False),
    ((K.BACK,), True),
)
# What somebody must write that the case does not know already.
TYPED = frozenset(
    {
        K.APPLICATION,
        K.RIGHTS,
        K.AUTHORITY,
        K.INVESTIGATION,
        K.EVIDENCE,
        K.PERFORMANCE,
        K.CONFIRMATION,
        K.NOTE,
    }
)
# What follows from the other papers and is kept as no row of its own.
DRAWN = frozenset({K.COVER, K.CONTENTS, K.BACK})
# Papers that must be signed, or a signed scan of them kept, to count as there.
TO_SIGN = frozenset(
    {
        K.APPLICATION,
        K.RIGHTS,
        K.AUTHORITY,
        K.INVESTIGATION,
        K.RECORD,
        K.AGREEMENT,
        K.ORAL,
        K.SECURITY_AGREEMENT,
        K.SPOT_AGREEMENT,
        K.NO_PENALTY,
    }
)
# What the papers are called on the forms themselves, which are Chinese.
TITLES = {
    K.COVER: "卷皮",
    K.CONTENTS: "卷内目录",
    K.APPLICATION: "人民调解申请书",
    K.ACCEPTANCE: "人民调解受理登记表",
    K.RIGHTS: "人民调解当事人权利义务告知书",
    K.IDENTITY: "当事人身份证明",
    K.AUTHORITY: "授权委托书",
    K.INVESTIGATION: "人民调解调查记录",
    K.EVIDENCE: "证据材料",
    K.RECORD: "调解记录",
    K.AGREEMENT: "人民调解协议书",
    K.ORAL: "人民调解口头协议登记表",
    K.SECURITY_AGREEMENT: "治安调解协议书",
    K.SPOT_AGREEMENT: "现场治安调解协议书",
    K.END_NOTICE: "终止调解告知书",
    K.PERFORMANCE: "调解协议履行凭证",
    K.FOLLOW_UP: "回访记录",
    K.CONFIRMATION: "司法确认材料",
    K.NO_PENALTY: "不予处罚申请书",
    K.NOTE: "卷宗情况说明",
    K.CLOSING: "结案报告表",
    K.BACK: "封底",
}
# The same paper where the police mediate.
POLICE_TITLES = {K.ACCEPTANCE: "治安调解受理登记表", K.RECORD: "治安调解记录"}


def title_of(kind: PaperKind, track: str) -> str:
    """What the form is called on the track of its dispute."""
    is_police = track == Track.PUBLIC_SECURITY
    return (POLICE_TITLES.get(kind) if is_police else None) or TITLES[kind]
