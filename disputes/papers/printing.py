"""Printing: drawn with what this person may see, and written down with its purpose."""

from datetime import datetime

from django.utils.translation import gettext as _

from disputes.models import Dispute
from disputes.papers import completeness, dossier, draw, job
from disputes.papers.case import Case, gather
from disputes.workflow.papers import PaperKind
from station.actions import jobs
from station.actions.access import record_access
from station.models import AccessRecord, Job, User
from station.tasks import ring_job


def one(dispute: Dispute, kind: PaperKind, *, by: User, at: datetime) -> bytes:
    """One paper; of those in three parts, three."""
    case = gather(dispute, user=by)
    copies = draw.COPIES if kind in draw.IN_THREE else 1
    draft = completeness.is_unfinished(case, kind)
    body = draw.render(case, kind, draft=draft, copies=copies)
    note(dispute, fields=f"{kind}: {job.PRINTED}", by=by, at=at)
    return body


def whole(case: Case, *, by: User, at: datetime) -> bytes:
    """The whole dossier, written down as one print."""
    body = dossier.render(case)
    note(case.dispute, fields=job.PRINTED, by=by, at=at)
    return body


def order(*, dispute: Dispute, by: User, at: datetime) -> Job:
    """Leave a long dossier to the worker."""
    ordered = jobs.enqueue(
        kind=job.DOSSIER,
        owner=by,
        at=at,
        params={"dispute": dispute.pk},
        area=dispute.area,
        total=len(PaperKind),
    )
    ring_job(ordered.pk)
    return ordered


def long_words() -> str:
    """Why it is not drawn while one waits."""
    return _("This dossier is long: order it, and fetch it when it is ready.")


def note(dispute: Dispute, *, fields: str, by: User, at: datetime) -> None:
    """Who printed what of whose dispute, and for which purpose."""
    record_access(
        by=by,
        act=AccessRecord.Act.PRINT,
        subject=dispute,
        fields=fields[:120],
        purpose=AccessRecord.Purpose.DISPUTE,
        at=at,
    )
