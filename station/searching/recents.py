"""The records somebody opened last from the search, as they may see them now."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from station.models import RecentRecord
from station.registry import registry
from station.searching.source import SearchSource


@dataclass(frozen=True)
class Recent:
    """One record opened lately."""

    source: SearchSource
    pk: int
    title: str
    detail: str
    icon: str
    url: str
    opened_at: datetime


def recents(user, *, at: datetime) -> list[Recent]:
    """Newest first; what one may no longer see, or what is gone, is left out."""
    since = at - RecentRecord.KEPT_FOR
    rows = RecentRecord.objects.filter(user=user, opened_at__gte=since)
    kept = list(rows.order_by("-opened_at", "-pk")[: RecentRecord.KEPT])
    wanted = defaultdict(list)
    for row in kept:
        wanted[row.source].append(row.record_id)
    seen = {(key, pk): row for key in wanted for pk, row in _seen(user, key, wanted)}
    return [
        _recent(registry.search[row.source], seen[row.source, row.record_id], row)
        for row in kept
        if (row.source, row.record_id) in seen
    ]


def _seen(user, key: str, wanted: dict[str, list[int]]):
    source = registry.search.get(key)
    if source is None or not source.may_be_seen(user):
        return
    for row in source.prepare(source.rows(user).filter(pk__in=wanted[key])):
        yield row.pk, row


def _recent(source: SearchSource, row, kept: RecentRecord) -> Recent:
    title, detail, icon = source.told(row)
    return Recent(
        source=source,
        pk=row.pk,
        title=title,
        detail=detail,
        icon=icon,
        url=row.get_absolute_url(),
        opened_at=kept.opened_at,
    )
