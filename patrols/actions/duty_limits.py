"""The limits of duty an area sets for its volunteers."""

import copy
from datetime import datetime, time

from django.db import transaction
from django.utils.translation import gettext as _

from patrols.limits import NAMES, Rules
from patrols.models import DutyLimits
from station.actions import events
from station.actions.events import record
from station.actions.locking import lock
from station.errors import RuleError, StaleVersion
from station.models import Area, User

BOUNDS = {
    "hours_a_day": (1, 12),
    "hours_a_week": (1, 40),
    "rest_hours": (8, 48),
    "youngest": (14, 18),
    "notice_hours": (0, 168),
}


@transaction.atomic
def set_(
    *, area: Area, rules: Rules, by: User, at: datetime, version: int | None = None
) -> DutyLimits:
    """From now on these hold here; what stands on rosters already stays."""
    _check(rules)
    area = lock(area)
    row = DutyLimits.objects.filter(area=area).first()
    _check_version(row, version)
    before = copy.copy(row) if row else DutyLimits(area=area)
    if row is None:
        row = DutyLimits(area=area)
    else:
        row.version += 1
    for name in NAMES:
        setattr(row, name, getattr(rules, name))
    row.save()
    changes = events.differences(before, row, NAMES)
    record(
        kind="duty_limits.set", subject=row, by=by, at=at, area=area, changes=changes
    )
    return row


@transaction.atomic
def drop(*, limits: DutyLimits, version: int, by: User, at: datetime) -> Area:
    """What holds above holds here again."""
    row = lock(limits, version=version)
    record(kind="duty_limits.dropped", subject=row, by=by, at=at, area=row.area)
    area = row.area
    row.delete()
    return area


def _check_version(row: DutyLimits | None, version: int | None) -> None:
    """Whoever read other limits, or none, reads again."""
    if version is None or version == (row.version if row else 0):
        return
    if row is None:
        raise RuleError(_("These limits were taken back meanwhile."), code="gone")
    raise StaleVersion(
        _("Somebody else changed this meanwhile. Both versions are shown."),
        current=row,
    )


def _check(rules: Rules) -> None:
    for name, (least, most) in BOUNDS.items():
        if not least <= getattr(rules, name) <= most:
            raise RuleError(
                _("Between %(least)s and %(most)s.") % {"least": least, "most": most},
                code=name,
            )
    if not time(18) <= rules.night_from <= time(22):
        raise RuleError(_("Between 18:00 and 22:00."), code="night_from")
    if not time(6) <= rules.night_until <= time(9):
        raise RuleError(_("Between 6:00 and 9:00."), code="night_until")
