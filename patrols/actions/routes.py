"""Patrol routes: an order of points, drawn up, changed, taken out of use."""

import copy
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from django.db import transaction
from django.utils.translation import gettext as _

from patrols.models import PatrolKind, PatrolPoint, Route, RouteStop
from station.actions.events import differences, record
from station.actions.locking import lock
from station.actions.uniqueness import refusing_twins
from station.errors import RuleError
from station.models import Area, User

NAME_TWIN = "patrols_route_name_once_in_area"
FIELDS = ("name", "area", "kind", "minutes", "is_active")
MOST_STOPS = 60


@dataclass(frozen=True)
class Facts:
    """Where it leads, and how long it takes."""

    name: str
    area: Area
    kind: PatrolKind
    stops: tuple[PatrolPoint, ...]
    minutes: int = 60
    is_active: bool = True


@transaction.atomic
def create(*, facts: Facts, by: User, at: datetime) -> Route:
    """A new way to walk."""
    route = Route()
    _write(route, facts)
    _save(route)
    _set_stops(route, facts.stops)
    record(kind="route.created", subject=route, by=by, at=at)
    return route


@transaction.atomic
def edit(*, route: Route, facts: Facts, version: int, by: User, at: datetime) -> Route:
    """Another order, other points, or out of use."""
    route = lock(route, version=version)
    before, stood = copy.copy(route), _order_of(route)
    _write(route, facts)
    route.version += 1
    _save(route)
    changes = differences(before, route, FIELDS)
    if stood != [point.pk for point in facts.stops]:
        _set_stops(route, facts.stops)
        changes["stops"] = [len(stood), len(facts.stops)]
    record(kind="route.edited", subject=route, by=by, at=at, changes=changes)
    return route


def _order_of(route: Route) -> list[int]:
    return list(route.stops.order_by("position").values_list("point_id", flat=True))


def _write(route: Route, facts: Facts) -> None:
    if not facts.name.strip():
        raise RuleError(_("A route needs a name."), code="no_name")
    if not 5 <= facts.minutes <= 720:
        raise RuleError(_("Between 5 minutes and 12 hours."), code="minutes")
    if facts.is_active:
        _check_stops(facts.stops)
        if not facts.kind.is_active and facts.kind.pk != route.kind_id:
            raise RuleError(_("This kind of patrol is out of use."), code="out_of_use")
    for name in FIELDS:
        setattr(route, name, getattr(facts, name))
    route.name = facts.name.strip()[:60]


def _check_stops(stops) -> None:
    if len(stops) < 2:
        raise RuleError(_("A route has at least two points."), code="too_few")
    if len(stops) > MOST_STOPS:
        raise RuleError(
            _("A route has at most %(n)d points.") % {"n": MOST_STOPS}, code="too_many"
        )
    gone = [point.name for point in stops if not point.is_active]
    if gone:
        raise RuleError(
            _("Out of use: %(points)s.") % {"points": _(", ").join(gone)},
            code="point_out_of_use",
        )
    if any(one.pk == two.pk for one, two in pairwise(stops)):
        raise RuleError(_("A point follows itself."), code="twice_in_a_row")


def _set_stops(route: Route, stops) -> None:
    route.stops.all().delete()
    rows = [
        RouteStop(route=route, point=point, position=position)
        for position, point in enumerate(stops, start=1)
    ]
    RouteStop.objects.bulk_create(rows)


def _save(route: Route) -> None:
    with refusing_twins(**{NAME_TWIN: _("A route of this name is there already.")}):
        route.save()
