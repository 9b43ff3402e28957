"""People, units and doors that come and go; cards and plates."""

from households.models import Address, DoorPlate, Resident
from tests import factories as make
from tests.factories.clock import NOW, TODAY
from tests.metrics import PLAIN, History, add


def resident(chance, area):
    return make.ResidentFactory(household__address__area=area)


def person(chance, row):
    return {
        "residence_kind": chance.choice(["permanent", "migrant", "lodger"]),
        "left_on": chance.choice([None, None, TODAY]),
        "care_kinds": chance.choice([[], [], ["disabled"]]),
    }


def door(chance, area):
    return make.AddressFactory(area=area)


def renamed(chance, row):
    return {"group_name": chance.choice(["一社", "二社"])}


def plate(chance, area):
    return make.PlateFactory(address__area=area)


def put_up(chance, row):
    by = row.issued_by
    ended = {"status": "revoked", "ended_at": NOW, "ended_by": by}
    valid = {"status": "active", "ended_at": None, "ended_by": None}
    mounted = {"mounted_on": TODAY, "mounted_by": by}
    loose = {"mounted_on": None, "mounted_by": None}
    return {**chance.choice([ended, valid, valid]), **chance.choice([mounted, loose])}


def lives_here(row):
    return row.left_on is None and row.merged_into_id is None


def is_here(standing):
    return standing.household.left_on is None


add(
    History(Resident, resident, person),
    residents__present=lambda row, at: lives_here(row),
    residents__cared_for=lambda row, at: lives_here(row) and bool(row.care_kinds),
)
add(History(Address, door, renamed), doors__all=lambda row, at: True)
add(
    History(DoorPlate, plate, put_up),
    doors__with_plate=lambda row, at: row.status == "active" and bool(row.mounted_on),
)
# Of histories that stand elsewhere: venues, standings of households.
PLAIN["units.present"] = lambda row, at: row.closed_on is None
PLAIN["households.with_card"] = lambda row, at: (
    is_here(row) and row.card_handed_at is not None
)
PLAIN["households.handed"] = lambda row, at: is_here(row)
