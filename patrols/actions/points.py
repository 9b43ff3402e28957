"""Patrol points: set up, moved, given a new code or a screen, taken out of use."""

import copy
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from households.models import Unit
from patrols.geo import cell_of
from patrols.models import PatrolPoint, Route
from patrols.workflow.patrols import PointKind
from station import crypto
from station.actions.events import differences, record, record_each
from station.actions.locking import lock
from station.actions.uniqueness import refusing_twins
from station.errors import RuleError
from station.models import Area, User

NAME_TWIN = "patrols_patrolpoint_name_once_in_area"
FIELDS = (
    "name", "kind", "area", "unit", "place", "latitude", "longitude", "radius_m",
)  # fmt: skip
SHORTEST, LONGEST = 20, 2000  # metres a point may reach


@dataclass(frozen=True)
class Facts:
    """Where patrols pass, and how near is near enough."""

    name: str
    kind: str
    area: Area
    unit: Unit | None = None
    place: str = ""
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    radius_m: int = 80


@transaction.atomic
def create(*, facts: Facts, by: User, at: datetime) -> PatrolPoint:
    """A new point with a code of its own."""
    point = PatrolPoint()
    _give_code(point)
    _write(point, facts)
    _save(point)
    record(kind="patrol_point.created", subject=point, by=by, at=at)
    return point


@transaction.atomic
def edit(
    *, point: PatrolPoint, facts: Facts, version: int, by: User, at: datetime
) -> PatrolPoint:
    """Set right, or moved; the code on the wall stays valid."""
    point = lock(point, version=version)
    before = copy.copy(point)
    _write(point, facts)
    _save(point)
    changes = differences(before, point, FIELDS)
    record(kind="patrol_point.edited", subject=point, by=by, at=at, changes=changes)
    return point


@transaction.atomic
def renew_code(
    *, point: PatrolPoint, version: int | None = None, by: User, at: datetime
) -> PatrolPoint:
    """The old code is dead at once; the new one has to be printed and hung up."""
    point = _in_use(point, version)
    _give_code(point)
    _save(point)
    record(kind="patrol_point.code_renewed", subject=point, by=by, at=at)
    return point


@transaction.atomic
def start_screen(
    *, point: PatrolPoint, version: int | None = None, by: User, at: datetime
) -> PatrolPoint:
    """A screen at the point shows a changing code; an older address is dead."""
    point = _in_use(point, version)
    point.screen_seed = crypto.new_code(24)
    _save(point)
    record(kind="patrol_point.screen_started", subject=point, by=by, at=at)
    return point


@transaction.atomic
def stop_screen(
    *, point: PatrolPoint, version: int | None = None, by: User, at: datetime
) -> PatrolPoint:
    """There is no screen any more; its address is dead."""
    point = lock(point, version=version)
    if not point.screen_seed:
        return point
    point.screen_seed = ""
    _save(point)
    record(kind="patrol_point.screen_stopped", subject=point, by=by, at=at)
    return point


@transaction.atomic
def retire(
    *, point: PatrolPoint, version: int | None = None, by: User, at: datetime
) -> PatrolPoint:
    """Patrols pass there no more; what was checked in stays."""
    point = lock(point, version=version)
    if not point.is_active:
        return point
    routes = Route.objects.in_use().filter(stops__point=point).distinct()
    names = list(routes.values_list("name", flat=True)[:3])
    if names:
        raise RuleError(
            _("Take it out of these routes first: %(routes)s.")
            % {"routes": _(", ").join(names)},
            code="on_route",
        )
    point.is_active = False
    _save(point)
    record(kind="patrol_point.retired", subject=point, by=by, at=at)
    return point


@transaction.atomic
def bring_back(
    *, point: PatrolPoint, version: int | None = None, by: User, at: datetime
) -> PatrolPoint:
    """Patrols pass there again, with the same code."""
    point = lock(point, version=version)
    if point.is_active:
        return point
    point.is_active = True
    _save(point)
    record(kind="patrol_point.brought_back", subject=point, by=by, at=at)
    return point


@transaction.atomic
def note_printed(*, points, by: User, at: datetime) -> list[PatrolPoint]:
    """These codes went to the printer."""
    rows = points.select_related("area").defer("token", "screen_seed")
    found = list(rows.select_for_update(of=("self",)).order_by("pk"))
    PatrolPoint.objects.filter(pk__in=[point.pk for point in found]).update(
        printed_at=at, updated_at=at
    )
    record_each(kind="patrol_point.printed", subjects=found, by=by, at=at)
    return found


def _write(point: PatrolPoint, facts: Facts) -> None:
    if not facts.name.strip():
        raise RuleError(_("A point needs a name."), code="no_name")
    if facts.kind not in PointKind.values:
        raise RuleError(_("Choose from the list."), code="unknown_choice")
    if (facts.latitude is None) != (facts.longitude is None):
        raise RuleError(_("A position needs both figures."), code="half_position")
    if not SHORTEST <= facts.radius_m <= LONGEST:
        raise RuleError(_("Between 20 and 2000 metres."), code="reach")
    for name in FIELDS:
        setattr(point, name, getattr(facts, name))
    point.name, point.place = facts.name.strip()[:60], facts.place.strip()[:120]
    point.cell = cell_of(facts.latitude, facts.longitude)


def _give_code(point: PatrolPoint) -> None:
    point.token = crypto.new_code(24)
    point.token_hash = crypto.fingerprint(point.token)
    point.printed_at = None


def _in_use(point: PatrolPoint, version: int | None) -> PatrolPoint:
    point = lock(point, version=version)
    if not point.is_active:
        raise RuleError(_("This point is out of use."), code="out_of_use")
    return point


def _save(point: PatrolPoint) -> None:
    if point.pk:
        point.version += 1
    twins = {NAME_TWIN: _("A point of this name is there already.")}
    with refusing_twins(**twins):
        point.save()
