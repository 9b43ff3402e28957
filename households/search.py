"""Finding residents, households and units by what an officer remembers."""

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from households.models import Address, Household, Resident, Unit
from station.pairs import holding
from station.searching.asked import Asked
from station.searching.source import SearchSource
from station.searching.ways import (
    THING,
    Elsewhere,
    IdNumber,
    Named,
    Numbered,
    Phone,
    PhoneEnd,
)

FEW = 200  # addresses that are named one by one


def at_address(asked: Asked) -> Q | None:
    """Whatever stands at an address with these words in it.

    Where such addresses are few they are looked up once for all kinds.
    """
    fitting = Address.objects.filter(holding(asked.words, "text")).values("pk")
    if asked.is_patient:
        return Q(address__in=fitting)
    rows = fitting.values_list("pk", flat=True)[: FEW + 1]
    found = asked.once("addresses", lambda: list(rows))
    if len(found) > FEW:
        return Q(address__in=fitting)
    return Q(address__any_of=found) if found else None


def _where(row: Resident) -> str:
    where = row.household.address.text
    return f"{where} · {_('moved away')}" if row.left_on else where


def _living(rows):
    rows = rows.select_related("household__address")
    return rows.defer("id_number", "phone", "note")


RESIDENTS = SearchSource(
    key="residents",
    label=_("Resident"),
    icon="user",
    model=Resident,
    ways=(
        Named(tokens="tokens", spoken="name_sort"),
        PhoneEnd(),
        Phone(index_of=Resident.index_of_phone),
        IdNumber(index_of=Resident.index_of_id_number),
    ),
    title=lambda row: row.name,
    detail=_where,
    prepare=_living,
    narrow=lambda rows: rows.filter(merged_into__isnull=True),
    order=("left_on", "name_sort", "pk"),
    list_key="households.resident",
    place=10,
)
HOUSEHOLDS = SearchSource(
    key="households",
    label=_("Household"),
    icon="home",
    model=Household,
    ways=(Numbered(), Elsewhere("address__text", _("address"), rows=at_address)),
    title=lambda row: row.head_name or row.number,
    detail=lambda row: f"{row.address.text} · {row.number}",
    prepare=lambda rows: rows.select_related("address"),
    order=("left_on", "pk"),
    list_key="households.household",
    place=20,
)
UNITS = SearchSource(
    key="units",
    label=_("Unit"),
    icon="building-store",
    model=Unit,
    ways=(
        Named(label=THING, tokens="tokens", spoken="name_sort"),
        Numbered("credit_code", _("credit code")),
        Elsewhere("address__text", _("address"), rows=at_address),
    ),
    title=lambda row: row.name,
    detail=lambda row: f"{row.get_kind_display()} · {row.address.text}",
    prepare=lambda rows: rows.select_related("address").defer("contact_phone"),
    order=("closed_on", "name_sort", "pk"),
    list_key="households.unit",
    place=30,
)


def residents(user, words: str):
    """Those found so, those living here first, for a form that picks one of them."""
    rows = RESIDENTS.rows(user).filter(RESIDENTS.matching(words))
    return _living(rows).order_by("left_on", "name_sort", "pk")
