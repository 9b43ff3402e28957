"""What a phone takes along on patrol: the points, the kinds, one's own standing."""

from datetime import datetime

from patrols import duty
from patrols.models import Patrol, PatrolKind, PatrolPoint, SignUp, Volunteer
from station import working_days

MOST_POINTS = 500


def of(volunteer: Volunteer, *, at: datetime) -> dict:
    """Nothing about anybody else stands in it."""
    patrol = duty.running_of(volunteer.user)
    place = None if patrol else duty.place_at(volunteer, at)
    today = working_days.local_date(at)
    kinds = PatrolKind.objects.in_use()
    return {
        "volunteer": volunteer.pk,
        "may_be_tracked": volunteer.may_be_tracked,
        "patrol": _patrol(patrol) if patrol else None,
        "shift": _shift(place) if place else None,
        "kinds": [
            {"id": kind.pk, "title": kind.title}
            for kind in kinds
            if kind.is_in_season(on=today)
        ],
        "points": list(_points(volunteer)),
    }


def _patrol(patrol: Patrol) -> dict:
    been = patrol.check_ins.filter(struck_at__isnull=True).order_by("at", "pk")
    return {
        "id": patrol.pk,
        "kind": patrol.kind.title,
        "started_at": patrol.started_at,
        "is_tracked": patrol.is_tracked,
        "check_ins": [
            {"point": row.point_id, "at": row.at}
            for row in been.only("point_id", "at", "patrol_id")
        ],
    }


def _shift(place: SignUp) -> dict:
    shift = place.shift
    return {
        "place": shift.place_name,
        "kind": shift.kind.title,
        "starts_at": shift.starts_at,
        "ends_at": shift.ends_at,
    }


def _points(volunteer: Volunteer):
    rows = PatrolPoint.objects.visible_to(volunteer.user).in_use()
    fields = ("id", "name", "latitude", "longitude", "radius_m")
    return rows.order_by("area__path", "name", "pk").values(*fields)[:MOST_POINTS]
