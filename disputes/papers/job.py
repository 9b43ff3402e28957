"""A long dossier is drawn by the worker."""

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from disputes.models import Dispute
from disputes.papers import dossier
from disputes.papers.case import gather
from station.actions.access import record_access
from station.errors import RuleError
from station.jobs import PDF, JobKind, JobResult
from station.models import AccessRecord

DOSSIER = "dispute.dossier"
PRINTED = "parties, id_number, summary, record, facts, terms, text"


def run(job, progress) -> JobResult:
    """All papers and scans of one dispute, with the rights of who asked for it."""
    rows = Dispute.objects.visible_to(job.owner, "view")
    found = rows.filter(pk=job.params["dispute"]).first()
    if found is None:
        raise RuleError(_("This dispute is not there, or not for you."), code="gone")
    case = gather(found, user=job.owner)
    body = dossier.render(case, progress=progress)
    record_access(
        by=job.owner,
        act=AccessRecord.Act.PRINT,
        subject=found,
        fields=PRINTED,
        purpose=AccessRecord.Purpose.DISPUTE,
        at=timezone.now(),
    )
    return JobResult(content=body, name=f"{found.number}.pdf", content_type=PDF)


def title(job) -> str:
    """Whose dossier."""
    found = Dispute.objects.filter(pk=job.params["dispute"]).only("number").first()
    return _("Dossier %(number)s") % {"number": found.number if found else ""}


KIND = JobKind(
    DOSSIER,
    gettext_lazy("Dossiers"),
    "printer",
    run,
    permission="paper.print",
    title=title,
)
