"""Finding courses and sessions by what an officer remembers."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from antifraud.models import CourseSession
from antifraud.school_pages import hours
from station.registry import SearchHit

MOST = 10


def sessions(user, words: str) -> Iterator[SearchHit]:
    """By number, by a part of the course's title, by the place."""
    rows = CourseSession.objects.visible_to(user).filter(
        Q(number__iexact=words)
        | Q(course__title__contains=words)
        | Q(place__contains=words)
    )
    now = timezone.now()
    for row in rows.for_list().order_by("-starts_at", "-pk")[:MOST]:
        yield SearchHit(
            title=row.course.title,
            url=row.get_absolute_url(),
            kind_label=_("Police school"),
            icon="school",
            detail=f"{hours(row, now=now)} · {row.place}",
            why=_("number") if row.number.casefold() == words.casefold() else "",
        )
