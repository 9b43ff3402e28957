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
