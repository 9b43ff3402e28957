"""What the papers of mediation bring to the shared pages."""

from django.utils.translation import gettext_lazy as _

from disputes.demo import papers as demo
from disputes.models import Dossier
from disputes.papers import completeness, covers, job
from disputes.papers.case import gather
from disputes.workflow import Status
from station import policy
from station.registry import LegalDefault, Panel, registry


def of_dispute(request, dispute) -> dict | None:
    """How whole the dossier is, and what lacks next; before mediation, nothing."""
    if not policy.can(request.user, "paper.view", dispute):
        return None
    if dispute.status == Status.REPORTED:
        return None
    check = completeness.check(gather(dispute))
    return {
        "dispute": dispute,
        "check": check,
        "next": check.owed[0] if check.owed else None,
        "dossier": Dossier.objects.filter(dispute=dispute).first(),
        "may_print": policy.can(request.user, "paper.print", dispute),
    }


registry.add_panel(
    "dispute",
    Panel("papers", "disputes/_papers_panel.html", of_dispute, order=40),
)
registry.add_job(job.KIND)
registry.add_demo("dispute_papers", demo.make, order=56)
registry.add_legal(
    LegalDefault(
        code=covers.RETENTION,
        title_zh="人民调解卷宗保管期限（各地规定不一，请按当地档案规定设置）",
        title_en="Keeping of mediation dossiers (sources differ: set by the county)",
        value=120,
        unit="month",
        article="—",
        source="本所",
        mark="O",
    )
)
registry.add_event_labels(
    dossier__opened=_("Dossier opened"),
    paper__written=_("Paper added"),
    paper__changed=_("Paper changed"),
    paper__scanned=_("Scan added"),
    paper__signed=_("Paper signed"),
    paper__set_aside=_("Paper set aside"),
)
