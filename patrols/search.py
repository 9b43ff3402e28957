"""Finding volunteers and teams by what an officer remembers."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from patrols.models import Team, Volunteer
from patrols.places import name_of
from station import names, phones
from station.registry import SearchHit

MOST = 10


def volunteers(user, words: str) -> Iterator[SearchHit]:
    """By name, pinyin, initials, or a whole phone number."""
    visible = Volunteer.objects.visible_to(user)
    phone = phones.normalise(words)
    if phones.is_valid(phone):
        rows = visible.filter(phone_index=Volunteer.index_of_phone(phone))
        why = _("phone")
    else:
        tokens = names.query_tokens(words)
        rows = visible.filter(tokens__contains=tokens) if tokens else visible.none()
        why = _("name")
    for row in rows.for_list().order_by("name_sort", "pk")[:MOST]:
        yield SearchHit(
            title=row.name,
            url=row.get_absolute_url(),
            kind_label=pgettext("patrol", "Volunteer"),
            icon="walk",
            detail=f"{name_of(row.area)} · {row.get_status_display()}",
            why=why,
        )


def teams(user, words: str) -> Iterator[SearchHit]:
    """By a part of the name."""
    rows = Team.objects.visible_to(user).standing()
    rows = rows.filter(Q(name__contains=words) | Q(name_sort__startswith=words.lower()))
    for row in rows.for_list().order_by("name_sort", "pk")[:MOST]:
        yield SearchHit(
            title=row.name,
            url=row.get_absolute_url(),
            kind_label=_("Patrol team"),
            icon="users-group",
            detail=name_of(row.area),
            why=_("name"),
        )
