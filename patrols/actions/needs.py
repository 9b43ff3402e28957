"""How much patrol is needed: what a call weighs, and the chief's own hours."""

import copy
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from patrols.models import NeedWeight, PatrolPoint
from patrols.workflow.coverage import EVERY_DAY, HOURS, NeedSource
from station.actions import events
from station.actions.events import record
from station.actions.locking import lock
from station.actions.uniqueness import refusing_twins
from station.errors import RuleError
from station.models import Area, User

TWIN = "patrols_needweight_rate_once_in_area"
MOST_MINUTES = 600
FIELDS = (
    "source", "area", "point", "title", "weekdays", "from_hour", "until_hour",
    "minutes", "from_on", "until_on",
)  # fmt: skip


@dataclass(frozen=True)
class Facts:
    """Minutes for each call or finding in an area, or for hours of one's own."""

    source: str
    area: Area
    minutes: int
    title: str = ""
    point: PatrolPoint | None = None
    weekdays: tuple[int, ...] = ()
    from_hour: int = 0
    until_hour: int = HOURS
    from_on: date | None = None
    until_on: date | None = None


@transaction.atomic
def create(*, facts: Facts, by: User, at: datetime) -> NeedWeight:
    """From now on this counts in the need of the place."""
    weight = NeedWeight()
    _write(weight, facts)
    _save(weight)
    record(kind="need_weight.created", subject=weight, by=by, at=at)
    return weight


@transaction.atomic
def edit(
    *, weight: NeedWeight, facts: Facts, version: int, by: User, at: datetime
) -> NeedWeight:
    """Another figure, other hours."""
    weight = lock(weight, version=version)
    if facts.source != weight.source:
        raise RuleError(_("What it counts stays as it is."), code="source")
    before = copy.copy(weight)
    _write(weight, facts)
    weight.version += 1
    _save(weight)
    changes = events.differences(before, weight, FIELDS)
    record(kind="need_weight.edited", subject=weight, by=by, at=at, changes=changes)
    return weight


@transaction.atomic
def drop(*, weight: NeedWeight, version: int, by: User, at: datetime) -> Area:
    """It counts no more."""
    weight = lock(weight, version=version)
    area = weight.area
    record(kind="need_weight.dropped", subject=weight, by=by, at=at, area=area)
    weight.delete()
    return area


def _write(weight: NeedWeight, facts: Facts) -> None:
    _check(facts)
    for name in FIELDS:
        setattr(weight, name, getattr(facts, name))
    weight.title = facts.title.strip()
    weight.weekdays = sorted(set(facts.weekdays))


def _check(facts: Facts) -> None:
    """What every weight must be, whoever sets it."""
    if not 0 <= facts.minutes <= MOST_MINUTES:
        raise RuleError(_("Between 0 and 600 minutes."), code="minutes")
    if facts.source == NeedSource.OWN:
        _check_hours(facts)
    elif any((facts.title.strip(), facts.point, facts.weekdays, facts.from_on)):
        raise RuleError(
            _("What a call or a finding weighs holds at every hour."), code="rate"
        )


def _check_hours(facts: Facts) -> None:
    if not facts.title.strip():
        raise RuleError(_("Say what for."), code="title")
    if not facts.weekdays or set(facts.weekdays) - set(EVERY_DAY):
        raise RuleError(_("Choose the days of the week."), code="weekdays")
    if not 0 <= facts.from_hour < facts.until_hour <= HOURS:
        raise RuleError(_("It cannot end before it begins."), code="until_hour")
    if facts.from_on and facts.until_on and facts.until_on < facts.from_on:
        raise RuleError(_("It cannot end before it begins."), code="until_on")
    point = facts.point
    if point is not None and not facts.area.contains(point.area):
        raise RuleError(_("The point lies in another area."), code="point")


def _save(weight: NeedWeight) -> None:
    twin = _("There is a figure for this area already.")
    with refusing_twins(**{TWIN: twin}):
        weight.save()
