"""What mediators and committees bring to the shared pages."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from disputes import proposals
from disputes.demo import mediators as demo
from disputes.lists.mediators import COMMITTEES, MEDIATORS
from disputes.models import Assignment
from disputes.notices import mediators as notices
from disputes.sheets import mediators as mediator_sheet  # noqa: F401
from disputes.workflow import IN_MEDIATION
from disputes.workflow.intake import Track
from station import policy
from station.registry import (
    LegalDefault,
    NavItem,
    OriginFacts,
    Panel,
    Subject,
    registry,
)

SHOWN = 3


def of_dispute(request, dispute) -> dict | None:
    """Who mediates it; and while nobody does, the first three who could.

    Where the police mediate or nobody may, there is only the way to the list.
    """
    user = request.user
    is_open = dispute.status in IN_MEDIATION
    may_assign = is_open and policy.can(user, "dispute.assign", dispute)
    running = dispute.assignments.running().select_related("mediator", "assigned_by")
    assignment = running.defer("mediator__phone").first()
    if assignment is None and not may_assign:
        return None
    may_see = policy.can(user, "dispute.edit", dispute)
    proposal, wants_one = None, _wants_mediator(dispute)
    if assignment is None and wants_one:
        proposal = proposals.propose(dispute, at=timezone.now())
    return {
        "dispute": dispute,
        "assignment": assignment,
        "wants_one": assignment is not None or wants_one,
        "proposed": proposal.candidates[:SHOWN] if proposal else [],
        "excluded_count": len(proposal.excluded) if proposal else 0,
        "may_assign": may_assign,
        "may_recuse": is_open and policy.can(user, "dispute.recuse", dispute),
        "may_see_reason": may_see,
        "is_self": assignment is not None and assignment.mediator.user_id == user.pk,
        "now": timezone.now(),
    }


def _wants_mediator(dispute) -> bool:
    """Domestic violence is not taken for a quarrel before the gate has let it in."""
    if not dispute.track:
        return not dispute.is_domestic_violence
    return dispute.track in {Track.PEOPLE, Track.JUDICIAL}


def describe(mediator) -> OriginFacts:
    """The place one serves in."""
    return OriginFacts(area=mediator.area)


registry.add_list(MEDIATORS, COMMITTEES)
registry.add_demo("mediators", demo.make, order=52)
registry.add_reminder_kinds(*notices.KINDS)
registry.add_worklist("mediators", notices.owed)
registry.add_subject(
    "disputes.mediator", Subject(_("Mediator"), "users-group", describe)
)
registry.add_subject(
    "disputes.committee", Subject(_("Mediation committee"), "sitemap", describe)
)
registry.add_panel(
    "dispute",
    Panel(
        key="mediator",
        template="disputes/_mediator_panel.html",
        context=of_dispute,
        order=14,
    ),
)
registry.add_nav(
    NavItem(
        key="mediators",
        label=_("Mediators"),
        icon="users-group",
        url_name="disputes:mediator_list",
        permission="mediator.view",
        order=40,
        section="disputes",
    ),
)
registry.add_event_fields(
    "disputes.dispute", chosen_how=Assignment._meta.get_field("chosen_how")
)
registry.add_event_labels(
    dispute__mediator_proposed=_("Mediator proposed"),
    dispute__mediator_assigned=_("Mediator chosen"),
    dispute__mediator_objected=_("A party objected to the mediator"),
    dispute__mediator_recused=_("The mediator stepped back"),
    dispute__mediator_released=_("Mediator released"),
    mediator__created=_("Taken on as mediator"),
    mediator__edited=_("Mediator edited"),
    mediator__ended=_("Term of office ended"),
    mediator__trained=_("Training attended"),
    mediator__absent=_("Absence noted"),
    mediator__back=_("Absence taken back"),
    mediator__tied=_("Tie noted"),
    mediator__untied=_("Tie removed"),
    committee__created=_("Committee set up"),
    committee__edited=_("Committee edited"),
    committee__joined=pgettext_lazy("committee", "Member joined"),
    committee__left=pgettext_lazy("committee", "Member left"),
)
LAW = "人民调解法（2011年1月1日施行）"
registry.add_legal(
    LegalDefault(
        code="committee.fewest",
        title_zh="人民调解委员会委员最少人数",
        title_en="Fewest members of a mediation committee",
        value=3,
        unit="person",
        article="人民调解法第八条",
        source=LAW,
        mark="P",
    ),
    LegalDefault(
        code="committee.most",
        title_zh="人民调解委员会委员最多人数",
        title_en="Most members of a mediation committee",
        value=9,
        unit="person",
        article="人民调解法第八条",
        source=LAW,
        mark="P",
    ),
    LegalDefault(
        code="committee.women",
        title_zh="人民调解委员会女性委员",
        title_en="Women on a mediation committee",
        value=1,
        unit="person",
        article="人民调解法第八条",
        source=LAW,
        mark="P",
    ),
    LegalDefault(
        code="committee.minorities",
        title_zh="多民族居住地区少数民族委员",
        title_en="Members of ethnic minorities where several groups live together",
        value=1,
        unit="person",
        article="人民调解法第八条",
        source=LAW,
        mark="P",
    ),
    LegalDefault(
        code="committee.term",
        title_zh="人民调解委员会任期",
        title_en="Term of a mediation committee",
        value=36,
        unit="month",
        article="人民调解法第九条",
        source=LAW,
        mark="P",
    ),
    LegalDefault(
        code="committee.term_warned",
        title_zh="调委会换届提前提醒",
        title_en="Notice before the term of a committee ends",
        value=60,
        unit="calendar_day",
        article="—",
        source="本所",
        mark="O",
    ),
    LegalDefault(
        code="mediator.term_warned",
        title_zh="调解员任期届满提前提醒",
        title_en="Notice before the term of a mediator ends",
        value=30,
        unit="calendar_day",
        article="—",
        source="本所",
        mark="O",
    ),
    LegalDefault(
        code="mediator.month_goal",
        title_zh="每名志愿者每月化解纠纷数",
        title_en="Disputes each volunteer settles in a month",
        value=1,
        unit="times",
        article="—",
        source="本所",
        mark="O",
    ),
)
