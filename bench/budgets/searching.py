"""The search by name, by a rare name of two characters, by phone and by address."""

from django.db.models import Q

from bench.budgets.asking import by_hand, in_turns
from bench.budgets.budget import Line, ms
from bench.county.register import RARE
from bench.search import ADDRESSES, NAMES
from households.models import Household, Resident
from station import policy
from station.models import User
from station.searching.engine import find

MOST = 8 / 0.9  # of the statement by hand, as where the budget was set


def measure(user: User, *, rounds: int) -> list[Line]:
    areas = list(policy.scope(user, "resident.view").area_ids)
    here = Resident.objects.filter(area_id__in=areas, left_on=None)
    often = here.order_by("-pk").values_list("name", flat=True)[0]
    rare = here.filter(name__in=RARE).values_list("name", flat=True).first() or RARE[0]
    tail = here.exclude(phone_masked="").order_by("-pk")[0].phone_masked[-4:]
    home = Household.objects.filter(area_id__in=areas).order_by("-pk")[0]
    door = home.address.text[-12:]
    asked = (
        (f"a name ({often})", often, "residents", NAMES, [often]),
        (f"a rare name ({rare})", rare, "residents", NAMES, [rare]),
        ("the end of a phone number", tail, "residents", NAMES, [tail]),
        ("an address", door, "households", ADDRESSES, f"%{door}%"),
    )
    return [
        _line(user, areas, rounds, f"search: {label}", words, kind, sql, value)
        for label, words, kind, sql, value in asked
    ]


def _line(user, areas, rounds, label, words, kind, sql, value) -> Line:
    def ours():
        user.__dict__.pop("_rights", None)
        return find(user, words, kinds=(kind,))

    found = in_turns(rounds, limit=by_hand(sql, areas, value), ours=ours)
    every = in_turns(5, every=lambda: find(user, words))["every"]
    stock = in_turns(3, stock=lambda: _stock(user, words, kind))["stock"]
    return Line(
        label,
        ms(found["limit"]),
        ms(found["ours"]),
        ms(stock) if stock else "–",
        f"{found['ours'] / found['limit']:.1f} × by hand, every kind {ms(every)}",
        f"≤ {MOST:.1f} × by hand",
        found["ours"] <= MOST * found["limit"],
    )


def _stock(user, words: str, kind: str) -> list:
    """As a first attempt does it: LIKE on the text."""
    if kind == "residents":
        like = Q(name__icontains=words) | Q(phone_masked__endswith=words)
        rows = Resident.objects.visible_to(user).filter(like).order_by("name_sort")
    else:
        rows = Household.objects.visible_to(user).order_by("head_sort")
        rows = rows.filter(address__text__icontains=words)
    return list(rows[:10])
