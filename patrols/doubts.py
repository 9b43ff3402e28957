"""What looks odd about a check-in: worked out and shown, nobody is punished for it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal

from patrols import duty, geo, screens
from patrols.models import CheckIn, Patrol, PatrolPoint
from patrols.workflow.patrols import Doubt, Way

VAGUE = 150  # metres of uncertainty that prove nothing
SLACK = 100  # metres of uncertainty that are granted
FASTEST = 15  # metres a second: a car in the lanes
LATE = timedelta(minutes=30)
CLOCK = timedelta(minutes=5)


@dataclass(frozen=True)
class Proof:
    """What a phone tells: how, when by its clock, where, and the screen's code."""

    way: str
    made_at: datetime | None = None
    sent_at: datetime | None = None
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    accuracy_m: int | None = None
    screen_code: str = ""

    @property
    def has_position(self) -> bool:
        return self.latitude is not None and self.longitude is not None


@dataclass(frozen=True)
class Finding:
    """What came of looking at it."""

    doubts: list[str]
    distance_m: int | None
    has_screen_code: bool


def look(
    proof: Proof, *, patrol: Patrol, point: PatrolPoint, moment: datetime, at: datetime
) -> Finding:
    """Every doubt about this check-in, in the order they are listed."""
    distance = _distance(proof, point)
    is_shown = screens.is_shown(point, proof.screen_code, at=moment)
    found = {
        Doubt.FAR: _is_far(proof, point, distance),
        Doubt.VAGUE: proof.has_position and (proof.accuracy_m or 0) > VAGUE,
        Doubt.NO_POSITION: _lacks_position(proof, is_shown=is_shown),
        Doubt.OLD_CODE: bool(proof.screen_code) and not is_shown,
        Doubt.NO_SECOND: proof.way == Way.SCAN
        and distance is None
        and not proof.screen_code,
        Doubt.CLOCK: _clock_is_wrong(proof, at),
        Doubt.TOO_FAST: _is_too_fast(patrol, point, moment),
        Doubt.LATE: at - moment > LATE,
        Doubt.OUTSIDE: _is_outside(patrol, moment),
    }
    return Finding([each.value for each in Doubt if found[each]], distance, is_shown)


def _distance(proof: Proof, point: PatrolPoint) -> int | None:
    if not proof.has_position or not point.has_position:
        return None
    return geo.metres(proof.latitude, proof.longitude, point.latitude, point.longitude)


def _is_far(proof: Proof, point: PatrolPoint, distance: int | None) -> bool:
    granted = point.radius_m + min(proof.accuracy_m or 0, SLACK)
    return distance is not None and distance > granted


def _lacks_position(proof: Proof, *, is_shown: bool) -> bool:
    """A code of the screen that held is proof enough."""
    is_asked = proof.way == Way.POSITION or bool(proof.screen_code)
    return is_asked and not proof.has_position and not is_shown


def _clock_is_wrong(proof: Proof, at: datetime) -> bool:
    if proof.sent_at is not None:
        return abs(proof.sent_at - at) > CLOCK
    return proof.made_at is not None and proof.made_at - at > CLOCK


def _is_too_fast(patrol: Patrol, point: PatrolPoint, moment: datetime) -> bool:
    """From the point before, or on to the one after: faster than anybody walks."""
    rows = CheckIn.objects.filter(patrol=patrol, struck_at__isnull=True)
    rows = rows.exclude(point=point).exclude(point__latitude=None)
    rows = rows.select_related("point").defer("point__token", "point__screen_seed")
    beside = [
        rows.filter(at__lte=moment).order_by("-at").first(),
        rows.filter(at__gt=moment).order_by("at").first(),
    ]
    return point.has_position and any(
        _speed(point, moment, other) > FASTEST for other in beside if other
    )


def _speed(point: PatrolPoint, moment: datetime, other: CheckIn) -> float:
    far = geo.metres(
        point.latitude, point.longitude, other.point.latitude, other.point.longitude
    )
    way = max(0, far - point.radius_m - other.point.radius_m)
    return way / max(1.0, abs((moment - other.at).total_seconds()))


def _is_outside(patrol: Patrol, moment: datetime) -> bool:
    """Before or after the shift; of one's own accord, before or after the patrol."""
    if patrol.ended_at is not None and moment > patrol.ended_at:
        return True
    if patrol.sign_up is None:
        return moment < patrol.started_at
    shift = patrol.sign_up.shift
    return not shift.starts_at - duty.EARLY <= moment <= shift.ends_at
