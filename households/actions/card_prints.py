"""What was printed of a card: kept, so that one can tell what no longer is so."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from households.card_truth import said_of
from households.models import CardPrint, ContactCard
from station.actions.events import record
from station.models import Post, User


@transaction.atomic
def note(
    *,
    card: ContactCard,
    kind: str,
    people: list[Post],
    by: User,
    at: datetime,
    sheets: int = 1,
) -> CardPrint:
    """A paper was made; the same one again on the same day is the same print."""
    said = said_of(people)
    today = CardPrint.objects.filter(
        card=card, kind=kind, printed_by=by, printed_at__date=timezone.localdate(at)
    )
    known = today.order_by("-pk").first()
    if known is not None and known.said == said:
        return known
    made = CardPrint.objects.create(
        card=card,
        area=card.area,
        kind=kind,
        sheets=sheets,
        said=said,
        printed_at=at,
        printed_by=by,
    )
    record(
        kind="card.printed", subject=card, by=by, at=at, changes={"kind": ["", kind]}
    )
    return made
