"""Taking a list away: checked, written down, at once or by the worker."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.http import QueryDict

from station import list_exports
from station.actions import jobs
from station.actions.access import record_access
from station.lists import ListColumn, Listing, ListKind
from station.models import AccessRecord, Job, User


@dataclass(frozen=True)
class Taken:
    """What leaves: the rows with their columns, or the job that writes them."""

    listing: Listing
    columns: list[ListColumn]
    form: str
    job: Job | None = None


@transaction.atomic
def take(
    *, kind: ListKind, params: QueryDict, form: str, by: User, at: datetime
) -> Taken:
    """Exactly what is filtered; who took it is written down before anything leaves.

    Much of it is left to the worker, and written down when its file is fetched.
    """
    query = list_exports.asked_for(kind, user=by, params=params)
    columns = list_exports.columns_of(kind, by)
    listing = list_exports.exported(kind, user=by, query=query)
    rows = list_exports.counted(listing)
    keys = [column.key for column in columns]
    if rows > list_exports.AT_ONCE:
        job = jobs.enqueue(
            kind=list_exports.KIND,
            owner=by,
            at=at,
            params={"list": kind.key, "columns": keys, "as": form},
            asked={"query": query},
            total=rows,
        )
        return Taken(listing, columns, form, job)
    record_access(
        by=by,
        act=AccessRecord.Act.EXPORT,
        at=at,
        area=by.home_area,
        **list_exports.told(
            kind,
            params=listing.params,
            columns=keys,
            said={"as": form, "rows": rows},
        ),
    )
    return Taken(listing, columns, form)
