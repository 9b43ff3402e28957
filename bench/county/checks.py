"""Is the county what it should be? Asked of the product itself."""

from random import Random

from django.db.models import Max
from django.test import Client

from disputes.models import Dispute, DisputeParty
from households.models import Household, Resident, Visit
from station.actions import rollups
from station.models import User
from station.roles import Role
from station.searching.engine import find

DRAWN = 20


class NotSound(AssertionError):
    """The county does not hold together."""


def check(*, chance: Random) -> dict[str, int]:
    """Rollups, sealed words, pages and the search; gives how many rows there are."""
    found = rollups.differences()
    _hold(not found, f"rollups differ: {found[:3]}")
    for row in _some(Resident, chance):
        _hold(row.id_number and row.id_number[0] == "6", "an ID number does not open")
        _hold(not row.phone or row.phone[-4:] in row.tokens, "a phone does not open")
    for row in _some(Dispute, chance):
        _hold(row.summary and row.parties.count() == 2, "a dispute is not whole")
    _pages()
    models = (Household, Resident, Visit, Dispute, DisputeParty)
    return {model._meta.model_name: model.objects.count() for model in models}


def _some(model, chance: Random):
    """A few rows from anywhere."""
    last = model.objects.aggregate(last=Max("pk"))["last"]
    keys = [last - chance.randrange(last // 20 + 1) for _n in range(DRAWN)]
    return list(model.objects.filter(pk__in=keys))


def _pages() -> None:
    """The last household, its visit and its dispute open, and its head is found."""
    home = Household.objects.filter(left_on=None).order_by("-pk")[0]
    client = Client(headers={"host": "127.0.0.1"})
    person = User.objects.get(posts__role=Role.STATION_CHIEF, posts__area=home.station)
    client.force_login(person)
    rows = [home, Dispute.objects.filter(area__path__startswith=home.station.path)[0]]
    for row in rows:
        answer = client.get(row.get_absolute_url())
        _hold(answer.status_code == 200, f"{row.get_absolute_url()} does not open")
    head = home.residents.all()[0]
    found = find(person, head.name, kinds=("residents",))
    _hold(found.count > 0, "the search finds nobody")


def _hold(holds, why: str) -> None:
    if not holds:
        raise NotSound(why)
