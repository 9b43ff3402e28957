"""Outlines of areas: brought in, replaced and taken away."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from station.actions.events import record
from station.actions.locking import lock
from station.errors import RuleError
from station.models import Area, Outline, User
from station.outlines import Drawn


@transaction.atomic
def bring_in(*, area: Area, drawn: Drawn, by: User, at: datetime) -> Area:
    """From now on maps draw the area with this outline."""
    area = lock(area)
    if not area.is_active:
        raise RuleError(_("This area is out of use."), code="out_of_use")
    before = Outline.objects.filter(area=area).first()
    if before and before.polygons == drawn.polygons:
        return area
    facts = {"polygons": drawn.polygons, "corners": drawn.corners}
    Outline.objects.update_or_create(area=area, defaults=facts)
    corners = [before.corners if before else None, drawn.corners]
    changes = {"corners": corners}
    record(kind="area.outlined", subject=area, by=by, at=at, area=area, changes=changes)
    return area


@transaction.atomic
def take_away(*, area: Area, by: User, at: datetime) -> Area:
    """Maps draw the area without an outline again."""
    area = lock(area)
    found = Outline.objects.filter(area=area).first()
    if found is None:
        return area
    found.delete()
    record(kind="area.outline_removed", subject=area, by=by, at=at, area=area)
    return area
