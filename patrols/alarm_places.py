"""Where a call for help comes from, in words an officer knows."""

from django.utils.translation import gettext as _

from patrols import geo, on_duty
from patrols.models import Alarm, PatrolPoint

FURTHEST = 2000  # metres; beyond it a point says nothing


def near(alarm: Alarm) -> str:
    """The nearest point of the station and how far it is."""
    station = on_duty.station_of(alarm.area)
    points = PatrolPoint.objects.in_use().filter(
        area__path__startswith=station.path, latitude__isnull=False
    )
    rows = points.values_list("name", "latitude", "longitude")
    found = sorted(
        (geo.metres(*alarm.place, float(latitude), float(longitude)), name)
        for name, latitude, longitude in rows
    )
    if not found or found[0][0] > FURTHEST:
        return ""
    return _("%(n)s metres from %(point)s") % {
        "n": found[0][0],
        "point": found[0][1],
    }
