"""Filters kept under a name, shared, pinned and given up; columns chosen."""

import secrets
from datetime import datetime
from urllib.parse import parse_qsl, urlencode

from django.db import transaction
from django.http import QueryDict
from django.utils.text import slugify
from django.utils.translation import gettext as _
from pypinyin import lazy_pinyin

from station import policy
from station.actions.events import record
from station.actions.locking import lock
from station.actions.uniqueness import refusing_twins
from station.errors import RuleError
from station.lists import ListKind
from station.models import Area, ListPreference, SavedFilter, User
from station.personal_numbers import holds_personal_number
from station.registry import registry

LONGEST = 1000
MOST = 100  # of one person
MOST_PINNED = 6


def cleaned(kind: ListKind, query: str) -> str:
    """The filters and the order of an address; what is not of the list falls out.

    Raises RuleError where a personal number stands in it.
    """
    known = kind.names()
    asked = QueryDict(mutable=True)
    for name, value in parse_qsl(query, keep_blank_values=True, max_num_fields=100):
        if name in known or name == "ordering":
            asked.appendlist(name, value[:200])
    for value in (value for values in asked.lists() for value in values[1]):
        if holds_personal_number(value):
            raise RuleError(
                _("ID and phone numbers must not be kept in a filter."),
                code="personal_number",
            )
    filled = kind.filled(asked)
    text = urlencode(
        [(name, value) for name, values in sorted(filled.lists()) for value in values]
    )
    if len(text) > LONGEST:
        raise RuleError(_("These are too many filters to keep."), code="too_long")
    return text


@transaction.atomic
def create(
    *,
    name: str,
    list_key: str,
    query: str,
    by: User,
    at: datetime,
    is_shared: bool = False,
    is_pinned: bool = False,
) -> SavedFilter:
    """Keep the filters of a list under a name."""
    kind = _kind(list_key, by)
    if SavedFilter.objects.filter(owner=by).count() >= MOST:
        raise RuleError(_("Delete a filter first: 100 are kept."), code="too_many")
    with refusing_twins(**_twins()):
        made = SavedFilter.objects.create(
            name=_name(name),
            slug=_slug(name),
            list_key=list_key,
            query=cleaned(kind, query),
            owner=by,
            shared_with=_station_of(by) if is_shared else None,
        )
    record(kind="saved_filter.created", subject=made, by=by, at=at, **_where(made))
    if is_pinned:
        pin(saved_filter=made, by=by, at=at)
    return made


@transaction.atomic
def edit(
    *,
    saved_filter: SavedFilter,
    by: User,
    at: datetime,
    name: str | None = None,
    query: str | None = None,
    is_shared: bool | None = None,
) -> SavedFilter:
    """Another name, other filters, or for others too, or no longer."""
    found = lock(saved_filter)
    if name is not None:
        found.name = _name(name)
    if query is not None:
        found.query = cleaned(_kind(found.list_key, by), query)
    if is_shared is True and found.shared_with_id is None:
        found.shared_with = _station_of(by)
    elif is_shared is False:
        found.shared_with = None
    with refusing_twins(**_twins()):
        found.save()
    record(kind="saved_filter.edited", subject=found, by=by, at=at, **_where(found))
    return found


@transaction.atomic
def delete(*, saved_filter: SavedFilter, by: User, at: datetime) -> None:
    """Give it up; whoever had pinned it loses it too."""
    found = lock(saved_filter)
    record(kind="saved_filter.deleted", subject=found, by=by, at=at, **_where(found))
    found.delete()


@transaction.atomic
def pin(*, saved_filter: SavedFilter, by: User, at: datetime) -> None:
    """Into one's side bar, with its count."""
    if saved_filter.pinned_by.filter(pk=by.pk).exists():
        return
    if SavedFilter.objects.pinned(by).count() >= MOST_PINNED:
        raise RuleError(
            _("Six filters fit into the side bar. Take one out first."),
            code="too_many_pinned",
        )
    saved_filter.pinned_by.add(by)


@transaction.atomic
def unpin(*, saved_filter: SavedFilter, by: User, at: datetime) -> None:
    """Out of one's side bar."""
    saved_filter.pinned_by.remove(by)


@transaction.atomic
def choose_columns(*, list_key: str, columns: list[str] | None, by: User) -> None:
    """The columns one wants to see; None: those usual for the role."""
    kind = _kind(list_key, by)
    if columns is None:
        ListPreference.objects.filter(user=by, list_key=list_key).delete()
        return
    known = [column.key for column in kind.columns if column.key in columns]
    ListPreference.objects.update_or_create(
        user=by, list_key=list_key, defaults={"columns": known}
    )


def _kind(list_key: str, by: User) -> ListKind:
    kind = registry.lists.get(list_key)
    if kind is None or not policy.can(by, kind.permission):
        raise RuleError(_("There is no such list."), code="no_list")
    return kind


def _name(name: str) -> str:
    name = name.strip()
    if not name:
        raise RuleError(_("Give the filter a name."), code="no_name")
    if holds_personal_number(name):
        raise RuleError(
            _("ID and phone numbers must not be kept in a filter."),
            code="personal_number",
        )
    return name[:60]


def _slug(name: str) -> str:
    spoken = slugify("-".join(lazy_pinyin(name.strip()[:20])))[:60]
    return f"{spoken or 'filter'}-{secrets.token_hex(3)}"


def _station_of(by: User) -> Area:
    """Whom it is shared with: the whole station one serves in."""
    scope = policy.scope(by, "saved_filter.share")
    stations = Area.objects.filter(pk__in=scope.area_ids, kind=Area.Kind.STATION)
    found = stations.order_by("path").first()
    if found is None:
        raise RuleError(_("You cannot share filters."), code="may_not_share")
    return found


def _where(saved: SavedFilter) -> dict:
    return {"area": saved.shared_with}


def _twins() -> dict[str, str]:
    return {
        "station_savedfilter_name_once": _("You have a filter of this name already.")
    }
