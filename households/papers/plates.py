"""The printable plates: as many as a batch has, in the size it was ordered in."""

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from unicodedata import east_asian_width

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from households.models import DoorPlate, PlateBatch, PlateSize
from households.papers.cards import qr_svg
from households.papers.joining import joined
from station.documents import compile_document
from station.models import Area

PART = 25  # plates laid out in one go
SHEET = (200, 287)  # millimetres of A4 that plates are cut from
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
    with translation.override(settings.LANGUAGE_CODE):
        data = _data(batch.area, batch.size, batch.number)
    return joined(_parts(data, iter(plates), each=_each(batch.size), progress=progress))


def _parts(
    data: dict,
    plates: Iterator[DoorPlate],
    *,
    each: int,
    progress: Callable[[int], None],
) -> Iterator[bytes]:
    """Some plates after the other, each part told when it is drawn."""
    done = 0
    while True:
        items = [_item(plate) for plate in islice(plates, each)]
        if done and not items:
            return
        part = data | {"plates": items}
        yield compile_document("door_plates", part, tagged=False)
        done += len(items)
        progress(done)
        if len(items) < each:
            return


def _each(size: PlateSize) -> int:
    """How many plates are laid out in one go; cut from sheets, whole sheets of them."""
    if not size.is_on_sheets:
        return PART
    on_sheet = (SHEET[0] // size.width_mm) * (SHEET[1] // size.height_mm)
    return on_sheet * max(1, PART // on_sheet)


def plates_to_print(batch: PlateBatch) -> Iterable[DoorPlate]:
    """Those still valid, some at a time, in the order of the way."""
    prints = batch.prints.filter(plate__status="active").order_by("position")
    rows = prints.select_related("plate__address__community")
    return (row.plate for row in rows.iterator(chunk_size=200))


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
