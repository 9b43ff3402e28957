"""Finding fraud cases by their number, or by a victim's whole phone number."""

from collections.abc import Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from antifraud.models import FraudCase
from station import phones
from station.registry import SearchHit

MOST = 10
SHORTEST = 6  # of a number; less fits too many


def find(user, words: str) -> Iterator[SearchHit]:
    """A phone number finds only for those who may open it."""
    phone = phones.normalise(words)
    if phones.is_valid(phone):
        rows = FraudCase.objects.visible_to(user, "reveal")
        rows = rows.filter(phone_index=FraudCase.index_of_phone(phone))
        why = _("phone")
    elif len(words.strip()) >= SHORTEST:
        number = words.strip()
        rows = FraudCase.objects.visible_to(user)
        rows = rows.filter(Q(number__iexact=number) | Q(source_number=number))
        why = _("number")
    else:
        return
    for row in rows.for_list().order_by("-happened_at", "-pk")[:MOST]:
        yield SearchHit(
            title=str(row.scam_type),
            url=row.get_absolute_url(),
            kind_label=_("Fraud case"),
            icon="alert-triangle",
            detail=f"{row.number} · {row.area.name}",
            why=why,
        )
