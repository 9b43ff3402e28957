"""One search behind the page, the palette and REST."""

from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from urllib.parse import urlencode

from django.urls import reverse

from station import policy
from station.actions.access import record_access
from station.models import AccessRecord
from station.personal_numbers import holds_personal_number
from station.registry import registry
from station.searching.asked import Asked
from station.searching.source import Group, Hit, Part, SearchSource, having_rows

A_FEW = 5  # of one kind, in the palette
MORE = 10  # on the page and over REST


@dataclass(frozen=True)
class Found:
    """What was asked, and the hits by kind, the best kind first."""

    asked: Asked
    groups: list[Group]

    @property
    def hits(self) -> list[Hit]:
        return [hit for group in self.groups for hit in group.hits]

    @property
    def count(self) -> int:
        return sum(group.count for group in self.groups)


def find(user, typed: str, *, most: int = MORE, kinds: tuple[str, ...] = ()) -> Found:
    """Hits of every registered kind, within the person's scope."""
    asked = Asked.of(typed)
    if not asked:
        return Found(asked, [])
    sources = [
        source
        for key, source in registry.search.items()
        if (not kinds or key in kinds) and source.may_be_seen(user)
    ]
    groups = [
        replace(group, list_url=list_url(user, group.source, asked))
        for source, parts in _with_hits(sources, user, asked)
        if (group := source.group(parts, asked, most))
    ]
    groups.sort(key=lambda group: (group.grade, group.source.place))
    return Found(asked, groups)


def _with_hits(
    sources: list[SearchSource], user, asked: Asked
) -> list[tuple[SearchSource, list[Part]]]:
    """The kinds of which there is anything, all asked in one go."""
    parts = [part for source in sources for part in source.parts(user, asked)]
    if len(parts) > 1:
        parts = having_rows(parts)
    return [
        (source, list(of_source))
        for source, of_source in groupby(parts, key=lambda part: part.source)
    ]


def find_and_record(user, typed: str, *, at: datetime, **options) -> Found:
    """The same, and that it was looked for stands in the access record."""
    found = find(user, typed, **options)
    if found.groups:
        record_access(
            by=user,
            act=AccessRecord.Act.SEARCH,
            subject="search",
            at=at,
            area=user.home_area,
            fields=", ".join(group.source.key for group in found.groups)[:120],
        )
    return found


def list_url(user, source: SearchSource, asked: Asked) -> str:
    """The list of this kind narrowed to the words, where it takes them.

    A personal number never stands in an address: then there is no such link.
    """
    kind = registry.lists.get(source.list_key)
    if kind is None or "search" not in kind.names():
        return ""
    if holds_personal_number(asked.words) or not policy.can(user, kind.permission):
        return ""
    usual = {} if kind.only_bare else dict.fromkeys(kind.defaults, "")
    return f"{reverse(kind.url_name)}?{urlencode({'search': asked.words, **usual})}"
