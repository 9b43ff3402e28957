"""Searches kept under a name, and the records opened last."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from station.actions.events import record
from station.actions.locking import lock
from station.actions.uniqueness import refusing_twins
from station.errors import RuleError
from station.models import RecentRecord, SavedSearch, User
from station.personal_numbers import holds_personal_number

MOST = 30  # of one person


@transaction.atomic
def save(*, name: str, words: str, by: User, at: datetime) -> SavedSearch:
    """Keep words one looks for again and again; never a number of a person."""
    words, name = _plain(words), _plain(name)
    if not words:
        raise RuleError(_("Say what to look for."), code="no_words")
    if holds_personal_number(words) or holds_personal_number(name):
        raise RuleError(
            _("ID and phone numbers must not be kept in a search."),
            code="personal_number",
        )
    lock(by)  # two tabs at once keep no more than one may
    if SavedSearch.objects.filter(owner=by).count() >= MOST:
        raise RuleError(_("Delete a search first: 30 are kept."), code="too_many")
    twin = {"station_savedsearch_name_once": _("You have a search of this name.")}
    with refusing_twins(**twin):
        made = SavedSearch.objects.create(name=name or words, words=words, owner=by)
    record(kind="saved_search.created", subject=made, by=by, at=at)
    return made


@transaction.atomic
def delete(*, saved_search: SavedSearch, by: User, at: datetime) -> None:
    """Give it up."""
    found = lock(saved_search)
    record(kind="saved_search.deleted", subject=found, by=by, at=at)
    found.delete()


@transaction.atomic
def opened(*, source: str, record_id: int, by: User, at: datetime) -> None:
    """Remember that somebody went on to this record from the search."""
    RecentRecord.objects.update_or_create(
        user=by, source=source, record_id=record_id, defaults={"opened_at": at}
    )
    newest = RecentRecord.objects.filter(user=by).order_by("-opened_at", "-pk")
    kept = list(newest.values_list("pk", flat=True)[: RecentRecord.KEPT])
    RecentRecord.objects.filter(user=by).exclude(pk__in=kept).delete()


@transaction.atomic
def forget(*, by: User) -> None:
    """Nothing of what one opened is remembered any more."""
    RecentRecord.objects.filter(user=by).delete()


@transaction.atomic
def forget_old(*, at: datetime) -> int:
    """Drop what was opened longer ago than it is kept."""
    old = RecentRecord.objects.filter(opened_at__lt=at - RecentRecord.KEPT_FOR)
    return old.delete()[0]


def _plain(text: str) -> str:
    return " ".join(text.replace("\x00", "").split())[:60]
