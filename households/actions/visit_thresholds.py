"""What the county sets about the thresholds of visits and the goal."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from households import visit_thresholds
from households.models import VisitThreshold
from households.models.visit_threshold import BOUNDS
from households.visit_thresholds import Thresholds
from station import policy
from station.actions.events import record
from station.actions.locking import lock
from station.errors import RuleError
from station.models import Area, User

LEVELS = (Area.Kind.COUNTY, Area.Kind.STATION)


@transaction.atomic
def set_for(
    *,
    area: Area,
    thresholds: Thresholds,
    by: User,
    at: datetime,
    version: int | None = None,
) -> VisitThreshold:
    """From the next look on these figures hold; what was asked stays asked."""
    _check(area, thresholds, by)
    before = asdict(visit_thresholds.at(area))
    values = asdict(thresholds)
    known = VisitThreshold.objects.filter(area=area).first()
    if known is None:
        row = VisitThreshold.objects.create(area=area, **values)
    else:
        row = lock(known, version=version)
        for name, value in values.items():
            setattr(row, name, value)
        row.version += 1
        row.save()
    changes = {
        name: [before[name], value]
        for name, value in values.items()
        if before[name] != value
    }
    record(
        kind="visit_threshold.set", subject=row, by=by, at=at, area=area,
        changes=changes,
    )  # fmt: skip
    return row


def _check(area: Area, thresholds: Thresholds, by: User) -> None:
    if area.kind not in LEVELS or not policy.covers(by, "visit_threshold.edit", area):
        raise RuleError(
            _("Thresholds are set for a county or a station in your charge."),
            code="not_your_area",
        )
    for name, (least, most) in BOUNDS.items():
        if not least <= getattr(thresholds, name) <= most:
            raise RuleError(
                _("Between %(least)s and %(most)s.") % {"least": least, "most": most},
                code=name,
            )
