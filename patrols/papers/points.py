"""The codes of patrol points to hang up: two on a sheet of A4."""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from households.papers.cards import qr_svg
from patrols.models import PatrolPoint
from station.documents import compile_document
from station.models import Area

MOST = 200  # codes in one paper


def public_address(point: PatrolPoint) -> str:
    """What the QR holds: our own address and the code."""
    return f"{settings.PUBLIC_URL}{reverse('patrol_point:face', args=[point.token])}"


def render(points: Iterable[PatrolPoint]) -> bytes:
    """The codes as PDF/A, in the language residents read."""
    with translation.override(settings.LANGUAGE_CODE):
        return compile_document("patrol_points", _data(list(points)))


def _data(points: list[PatrolPoint]) -> dict:
    stations = _stations(points)
    return {
        "points": [_item(point, stations[point.area_id]) for point in points],
        "words": {
            "title": _("Patrol point"),
            "scan": _("Volunteers: scan and check in"),
            "residents": _("Residents: scan to reach the police station"),
            "phone": _("24-hour phone"),
            "danger": _("In danger call 110 at once."),
        },
    }


def _stations(points: list[PatrolPoint]) -> dict[int, Area | None]:
    """The station of each area the points lie in."""
    areas = {point.area_id: point.area for point in points}
    paths = Area.objects.filter(kind=Area.Kind.STATION).in_bulk(field_name="path")
    return {
        pk: next(
            (row for path, row in paths.items() if area.path.startswith(path)), None
        )
        for pk, area in areas.items()
    }


def _item(point: PatrolPoint, station: Area | None) -> dict:
    phone = (station.profile or {}).get("phone", "") if station else ""
    return {
        "name": point.name,
        "kind": point.get_kind_display(),
        "place": point.place,
        "station": station.name if station else "",
        "phone": str(phone) or "110",
        "qr": qr_svg(public_address(point), border=0),
    }
