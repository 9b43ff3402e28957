"""The patrol point somebody stands at."""

from decimal import Decimal

from patrols import geo
from patrols.doubts import SLACK
from patrols.models import PatrolPoint

AROUND = Decimal("0.05")  # degrees: a few kilometres


def point_at(
    latitude: Decimal, longitude: Decimal, *, accuracy_m: int | None, user
) -> PatrolPoint | None:
    """The nearest point within reach, among those this person sees."""
    rows = PatrolPoint.objects.visible_to(user).in_use()
    rows = rows.filter(
        latitude__range=(latitude - AROUND, latitude + AROUND),
        longitude__range=(longitude - AROUND, longitude + AROUND),
    )
    slack = min(accuracy_m or 0, SLACK)
    reached = [
        (geo.metres(latitude, longitude, row.latitude, row.longitude), row)
        for row in rows.defer("token", "screen_seed")
    ]
    reached = [(far, row) for far, row in reached if far <= row.radius_m + slack]
    return min(reached, key=lambda pair: (pair[0], pair[1].pk))[1] if reached else None
