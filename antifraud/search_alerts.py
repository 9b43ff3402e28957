"""Finding an alert by what an officer remembers of it."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from antifraud.models import Alert
from station.registry import SearchHit

MOST = 10


def alerts(user, words: str) -> Iterator[SearchHit]:
    """By number, or by a part of the heading."""
    rows = Alert.objects.visible_to(user).filter(
        Q(number__istartswith=words) | Q(title__icontains=words)
    )
    for row in rows.for_list().order_by("-created_at", "-pk")[:MOST]:
        yield SearchHit(
            title=row.title,
            url=row.get_absolute_url(),
            kind_label=pgettext("fraud", "Alert"),
            icon="speakerphone",
            detail=f"{row.number} · {row.get_status_display()}",
            why=_("heading or number"),
        )
