"""Finding residents, households and units by what an officer remembers."""

from collections.abc import Iterable, Iterator

from django.db.models import Q
from django.utils.translation import gettext as _

from households.models import Household, Resident, Unit
from station import identity, names, phones
from station.registry import SearchHit

MOST = 10


def residents(user, words: str):
    """By name, pinyin, initials, the end of a phone, a whole phone or ID number.

    The rows, those living here first, and what they were found by.
    """
    visible = Resident.objects.visible_to(user).filter(merged_into__isnull=True)
    rows, why = _by_number(visible, words)
    if rows is None:
        tokens = names.query_tokens(words)
        why = _("name") if not words.isdigit() else _("end of the phone")
        rows = visible.filter(tokens__contains=tokens) if tokens else visible.none()
    rows = rows.select_related("household__address").defer("id_number", "phone", "note")
    return rows.order_by("left_on", "name_sort", "pk"), why


def people(user, words: str) -> Iterator[SearchHit]:
    """Residents as the search page shows them."""
    rows, why = residents(user, words)
    for row in rows[:MOST]:
        yield SearchHit(
            title=row.name,
            url=row.get_absolute_url(),
            kind_label=_("Resident"),
            icon="user",
            detail=_detail(row),
            why=why,
        )


def _by_number(visible, words: str):
    """Exactly by a whole number, through its index; None if this is none."""
    number = identity.normalise(words)
    if len(number) in {15, 18}:
        try:
            number = identity.parse(number).number
        except identity.IdentityError:
            return None, ""
        index = Resident.index_of_id_number(number)
        return visible.filter(id_number_index=index), _("ID number")
    phone = phones.normalise(words)
    if phones.is_valid(phone):
        index = Resident.index_of_phone(phone)
        return visible.filter(phone_index=index), _("phone")
    return None, ""


def _detail(row: Resident) -> str:
    where = row.household.address.text
    return f"{where} · {_('moved away')}" if row.left_on else where


def households(user, words: str) -> Iterable[SearchHit]:
    """By household number or address; people lead to theirs by themselves."""
    if _is_personal(words):
        return
    rows = Household.objects.visible_to(user).filter(
        Q(number__startswith=words) | Q(address__text__contains=words)
    )
    for row in rows.select_related("address").order_by("left_on", "pk")[:MOST]:
        yield SearchHit(
            title=row.head_name or row.number,
            url=row.get_absolute_url(),
            kind_label=_("Household"),
            icon="home",
            detail=f"{row.address.text} · {row.number}",
            why=_("number") if row.number.startswith(words) else _("address"),
        )


def units(user, words: str) -> Iterator[SearchHit]:
    """By name however it is typed, or by address."""
    if _is_personal(words):
        return
    tokens = names.query_tokens(words)
    condition = Q(address__text__contains=words)
    if tokens:
        condition |= Q(tokens__contains=tokens)
    rows = Unit.objects.visible_to(user).filter(condition)
    for row in rows.select_related("address").order_by("closed_on", "pk")[:MOST]:
        yield SearchHit(
            title=row.name,
            url=row.get_absolute_url(),
            kind_label=_("Unit"),
            icon="building-store",
            detail=row.address.text,
            why=row.get_kind_display(),
        )


def _is_personal(words: str) -> bool:
    """A whole phone or ID number is nobody's address."""
    number = identity.normalise(words)
    return len(number) == 18 or phones.is_mobile(phones.normalise(words))
