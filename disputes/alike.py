"""Which disputes a new one resembles: the same people, the same door, the same spot."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from disputes.models import Dispute, DisputeParty
from disputes.workflow import Outcome
from households.models import Household, Resident
from station import names, phones
from station.models import Area

YEAR = timedelta(days=365)
MOST_PARTIES = 200  # matched by a name that many bear
MOST = 8
_SIGNS = re.compile(r"[\W_]+")
SAME_PERSON = _("same person")
SAME_PHONE = _("same phone")
SAME_NAME = _("same name")
SAME_HOUSEHOLD = _("same household")
SAME_PLACE = _("same place")


@dataclass(frozen=True)
class Clues:
    """What is known of a dispute while it is being written down."""

    area: Area
    names: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    residents: frozenset[int] = frozenset()
    place: str = ""
    household: Household | None = None
    but: int | None = None  # the dispute itself, once it is on file

    def __bool__(self):
        return bool(
            self.names or self.phones or self.residents or self.key or self.household
        )

    @property
    def key(self) -> str:
        return place_key(self.place)


@dataclass(frozen=True)
class Alike:
    """A dispute that resembles, and by what."""

    dispute: Dispute
    why: tuple[Promise, ...]
    is_sure: bool  # more than a name that somebody else may bear


def place_key(place: str) -> str:
    """A place however it is spaced and punctuated."""
    return _SIGNS.sub("", unicodedata.normalize("NFKC", place)).lower()[:120]


def clues(
    area: Area, people: Iterable[tuple[str, str]], *, place: str = "", **more
) -> Clues:
    """From names and telephone numbers as they were typed."""
    pairs = list(people)
    numbers = {phones.normalise(number) for _name, number in pairs}
    called = {names.normalise(name) for name, _number in pairs}
    return Clues(
        area=area,
        names=frozenset(called - {""}),
        phones=frozenset(n for n in numbers if phones.is_valid(n)),
        place=place,
        **more,
    )


def clues_of(dispute: Dispute) -> Clues:
    """What is known of one that is on file."""
    parties = list(dispute.parties.values_list("name", "phone_index", "resident_id"))
    return Clues(
        area=dispute.area,
        names=frozenset(name for name, _index, _resident in parties),
        phones=frozenset(
            index.hex() for _name, index, _resident in parties if index is not None
        ),
        residents=frozenset(pk for _name, _index, pk in parties if pk),
        place=dispute.place,
        household=dispute.household,
        but=dispute.pk,
    )


def found(clues: Clues, rows: QuerySet, *, since: datetime) -> list[Alike]:
    """The newest that resemble, among these rows; open ones and those of the year."""
    if not clues:
        return []
    by_party = _by_party(clues)
    condition = Q(pk__in=by_party)
    if clues.household is not None:
        condition |= Q(household=clues.household)
    if clues.key:
        condition |= Q(area=clues.area, place_key=clues.key)
    rows = rows.filter(condition, reported_at__gte=since).exclude(pk=clues.but)
    rows = rows.exclude(outcome=Outcome.NO_DISPUTE).defer("summary", "result")
    newest = rows.select_related("area", "assigned_to").order_by("-reported_at", "-pk")
    return [_alike(row, clues, by_party) for row in newest]


def times(clues: Clues, *, at: datetime, station: Area) -> int:
    """The how-manieth time in twelve months it is, by what is sure."""
    rows = Dispute.objects.filter(area__path__startswith=station.path)
    earlier = found(clues, rows.filter(reported_at__lt=at), since=at - YEAR)
    return 1 + sum(1 for row in earlier if row.is_sure)


def _by_party(clues: Clues) -> dict[int, set]:
    """Disputes by what their parties have in common with the clues."""
    indexes = _indexes(clues)
    condition = Q(name__in=clues.names) | Q(phone_index__in=list(indexes))
    condition |= Q(resident__in=clues.residents)
    rows = DisputeParty.objects.filter(condition).order_by("-pk")
    reasons = defaultdict(set)
    for dispute, name, index, resident in rows.values_list(
        "dispute_id", "name", "phone_index", "resident_id"
    )[:MOST_PARTIES]:
        if resident in clues.residents and resident is not None:
            reasons[dispute].add(SAME_PERSON)
        elif index is not None and bytes(index) in indexes:
            reasons[dispute].add(SAME_PHONE)
        elif name in clues.names:
            reasons[dispute].add(SAME_NAME)
    return reasons


def _indexes(clues: Clues) -> set[bytes]:
    return {
        bytes.fromhex(text) if len(text) == 64 else Resident.index_of_phone(text)
        for text in clues.phones
    }


def _alike(row: Dispute, clues: Clues, by_party: dict[int, set]) -> Alike:
    why = set(by_party.get(row.pk, ()))
    if clues.household is not None and row.household_id == clues.household.pk:
        why.add(SAME_HOUSEHOLD)
    if clues.key and row.area_id == clues.area.pk and row.place_key == clues.key:
        why.add(SAME_PLACE)
    is_sure = bool(why & {SAME_PERSON, SAME_PHONE, SAME_HOUSEHOLD, SAME_PLACE}) or (
        SAME_NAME in why and row.area_id == clues.area.pk
    )
    order = (SAME_PERSON, SAME_PHONE, SAME_NAME, SAME_HOUSEHOLD, SAME_PLACE)
    return Alike(row, tuple(word for word in order if word in why), is_sure)
