"""A list as a workbook: exactly its rows, the columns one has chosen, numbers masked."""

from collections.abc import Iterator

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from station import policy
from station.actions import jobs
from station.jobs import JobKind, JobResult
from station.lists import ListColumn, Listing, ListKind
from station.models import Job, ListPreference
from station.registry import registry
from station.sheets import workbook

AT_ONCE = 5_000  # more rows are made in the worker
MOST = 200_000
CHUNK = 1_000
KIND = "list.export"


def columns_of(kind: ListKind, user) -> list[ListColumn]:
    """The columns of the workbook, as chosen for the page."""
    rows = ListPreference.objects.filter(user=user, list_key=kind.key)
    chosen = rows.values_list("columns", flat=True).first()
    shown = kind.columns_for(user.rights.roles, chosen)
    return [column for column in kind.columns if column.value and column.key in shown]


def exported(kind: ListKind, *, user, query: str) -> Listing:
    """The rows of an address that this person may take away."""
    return Listing(
        kind, user=user, params=QueryDict(query), permission=kind.export_permission
    )


def written(listing: Listing, columns: list[ListColumn], progress=None) -> bytes:
    """The workbook itself, row by row."""
    rows = listing.rows.order_by(*listing.order)[:MOST]
    readers = [column.reader() for column in columns]
    lines = ([read(row) for read in readers] for row in _counted(rows, progress))
    head = [str(column.label) for column in columns]
    return workbook(str(listing.kind.label), head, lines)


def _counted(rows, progress) -> Iterator:
    for done, row in enumerate(rows.iterator(chunk_size=CHUNK), start=1):
        if progress and done % CHUNK == 0:
            progress(done)
        yield row


def run(job: Job, progress) -> JobResult:
    """Write the workbook in the owner's name, with the rights of this moment."""
    kind = registry.lists[job.params["list"]]
    listing = exported(kind, user=job.owner, query=jobs.asked_of(job).get("query", ""))
    columns = [column for column in kind.columns if column.key in job.params["columns"]]
    total = listing.count(MOST)
    progress(0, total)
    body = written(listing, columns, progress)
    progress(total)
    return JobResult(content=body, name=f"{kind.label}.xlsx")


def title(job: Job) -> str:
    """What is exported."""
    kind = registry.lists.get(job.params.get("list"))
    return str(_("Export: %(list)s") % {"list": kind.label if kind else ""})


def may(job: Job) -> bool:
    """May the owner still take this list away?"""
    kind = registry.lists.get(job.params.get("list"))
    return kind is not None and policy.can(job.owner, kind.export_permission)


registry.add_job(JobKind(KIND, _("Export"), "file-export", run, title=title, may=may))
