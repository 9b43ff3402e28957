"""What stands behind a QR code: a contact card, or the plate of a door."""

from dataclasses import dataclass

from households.models import ContactCard, DoorPlate
from households.workflow import CardStatus
from station import crypto
from station.models import Area


@dataclass(frozen=True)
class Code:
    """A code that was given out, and the place it speaks for.

    ``card`` is the nearest valid card where a plate was scanned, or None.
    """

    area: Area
    status: str
    card: ContactCard | None = None
    plate: DoorPlate | None = None

    @property
    def key(self) -> str:
        """What limits and stamps count it by."""
        return f"plate:{self.plate.pk}" if self.plate else str(self.card.pk)

    @property
    def is_valid(self) -> bool:
        return self.status == CardStatus.ACTIVE


def code_of(token: str) -> Code | None:
    """The card or plate with this code, whatever became of it."""
    wanted = crypto.fingerprint(token)
    card = ContactCard.objects.select_related("area").filter(token_hash=wanted).first()
    if card is not None:
        return Code(card.area, card.status, card=card)
    plates = DoorPlate.objects.select_related("area", "address")
    plate = plates.filter(token_hash=wanted).first()
    if plate is None:
        return None
    return Code(plate.area, plate.status, card=nearest_card(plate.area), plate=plate)


def nearest_card(area: Area) -> ContactCard | None:
    """The valid card of the grid, else of the village, else of the station."""
    valid = ContactCard.objects.filter(
        status=CardStatus.ACTIVE, area__in=Area.objects.above(area)
    )
    return valid.select_related("area").order_by("-area__path").first()
