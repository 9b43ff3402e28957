"""What findings bring to the shared pages."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from patrols.actions import finding_links
from patrols.demo import findings as demo
from patrols.lists import finding_bulk  # noqa: F401
from patrols.lists.findings import FINDINGS
from patrols.models import Finding
from patrols.notices import findings as notices
from patrols.workflow.findings import ICONS, FindingKind, FindingStatus
from station import policy
from station.registry import (
    LegalDefault,
    NavItem,
    OriginFacts,
    Panel,
    Subject,
    registry,
)

FIRST = (
    FindingKind.HAZARD,
    FindingKind.DISPUTE,
    FindingKind.LOST_PERSON,
    FindingKind.TALK,
)
SHOWN = 3
LATELY = timedelta(days=14)
# Kinds and the days the office leaves until they are settled.
LIMITS = {
    FindingKind.HAZARD: (3, "working_day", "隐患", "hazard"),
    FindingKind.DISPUTE: (3, "working_day", "纠纷苗头", "quarrel"),
    FindingKind.LOST_PERSON: (1, "calendar_day", "走失人员", "lost person"),
    FindingKind.LOST_THING: (30, "calendar_day", "遗失、拾得物品", "lost property"),
    FindingKind.OTHER: (5, "working_day", "其他情况", "other matter"),
}


def describe(finding) -> OriginFacts:
    """The place and what it is, for the file that is opened of it."""
    return OriginFacts(
        area=finding.area,
        text=finding.details or finding.what,
        what=finding.what,
        place=finding.where,
    )


def becomes(*kinds):
    """Offered for these kinds, while nobody else sees to it."""

    def fits(finding) -> bool:
        return finding.kind in kinds and finding.status == FindingStatus.OPEN

    return fits


def of_volunteer(request, volunteer) -> dict | None:
    """The four things seen most, and what became of what was reported lately."""
    if not policy.can(request.user, "finding.create"):
        return None
    url = reverse("patrols:finding_create")
    rows = Finding.objects.filter(
        reported_by=request.user, found_at__gte=timezone.now() - LATELY
    )
    return {
        "url": url,
        "tiles": [(kind.label, ICONS[kind], f"{url}?kind={kind}") for kind in FIRST],
        "rows": list(rows.for_list().order_by("-found_at", "-pk")[:SHOWN]),
        "all_url": reverse("patrols:finding_list") + "?state=",
    }


registry.add_demo("findings", demo.make, order=64)
registry.add_list(FINDINGS)
registry.add_reminder_kinds(*notices.KINDS)
registry.add_worklist("findings", notices.owed)
registry.add_subject(
    "patrols.finding", Subject(_("Finding of a patrol"), "eye", describe)
)
registry.add_origin(
    "hazard", "patrols.finding", becomes(FindingKind.HAZARD, FindingKind.OTHER)
)
registry.add_origin(
    "dispute", "patrols.finding", becomes(FindingKind.DISPUTE, FindingKind.OTHER)
)
registry.add_origin(
    "briefing",
    "patrols.finding",
    lambda finding: finding.kind == FindingKind.TALK,
)
for model in ("patrols.patrol", "patrols.patrolpoint"):
    registry.add_closing(
        model, lambda obj, user: notices.still_open(obj.findings.all(), user)
    )
registry.add_listener("patrols.finding", finding_links.became)
registry.add_listener("households.hazard", finding_links.followed)
registry.add_listener("disputes.dispute", finding_links.followed)
registry.add_panel(
    "volunteer", Panel("find", "patrols/_find_panel.html", of_volunteer, 30)
)
registry.add_nav(
    NavItem(
        key="findings",
        label=_("Findings of patrols"),
        icon="eye",
        url_name="patrols:finding_list",
        permission="finding.view",
        order=50,
        section="patrols",
    ),
    NavItem(
        key="finding_new",
        label=_("Report a finding"),
        icon="eye",
        url_name="patrols:finding_create",
        permission="finding.create",
        order=30,
        place="add",
    ),
)
registry.add_event_labels(
    finding__reported=_("Finding reported"),
    finding__passed_on=_("Finding passed on"),
    finding__taken_back=_("Finding taken back"),
    finding__handed_over=_("Finding handed to somebody else"),
    finding__postponed=_("Deadline of the finding extended"),
    finding__corrected=_("Finding set right"),
    finding__settled=_("Finding settled"),
    finding__reopened=_("Finding taken up again"),
)
registry.add_legal(
    *(
        LegalDefault(
            code=f"finding.{kind}",
            title_zh=f"巡防发现处置时限（{zh}）",
            title_en=f"Settling a patrol's finding: {en}",
            value=value,
            unit=unit,
            article="—",
            source="本所",
            mark="O",
        )
        for kind, (value, unit, zh, en) in LIMITS.items()
    )
)
