"""The printable plates: as many as a batch has, in the size it was ordered in."""

from collections.abc import Callable, Iterable
from unicodedata import east_asian_width

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from households.models import DoorPlate, PlateBatch, PlateSize
from households.papers.cards import compile_document, qr_svg
from station.models import Area

SAID_EVERY = 100
NARROW = 0.62  # of a full-width character


def public_address(plate: DoorPlate) -> str:
    """What the QR holds: our own address and the code, nothing about anybody."""
    return f"{settings.PUBLIC_URL}{reverse('public:plate', args=[plate.token])}"


def render(
    batch: PlateBatch,
    plates: Iterable[DoorPlate],
    *,
    progress: Callable[[int], None] = lambda done: None,
) -> bytes:
    """The plates of a batch as one PDF, in the order of the way."""
    items = []
    for done, plate in enumerate(plates, start=1):
        items.append(_item(plate))
        if done % SAID_EVERY == 0:
            progress(done)
    with translation.override(settings.LANGUAGE_CODE):
        data = _data(batch.area, batch.size, batch.number)
    return compile_document("door_plates", data | {"plates": items})


def plates_to_print(batch: PlateBatch) -> Iterable[DoorPlate]:
    """Those still valid, a thousand at a time, in the order of the way."""
    prints = batch.prints.filter(plate__status="active").order_by("position")
    rows = prints.select_related("plate__address__community")
    return (row.plate for row in rows.iterator(chunk_size=1000))


def _data(area: Area, size: PlateSize, number: str) -> dict:
    above = Area.objects.above(area).filter(kind=Area.Kind.STATION)
    station = above.order_by("-path").first()
    name = station.name if station else ""
    return {
        "number": number,
        "width": size.width_mm,
        "height": size.height_mm,
        "on_sheets": size.is_on_sheets,
        "station": name,
        "station_ems": _ems(name),
        "phone": str((station.profile or {}).get("phone", "") if station else "")
        or "110",
        "words": {
            "title": _("Door plates"),
            "phone": _("24-hour phone"),
            "scan": _("Scan to reach the officer in charge"),
            "scan_short": _("Scan to reach the police"),
        },
    }


def _item(plate: DoorPlate) -> dict:
    street, door = words_on(plate)
    return {
        "street": street,
        "street_ems": _ems(street),
        "door": door,
        "door_ems": _ems(door),
        "number": plate.number,
        "qr": qr_svg(public_address(plate), border=0, mask=2),
    }


def words_on(plate: DoorPlate) -> tuple[str, str]:
    """The village with its group or street, and the number, as they hang there."""
    address = plate.address
    community = address.community.short_name or address.community.name
    return f"{community}{address.group_name}", address.door


def _ems(text: str) -> float:
    """How wide a text is, in ems."""
    return sum(1 if east_asian_width(each) in "WF" else NARROW for each in text)
