"""What the law asks for beside mediating: in domestic violence and for minors."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SafeguardKind(TextChoices):
    """The steps; each is done on a day, or has a reason why it is not needed."""

    ADMONITION = "admonition", _("Admonition letter decided on")
    COMMITTEE_TOLD = "committee_told", _("Village or residents' committee told")
    CHECK_UP = "check_up", _("Check-up visit")
    PROTECTION_ORDER = "protection_order", _("Told of the protection order")
    MEDIATION_NOTE = "mediation_note", _("Noted why it may be mediated")
    GUARDIAN_TOLD = "guardian_told", _("Guardian told")
    SCHOOL_TOLD = "school_told", _("School told")


# The articles each rests on, as the page names them.
ARTICLES = {
    SafeguardKind.ADMONITION: "反家庭暴力法第十六条",
    SafeguardKind.COMMITTEE_TOLD: "反家庭暴力法第十七条",
    SafeguardKind.CHECK_UP: "反家庭暴力法第十七条",
    SafeguardKind.PROTECTION_ORDER: "反家庭暴力法第二十三条",
    SafeguardKind.MEDIATION_NOTE: "反家庭暴力法第十条",
    SafeguardKind.GUARDIAN_TOLD: "公安机关办理行政案件程序规定第一百八十一条",
    SafeguardKind.SCHOOL_TOLD: "治安管理处罚法第六十条",
}
DOMESTIC_VIOLENCE = (
    SafeguardKind.ADMONITION,
    SafeguardKind.COMMITTEE_TOLD,
    SafeguardKind.PROTECTION_ORDER,
    SafeguardKind.CHECK_UP,
)
MINORS = (SafeguardKind.GUARDIAN_TOLD,)
SCHOOL_BULLYING = (SafeguardKind.SCHOOL_TOLD,)
