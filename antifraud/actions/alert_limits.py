"""The caps and quiet hours an area sets for its groups."""

import copy
from datetime import datetime, time

from django.db import transaction
from django.utils.translation import gettext as _

from antifraud.limits import NAMES, Rules
from antifraud.models import AlertLimit
from station.actions import events
from station.actions.events import record
from station.actions.locking import lock
from station.errors import RuleError, StaleVersion
from station.models import Area, User

BOUNDS = {
    "audience_cap": (1, 50),
    "person_cap": (1, 50),
    "period_days": (1, 31),
}
# Everybody is left in peace between ten and six; an area may add to that.
CLOCKS = {
    "quiet_from": (time(17), time(22)),
    "quiet_until": (time(6), time(11)),
}


@transaction.atomic
def set_(
    *, area: Area, rules: Rules, by: User, at: datetime, version: int | None = None
) -> AlertLimit:
    """From now on these hold here; what is planned is judged by them when it is due."""
    _check(rules)
    area = lock(area)
    row = AlertLimit.objects.filter(area=area).first()
    _check_version(row, version)
    before = copy.copy(row) if row else AlertLimit(area=area)
    if row is None:
        row = AlertLimit(area=area)
    else:
        row.version += 1
    for name in NAMES:
        setattr(row, name, getattr(rules, name))
    row.save()
    changes = events.differences(before, row, NAMES)
    record(
        kind="alert_limit.set", subject=row, by=by, at=at, area=area, changes=changes
    )
    return row


@transaction.atomic
def drop(*, limit: AlertLimit, version: int, by: User, at: datetime) -> Area:
    """What holds above holds here again."""
    row = lock(limit, version=version)
    record(kind="alert_limit.dropped", subject=row, by=by, at=at, area=row.area)
    area = row.area
    row.delete()
    return area


def _check_version(row: AlertLimit | None, version: int | None) -> None:
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
            words = {"least": least, "most": most}
            raise RuleError(_("Between %(least)s and %(most)s.") % words, code=name)
    for name, (first, last) in CLOCKS.items():
        if not first <= getattr(rules, name) <= last:
            words = {"least": f"{first:%H:%M}", "most": f"{last:%H:%M}"}
            raise RuleError(_("Between %(least)s and %(most)s.") % words, code=name)
