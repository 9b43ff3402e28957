"""Taking hold of a record before changing it."""

from typing import TypeVar

from django.db.models import Model
from django.utils.translation import gettext as _

from station.errors import StaleVersion

T = TypeVar("T", bound=Model)


def lock(obj: T, *, version: int | None = None) -> T:
    """The record as it stands now, locked until the transaction ends.

    Raises StaleVersion when somebody saved since ``version`` was read.
    """
    current = obj.__class__._default_manager.select_for_update(of=("self",)).get(
        pk=obj.pk
    )
    if version is not None and current.version != version:
        raise StaleVersion(
            _("Somebody else changed this meanwhile. Both versions are shown."),
            current=current,
        )
    return current
