"""A list as a file: exactly its rows, the columns one has chosen, numbers masked."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from station import phrasing, policy
from station.actions import jobs
from station.csv_writing import CSV, csv_pieces
from station.errors import RuleError
from station.jobs import JobKind, JobResult
from station.lists import ListColumn, Listing, ListKind
from station.models import Job, ListPreference, SavedFilter
from station.personal_numbers import without_personal_numbers
from station.registry import registry
from station.sheets import XLSX, write_workbook

AT_ONCE = 5_000  # more rows are made in the worker
MOST = 200_000
CHUNK = 1_000
KIND = "list.export"
FORMS = {"xlsx": XLSX, "csv": CSV}
LONGEST = 1_000  # of what the access record says of the filters
LONGEST_COLUMNS = 500
ESCAPES = {code: f"%{code:02X}" for code in (*range(32), 127, *map(ord, "%&=+;"))}


def columns_of(kind: ListKind, user) -> list[ListColumn]:
    """The columns of the file, as chosen for the page."""
    rows = ListPreference.objects.filter(user=user, list_key=kind.key)
    chosen = rows.values_list("columns", flat=True).first()
    shown = kind.columns_for(user.rights.roles, chosen)
    return [column for column in kind.columns if column.value and column.key in shown]


def asked_for(kind: ListKind, *, user, params: QueryDict) -> str:
    """The filters of an address, those saved under its ``filter`` among them."""
    asked = QueryDict(mutable=True)
    if "filter" in params:
        saved = SavedFilter.objects.offered(user, kind.key)
        found = saved.filter(slug=params["filter"]).first()
        if found is None:
            raise RuleError(
                _("This saved filter is not there, or not for you."), code="no_filter"
            )
        asked.update(QueryDict(found.query))
    known = kind.names() | {"ordering"}
    for name, values in params.lists():
        if name in known:
            asked.setlist(name, values)
    return asked.urlencode()


def exported(kind: ListKind, *, user, query: str) -> Listing:
    """The rows of an address that this person may take away."""
    return Listing(
        kind, user=user, params=QueryDict(query), permission=kind.export_permission
    )


def counted(listing: Listing) -> int:
    """How many rows leave; a file is never shorter than the list without saying so."""
    rows = listing.count(AT_ONCE + 1)
    if rows > AT_ONCE:
        rows = listing.count(MOST + 1)
    if rows > MOST:
        raise _too_many()
    return rows


def _too_many() -> RuleError:
    return RuleError(
        _("More than %(most)s rows do not fit into one file. Narrow the filters.")
        % {"most": phrasing.number(MOST)},
        code="too_many_rows",
    )


def cells(listing: Listing, columns: list[ListColumn], progress=None) -> Iterator[list]:
    """The rows as cells, read from the database as they are written."""
    rows = listing.rows.order_by(*listing.order)[: MOST + 1]
    readers = [column.reader() for column in columns]
    for done, row in enumerate(rows.iterator(chunk_size=CHUNK), start=1):
        if done > MOST:
            raise _too_many()
        if progress and done % CHUNK == 0:
            progress(done)
        yield [read(row) for read in readers]


def heads(columns: list[ListColumn]) -> list[str]:
    """The first line."""
    return [str(column.label) for column in columns]


def csv_of(listing: Listing, columns: list[ListColumn]) -> Iterator[bytes]:
    """The list as CSV, piece by piece as the database gives it."""
    return csv_pieces(heads(columns), cells(listing, columns))


def write(file, listing: Listing, columns, form: str, progress=None) -> None:
    """The list into an open file."""
    lines = cells(listing, columns, progress)
    if form == "csv":
        file.writelines(csv_pieces(heads(columns), lines))
    else:
        write_workbook(file, str(listing.kind.label), heads(columns), lines)


def kept(listing: Listing, columns, form: str, progress=None) -> Path:
    """The list in a file of its own, for whoever seals and drops it."""
    with tempfile.NamedTemporaryFile(prefix="export-", delete=False) as file:
        path = Path(file.name)
        try:
            write(file, listing, columns, form, progress)
        except BaseException:
            path.unlink(missing_ok=True)
            raise
    return path


def name_of(kind: ListKind, form: str) -> str:
    """What the file is called."""
    return f"{kind.file_name or kind.key.rpartition('.')[2]}.{form}"


def told(kind: ListKind, *, params: QueryDict, columns, said: dict) -> dict:
    """What the access record says of it: no number of any person.

    ``said`` comes first: as what, how many rows.
    """
    known = kind.names() | {"ordering"}
    parts = [_part(name, str(value)) for name, value in said.items()]
    parts += [
        _part(name, without_personal_numbers(value)[:200])
        for name, values in sorted(params.lists())
        for value in values
        if name in known and value
    ]
    while len("&".join(parts)) > LONGEST:
        parts.pop()
    return {
        "subject": kind.key,
        "fields": ",".join(columns)[:LONGEST_COLUMNS],
        "reason": "&".join(parts),
    }


def _part(name: str, value: str) -> str:
    """As in an address, with the words left readable."""
    return f"{name}={value.translate(ESCAPES)}"


# -- in the worker --------------------------------------------------------------


def run(job: Job, progress) -> JobResult:
    """Write the file in the owner's name, with the rights of this moment."""
    kind = registry.lists[job.params["list"]]
    form = job.params.get("as", "xlsx")
    listing = exported(kind, user=job.owner, query=jobs.asked_of(job).get("query", ""))
    columns = [column for column in kind.columns if column.key in job.params["columns"]]
    total = counted(listing)
    progress(0, total)
    path = kept(listing, columns, form, progress)
    progress(total)
    return JobResult(file=path, name=f"{kind.label}.{form}", content_type=FORMS[form])


def title(job: Job) -> str:
    """What is exported."""
    kind = registry.lists.get(job.params.get("list"))
    return str(_("Export: %(list)s") % {"list": kind.label if kind else ""})


def may(job: Job) -> bool:
    """May the owner still take this list away?"""
    kind = registry.lists.get(job.params.get("list"))
    return kind is not None and policy.can(job.owner, kind.export_permission)


def leaves(job: Job) -> dict:
    """What the access record says when the file is fetched."""
    kind = registry.lists[job.params["list"]]
    query = QueryDict(jobs.asked_of(job).get("query", ""))
    return told(
        kind,
        params=kind.filled(query),
        columns=job.params["columns"],
        said={"as": job.params.get("as", "xlsx"), "rows": job.total},
    )


registry.add_job(
    JobKind(
        KIND,
        gettext_lazy("Export"),
        "file-export",
        run,
        title=title,
        may=may,
        leaves=leaves,
    )
)
