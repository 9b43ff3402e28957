"""What agreements bring to the shared pages."""

from django.utils.translation import gettext_lazy as _

from disputes import agreement_page
from disputes.actions.agreements import TRACKS
from disputes.lists.agreements import AGREEMENTS
from disputes.lists.obligations import OBLIGATIONS
from disputes.models import Agreement, Dispute
from disputes.notices import agreements as notices
from disputes.workflow import Status
from station import policy
from station.registry import LegalDefault, NavItem, Panel, registry


def of_agreements(request, dispute: Dispute) -> dict | None:
    """What was agreed, what is missing until it holds, and the next step."""
    user = request.user
    rows = Agreement.objects.visible_to(user).filter(dispute=dispute)
    agreements = list(rows.for_list().order_by("-pk"))
    stands = any(row.is_draft or row.is_in_effect for row in agreements)
    may_write = (
        dispute.status == Status.TAKEN_UP
        and not stands
        and any(dispute.track in tracks for tracks in TRACKS.values())
        and policy.can(user, "agreement.create", dispute)
    )
    if not agreements and not may_write:
        return None
    return {
        "dispute": dispute,
        "agreements": [(row, agreement_page.TONES[row.status]) for row in agreements],
        "may_write": may_write,
    }


def of_obligations(request, dispute: Dispute) -> dict | None:
    """What is owed by the agreement that counts, each with its next step."""
    user = request.user
    rows = Agreement.objects.visible_to(user).filter(dispute=dispute)
    agreement = rows.exclude(status__in=["void", "draft"]).order_by("-pk").first()
    if agreement is None:
        return None
    duties = agreement_page.duties_of(agreement, user=user)
    if not duties:
        return None
    return {
        "agreement": agreement,
        "duties": duties,
        "may_settle": policy.can(user, "obligation.edit", agreement),
    }


def _days(
    code: str, zh: str, en: str, value: int, article: str, source: str, mark: str
):
    return LegalDefault(code, zh, en, value, "calendar_day", article, source, mark)


registry.add_legal(
    _days(
        "confirm.apply",
        "申请司法确认期限",
        "Applying for judicial confirmation",
        30,
        "人民调解法第三十三条、民事诉讼法第二百零五条",
        "人民调解法（2011）；民事诉讼法（2023修正）",
        "P",
    ),
    _days(
        "confirm.warn_first",
        "司法确认首次提醒（协议生效后第几天）",
        "First warning of judicial confirmation (day after effect)",
        20,
        "—",
        "本所",
        "O",
    ),
    _days(
        "confirm.warn_last",
        "司法确认末次提醒（协议生效后第几天）",
        "Last warning of judicial confirmation (day after effect)",
        27,
        "—",
        "本所",
        "O",
    ),
    _days(
        "confirm.court_accept",
        "法院决定是否受理司法确认申请",
        "Court decides on accepting the application",
        3,
        "最高人民法院关于人民调解协议司法确认程序的若干规定第四条",
        "法释〔2011〕5号",
        "P",
    ),
    _days(
        "confirm.court_rule",
        "法院作出司法确认裁定",
        "Court rules on the application",
        15,
        "最高人民法院关于人民调解协议司法确认程序的若干规定第五条",
        "法释〔2011〕5号",
        "P",
    ),
    _days(
        "confirm.court_extend",
        "法院延长司法确认裁定期限",
        "Extension of the court's time",
        10,
        "最高人民法院关于人民调解协议司法确认程序的若干规定第五条",
        "法释〔2011〕5号",
        "P",
    ),
)
registry.add_list(AGREEMENTS)
registry.add_list(OBLIGATIONS)
registry.add_reminder_kinds(*notices.KINDS)
registry.add_worklist("obligations", notices.owed)
registry.add_worklist("breaches", notices.breaches_owed)
registry.add_closing("disputes.dispute", notices.open_about)
registry.add_panel(
    "dispute",
    Panel("agreement", "disputes/_agreement_panel.html", of_agreements, order=30),
)
registry.add_panel(
    "dispute",
    Panel("obligations", "disputes/_obligation_panel.html", of_obligations, order=34),
)
registry.add_nav(
    NavItem(
        key="agreements",
        label=_("Agreements"),
        icon="writing",
        url_name="disputes:agreement_list",
        permission="agreement.view",
        order=37,
        section="disputes",
    ),
    NavItem(
        key="obligations",
        label=_("Obligations"),
        icon="checklist",
        url_name="disputes:obligation_list",
        permission="obligation.view",
        order=38,
        section="disputes",
    ),
)
registry.add_event_labels(
    agreement__drafted=_("Agreement written down"),
    agreement__edited=_("Agreement changed"),
    agreement__duty_added=_("Obligation added"),
    agreement__duty_removed=_("Obligation taken out"),
    agreement__signatures_void=_("Signatures void: the text was changed"),
    agreement__signed_by_party=_("Agreement signed by a party"),
    agreement__signed_by_mediator=_("Agreement signed by the mediator"),
    agreement__signed_by_officer=_("Agreement signed by the officer"),
    agreement__signed_by_seal=_("Agreement sealed by the committee"),
    agreement__effective=_("Agreement put into effect"),
    agreement__kept=_("Agreement kept in full"),
    agreement__broken=_("Agreement broken"),
    agreement__breach_answered=_("Said what follows the breach"),
    agreement__set_aside=_("Agreement set aside"),
    obligation__kept=_("Obligation kept"),
    obligation__broken=_("Obligation not kept"),
    obligation__waived=_("Obligation waived"),
    obligation__moved=_("Due day of an obligation moved"),
    confirmation__applied=_("Judicial confirmation applied for"),
    confirmation__accepted=_("Application accepted by the court"),
    confirmation__not_accepted=_("Application not accepted by the court"),
    confirmation__confirmed=_("Agreement confirmed by the court"),
    confirmation__rejected=_("Confirmation rejected by the court"),
    confirmation__withdrawn=_("Application taken back"),
)
