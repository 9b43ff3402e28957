"""Working a proposed roster out in the worker."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from patrols.actions import proposals
from patrols.models import RosterProposal
from patrols.workflow.rosters import ProposalStatus
from station import policy
from station.jobs import JobKind, JobResult


def of_job(job) -> RosterProposal | None:
    """The proposal a job works on, while it is wanted."""
    rows = RosterProposal.objects.select_related("period__team__area")
    return rows.filter(pk=job.params["proposal"]).first()


def run(job, progress) -> JobResult | None:
    """Solve and keep it; one that was dropped meanwhile is left alone."""
    proposal = of_job(job)
    if proposal is None:
        return None
    if proposal.status == ProposalStatus.ASKED:
        proposals.work_out(proposal=proposal, at=timezone.now(), progress=progress)
    progress(2, 2)
    return JobResult(url=proposal.get_absolute_url())


def may(job) -> bool:
    """Does the owner still roster this team?"""
    proposal = of_job(job)
    if proposal is None:
        return True
    return policy.can(job.owner, "roster.edit", proposal.period)


KIND = JobKind(
    proposals.KIND,
    _("Proposed roster"),
    "calendar-time",
    run,
    permission="roster.edit",
    may=may,
)
