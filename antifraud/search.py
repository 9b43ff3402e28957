"""Finding groups and members of the alliance by what an officer remembers."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from antifraud.filters.audiences import named
from antifraud.models import Ally, Audience
from antifraud.places import name_of
from station import names, phones
from station.registry import SearchHit

MOST = 10


def audiences(user, words: str) -> Iterator[SearchHit]:
    """By a part of the name, pinyin or initials."""
    rows = Audience.objects.visible_to(user).filter(named(words))
    for row in rows.for_list().order_by("-is_active", "name", "pk")[:MOST]:
        yield SearchHit(
            title=row.name,
            url=row.get_absolute_url(),
            kind_label=_("Audience"),
            icon="users-group",
            detail=f"{name_of(row.area)} · {row.get_kind_display()}",
            why=_("name"),
        )


def allies(user, words: str) -> Iterator[SearchHit]:
    """By name, pinyin, initials, or a whole phone number."""
    visible = Ally.objects.visible_to(user)
    phone = phones.normalise(words)
    if phones.is_valid(phone):
        rows, why = visible.filter(phone_index=Ally.index_of_phone(phone)), _("phone")
    else:
        tokens = names.query_tokens(words)
        rows = visible.filter(tokens__contains=tokens) if tokens else visible.none()
        why = _("name")
    for row in rows.for_list().order_by("name_sort", "pk")[:MOST]:
        yield SearchHit(
            title=row.name,
            url=row.get_absolute_url(),
            kind_label=_("Member of the alliance"),
            icon="heart-handshake",
            detail=f"{name_of(row.area)} · {row.get_kind_display()}",
            why=why,
        )
