"""The sizes in which plates are made: rows that the county keeps."""

import copy
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from households.models import PlateSize
from station.actions.events import differences, record
from station.actions.locking import lock
from station.actions.uniqueness import refusing_twins
from station.errors import RuleError
from station.models import User

FIELDS = ("name", "width_mm", "height_mm", "is_on_sheets", "position", "is_active")
TWIN = "households_platesize_name_once"
SHEET = (200, 287)  # what a printer can fill of an A4 sheet


@transaction.atomic
def create(*, by: User, at: datetime, **facts) -> PlateSize:
    """Add a size."""
    size = PlateSize(**_checked(facts))
    with refusing_twins(**{TWIN: _("There is a size of this name already.")}):
        size.save(force_insert=True)
    record(kind="plate_size.created", subject=size, by=by, at=at)
    return size


@transaction.atomic
def edit(
    *, size: PlateSize, by: User, at: datetime, version: int | None = None, **facts
) -> PlateSize:
    """Set a size right, or take it out of use."""
    after = lock(size, version=version)
    before = copy.copy(after)
    stands = {name: getattr(after, name) for name in FIELDS}
    for name, value in _checked(stands | facts).items():
        setattr(after, name, value)
    after.version += 1
    with refusing_twins(**{TWIN: _("There is a size of this name already.")}):
        after.save()
    changes = differences(before, after, FIELDS)
    record(kind="plate_size.edited", subject=after, by=by, at=at, changes=changes)
    return after


def _checked(facts: dict) -> dict:
    name = facts["name"].strip()
    if not name:
        raise RuleError(_("A size needs a name."), code="no_name")
    wide, high = facts["width_mm"], facts["height_mm"]
    if not (30 <= wide <= 600 and 20 <= high <= 600):
        raise RuleError(_("A plate is 30–600 mm wide and 20–600 mm high."), code="size")
    if facts.get("is_on_sheets") and (wide > SHEET[0] or high > SHEET[1]):
        raise RuleError(_("This does not fit on an A4 sheet."), code="too_large")
    return facts | {"name": name}
