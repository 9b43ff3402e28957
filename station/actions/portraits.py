"""The portrait that stands on contact cards, wall boards and behind the code."""

from datetime import datetime

from django.db import transaction

from station.actions.attachments import StoredFile, attach
from station.actions.locking import lock
from station.models import Attachment, User


@transaction.atomic
def set_portrait(*, user: User, picture: StoredFile, by: User, at: datetime) -> User:
    """Give somebody a portrait; cards printed from now on carry it."""
    user = lock(user)
    [user.photo] = attach(
        files=[picture],
        kind=Attachment.Kind.PORTRAIT,
        subject=user,
        by=by,
        at=at,
        area=by.home_area,
    )
    user.version += 1
    user.save(update_fields=["photo", "version", "updated_at"])
    return user
