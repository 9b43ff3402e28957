"""A list with whole numbers: written in the requester's name after a second yes."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from station import list_exports, policy
from station.errors import RuleError
from station.jobs import JobKind, JobResult
from station.lists import ListColumn, Listing, ListKind
from station.models import ExportRequest, Job
from station.registry import registry
from station.sheets import XLSX
from station.working_days import local_date

KIND = "list.whole_export"
MOST = 5_000  # whole numbers in one file
FETCH_WITHIN = timedelta(hours=24)


def may_ask(user, kind: ListKind | None) -> bool:
    """Who may take the list away and show its numbers one by one may ask for all."""
    return (
        kind is not None
        and bool(kind.whole_columns)
        and policy.can(user, "export_request.create")
        and policy.can(user, kind.export_permission)
        and policy.can(user, kind.reveal_permission)
    )


def rows_of(kind: ListKind, *, user, query: str) -> Listing:
    """The rows whose numbers this person may take away and show."""
    listing = list_exports.exported(kind, user=user, query=query)
    shown = kind.visible(user, kind.reveal_permission)
    listing.rows = listing.rows.filter(pk__in=shown.values("pk")).defer(None)
    return listing


def counted(listing: Listing) -> int:
    """How many leave; more at once than anybody needs is refused."""
    rows = listing.count(MOST + 1)
    if rows > MOST:
        raise RuleError(
            _("At most %(most)s whole numbers leave at once. Narrow the filters.")
            % {"most": MOST},
            code="too_many_rows",
        )
    return rows


def request_of(job: Job) -> ExportRequest | None:
    """What the job was made for."""
    rows = ExportRequest.objects.filter(job=job.pk, pk=job.params.get("request"))
    return rows.first()


def run(job: Job, progress) -> JobResult:
    """Write the workbook with the rights and the rows of this moment."""
    request = request_of(job)
    kind = registry.lists[request.list_key]
    listing = rows_of(kind, user=job.owner, query=request.query)
    total = counted(listing)
    progress(0, total)
    taken: list[int] = []
    columns = list(_columns(kind, request, taken))
    path = list_exports.kept(listing, columns, "xlsx", progress)
    ExportRequest.objects.filter(pk=request.pk).update(row_ids=taken)
    progress(total)
    return JobResult(
        file=path,
        name=f"{kind.label}.xlsx",
        content_type=XLSX,
        url=request.get_absolute_url(),
    )


def _columns(kind: ListKind, request: ExportRequest, taken: list[int]):
    """The columns asked for, the numbers whole where nothing closes them."""
    on = local_date(timezone.now())
    yield ListColumn("", "#", _noted(taken))
    for column in kind.columns:
        if column.key in request.whole:
            yield ListColumn(column.key, column.label, _whole(column, on))
        elif column.key in request.columns:
            yield column


def _noted(taken: list[int]) -> Callable:
    def note(row) -> int:
        taken.append(row.pk)
        return len(taken)

    return note


def _whole(column: ListColumn, on) -> Callable:
    def value(row) -> str:
        return getattr(row, column.whole) if row.may_be_opened(on=on) else ""

    def shown(row) -> str:
        return value(row) or column.value(row)

    return shown


def may(job: Job) -> bool:
    """While the yes holds, nobody fetched it, and the owner still has the rights."""
    request = request_of(job)
    return (
        request is not None
        and request.state == ExportRequest.State.APPROVED
        and timezone.now() < request.decided_at + FETCH_WITHIN
        and may_ask(job.owner, registry.lists.get(request.list_key))
    )


def until(job: Job) -> datetime:
    """A day after the yes."""
    return request_of(job).decided_at + FETCH_WITHIN


def title(job: Job) -> str:
    """What is exported."""
    request = request_of(job)
    kind = registry.lists.get(request.list_key) if request else None
    label = kind.label if kind else ""
    return str(_("Export with whole numbers: %(list)s") % {"list": label})


def leaves(job: Job) -> dict:
    """What the access record says: the purpose, and where the rest is kept."""
    request = request_of(job)
    kind = registry.lists[request.list_key]
    told = list_exports.told(
        kind,
        params=kind.filled(QueryDict(request.query)),
        columns=request.columns,
        said={
            "as": "xlsx",
            "rows": len(request.row_ids),
            "request": request.pk,
            "why": request.reason,
        },
    )
    return told | {"purpose": request.purpose}


def labels(kind: ListKind | None, keys: list[str]) -> Iterator[str]:
    """The columns by the names people know."""
    for column in kind.columns if kind else ():
        if column.key in keys:
            yield str(column.label)


def add_job(fetched: Callable) -> None:
    """Known to the worker; ``fetched`` is what happens once the file leaves."""
    registry.add_job(
        JobKind(
            KIND,
            gettext_lazy("Export with whole numbers"),
            "file-export",
            run,
            title=title,
            may=may,
            leaves=leaves,
            fetched=fetched,
            until=until,
        )
    )
