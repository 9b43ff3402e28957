"""A few tracks of those who agreed to them, from point to point."""

from datetime import datetime, timedelta
from itertools import pairwise
from random import Random

from patrols.actions import tracks
from patrols.gpx import Position
from patrols.models import Patrol, TrackPiece

MOST = 12
EACH = 20  # seconds between two positions


def make(*, chance: Random, at: datetime, scale: float) -> str:
    """The newest patrols of volunteers with consent, where two points were passed."""
    rows = Patrol.objects.filter(ended_at__isnull=False, volunteer__may_be_tracked=True)
    made = 0
    for patrol in rows.for_list().order_by("-started_at", "-pk")[: 4 * MOST]:
        positions = _way(patrol, chance)
        if made == MOST or not positions:
            continue
        Patrol.objects.filter(pk=patrol.pk).update(is_tracked=True)
        tracks.keep(
            patrol=patrol,
            positions=positions,
            by=patrol.volunteer.user,
            at=patrol.ended_at,
        )
        made += 1
    return f"{TrackPiece.objects.count()} tracks"


def _way(patrol: Patrol, chance: Random) -> list[Position]:
    """As the crow flies between the check-ins, with the shake of a phone."""
    stops = patrol.check_ins.select_related("point").order_by("at", "pk")
    stops = [row for row in stops if row.point.has_position]
    return [
        position
        for one, two in pairwise(stops)
        for position in _stretch(one, two, chance)
    ]


def _stretch(one, two, chance: Random) -> list[Position]:
    steps = max(1, int((two.at - one.at).total_seconds()) // EACH)
    north = float(two.point.latitude - one.point.latitude)
    east = float(two.point.longitude - one.point.longitude)
    return [
        Position(
            one.at + timedelta(seconds=EACH * step),
            float(one.point.latitude) + north * step / steps + chance.gauss(0, 3e-5),
            float(one.point.longitude) + east * step / steps + chance.gauss(0, 3e-5),
            chance.randint(4, 15),
        )
        for step in range(steps)
    ]
