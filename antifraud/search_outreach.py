"""Finding events by what an officer remembers."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from antifraud.models import OutreachEvent
from antifraud.workflow.outreach import ICONS
from station import phrasing
from station.registry import SearchHit

MOST = 10


def events(user, words: str) -> Iterator[SearchHit]:
    """By the number, or a part of title or place."""
    rows = OutreachEvent.objects.visible_to(user).filter(
        Q(number__icontains=words) | Q(title__contains=words) | Q(place__contains=words)
    )
    for row in rows.for_list().order_by("-starts_at", "-pk")[:MOST]:
        yield SearchHit(
            title=row.title,
            url=row.get_absolute_url(),
            kind_label=_("Outreach event"),
            icon=ICONS[row.kind],
            detail=f"{phrasing.in_full(row.starts_at)} · {row.place}",
            why=_("title or place"),
        )
