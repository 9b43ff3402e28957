"""Tying what was made to what it was made of."""

from datetime import datetime

from django.db import transaction
from django.db.models import Model

from station.actions.events import record
from station.models import RecordLink, User, reference


@transaction.atomic
def tie(*, origin: Model | None, made: Model, by: User, at: datetime) -> None:
    """Keep what it came from; told twice it is kept once, and no origin is no link."""
    if origin is None:
        return
    _link, is_new = RecordLink.objects.get_or_create(
        origin=reference(origin),
        made=reference(made),
        defaults={"made_by": by, "made_at": at},
    )
    if is_new:
        record(kind="link.made", subject=made, also=[origin], by=by, at=at)


@transaction.atomic
def tie_new(*, origin: Model, made: list[Model], by: User, at: datetime) -> None:
    """The same for several records that were made of one just now."""
    RecordLink.objects.bulk_create(
        RecordLink(
            origin=reference(origin), made=reference(row), made_by=by, made_at=at
        )
        for row in made
    )
    for row in made:
        record(kind="link.made", subject=row, also=[origin], by=by, at=at)
