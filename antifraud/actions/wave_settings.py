"""How often the figures may cry wolf, as an area sets it."""

import copy
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from antifraud.models import WaveSetting
from antifraud.waves.rules import NAMES, Rules
from station.actions.events import differences, record
from station.actions.locking import lock
from station.errors import RuleError, StaleVersion
from station.models import Area, User

BOUNDS = {
    "a_year": (Decimal("0.05"), Decimal(2)),
    "least": (2, 20),
    "quiet_days": (21, 90),
}


@transaction.atomic
def set_(
    *, area: Area, rules: Rules, by: User, at: datetime, version: int | None = None
) -> WaveSetting:
    """From tomorrow on the figures are judged so, here and below."""
    _check(rules)
    area = lock(area)
    row = WaveSetting.objects.filter(area=area).first()
    _check_version(row, version)
    before = copy.copy(row) if row else WaveSetting(area=area)
    if row is None:
        row = WaveSetting(area=area)
    else:
        row.version += 1
    for name in NAMES:
        setattr(row, name, getattr(rules, name))
    row.save()
    changes = differences(before, row, NAMES)
    record(kind="wave_setting.set", subject=row, by=by, at=at, changes=changes)
    return row


@transaction.atomic
def drop(*, setting: WaveSetting, version: int, by: User, at: datetime) -> Area:
    """What holds above holds here again."""
    row = lock(setting, version=version)
    record(kind="wave_setting.dropped", subject=row, by=by, at=at)
    area = row.area
    row.delete()
    return area


def _check_version(row: WaveSetting | None, version: int | None) -> None:
    """Whoever read another setting, or none, reads again."""
    if version is None or version == (row.version if row else 0):
        return
    if row is None:
        raise RuleError(_("This setting was taken back meanwhile."), code="gone")
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
