"""Door plates, prints, boards and the directory, as a station has them half way."""

from datetime import datetime, timedelta
from random import Random

from django.utils import timezone

from households.actions import (
    boards,
    card_prints,
    door_plates,
    online_services,
    plate_batches,
)
from households.charge import charge_of
from households.models import (
    Address,
    Board,
    ContactCard,
    DoorPlate,
    PlateBatch,
    PlateSize,
)
from households.workflow import CardStatus
from station.models import Area, Job

SHOWN = "620724108204"
MOST = 120  # doors of a village that got their plate
WALLS = ("村委会外墙", "便民服务点门口", "文化广场宣传栏")
STAIRS = ("1号楼1单元", "2号楼1单元")
HOUSE_PLATE = "户门牌"


def make(*, chance: Random, at: datetime, scale: float) -> str:
    """The stations' directories, then village by village; says what was made."""
    size = _size()
    cards = ContactCard.objects.filter(
        status=CardStatus.ACTIVE, area__kind=Area.Kind.COMMUNITY
    )
    adopted = set()
    rows = list(cards.select_related("area", "issued_by").order_by("area__path"))
    for number, card in enumerate(rows):
        _directory(card, adopted, at=at)
        _papers(card, chance, number, at=at)
        if card.area.code == SHOWN or number % 3 == 0:
            _plates(card, size, chance, at=at)
    return f"{DoorPlate.objects.count()} plates, {Board.objects.count()} boards"


def _size() -> PlateSize:
    size, _is_new = PlateSize.objects.get_or_create(
        name=HOUSE_PLATE, defaults={"width_mm": 150, "height_mm": 90}
    )
    return size


def _directory(card, adopted: set, *, at) -> None:
    """The station's list of online services, once a station."""
    above = Area.objects.above(card.area).filter(kind=Area.Kind.STATION)
    for station in above:
        if station.pk not in adopted:
            online_services.adopt_common(area=station, by=card.issued_by, at=at)
            adopted.add(station.pk)


def _papers(card, chance: Random, number: int, *, at: datetime) -> None:
    """Cards and boards were printed; here and there the officer changed since."""
    then = at - timedelta(days=chance.randint(20, 110))
    people = charge_of(card.area, on=timezone.localdate(at)).faces[:2]
    for kind in ("cards", "board-a3", "stairwell"):
        made = card_prints.note(
            card=card, kind=kind, people=people, by=card.issued_by, at=then
        )
        if number % 7 == 3 and made.said:
            made.said[0]["phone"] = "13900000000"
            made.save(update_fields=["said"])
    day = timezone.localdate(then)
    for kind, places in (("wall", WALLS), ("stairwell", STAIRS)):
        for place in places[: chance.randint(0, len(places))]:
            boards.put_up(
                area=card.area,
                kind=kind,
                place=place,
                on=day,
                by=card.issued_by,
                at=then,
            )


def _plates(card, size: PlateSize, chance: Random, *, at: datetime) -> None:
    """Most doors have a plate, many of them up, one was lost and replaced."""
    then = at - timedelta(days=40)
    rows = Address.objects.filter(area__in=Area.objects.below(card.area))
    doors = list(rows.order_by("pk")[:MOST])
    if not doors:
        return
    batch = plate_batches.order(
        area=card.area,
        size=size,
        choice=PlateBatch.Choice.CHOSEN,
        addresses=doors,
        by=card.issued_by,
        at=then,
    )
    plate_batches.make_codes(batch=batch, at=then, progress=lambda done: None)
    Job.objects.filter(pk=batch.job_id).update(
        state="done", done=batch.job.total, finished_at=then, purged_at=at
    )
    plate_batches.note_ready(batch=batch, at=then)
    if chance.random() < 0.8:
        plate_batches.note_printed(
            batch=batch, by=card.issued_by, at=then + timedelta(days=5)
        )
        _put_up(batch, chance, by=card.issued_by, at=then + timedelta(days=12))


def _put_up(batch: PlateBatch, chance: Random, *, by, at: datetime) -> None:
    plates = plate_batches.plates_of(batch)
    chosen = [pk for pk in plates.values_list("pk", flat=True) if chance.random() < 0.7]
    door_plates.note_all_mounted(
        plates=DoorPlate.objects.filter(pk__in=chosen),
        on=timezone.localdate(at),
        by=by,
        at=at,
    )
    lost = DoorPlate.objects.filter(pk__in=chosen[:2])
    for plate, kind in zip(lost, ("lost", "damaged"), strict=False):
        door_plates.replace(plate=plate, kind=kind, by=by, at=at + timedelta(days=6))
    for plate in DoorPlate.objects.filter(pk__in=chosen[2:3]):
        door_plates.revoke(
            plate=plate, kind="demolished", by=by, at=at + timedelta(days=8)
        )
