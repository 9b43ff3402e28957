"""Venues, their inspections, and hazards at random on their way to being put right."""

from datetime import timedelta

from households.models import Hazard, Inspection, Unit, VenueKind
from households.workflow.inspections import HazardStatus, Severity
from station.working_days import local_date
from tests import factories as make
from tests.factories.clock import NOW, TODAY
from tests.metrics import History, add

DAY = timedelta(days=1)


def moment(chance):
    return NOW - chance.randint(0, 100 * 24) * timedelta(hours=1)


def day(chance):
    return TODAY + chance.randint(-80, 40) * DAY


def some_kind(chance):
    kinds = [*VenueKind.objects.order_by("pk")[:2], make.VenueKindFactory()]
    return chance.choice(kinds)


def unit(chance, area):
    return make.UnitFactory(address__area=area)


def venue(chance, row):
    return {
        "venue_kind": chance.choice([None, some_kind(chance), some_kind(chance)]),
        "inspection_due_on": chance.choice([None, day(chance), day(chance)]),
        "closed_on": chance.choice([None, None, None, TODAY]),
        "kind": chance.choice(["shop", "hotel", "school"]),
    }


def inspection(chance, area):
    return make.InspectionFactory(unit=unit(chance, area))


def found_faults(chance, row):
    faults = chance.choice([0, 2])
    at = moment(chance)
    return {
        "finished_at": at,
        "started_at": at,
        "fault_count": faults,
        "outcome": "faults" if faults else "passed",
    }


def hazard(chance, area):
    return make.HazardFactory(
        unit=unit(chance, area), severity=chance.choice(Severity.values)
    )


def life(chance, row):
    """Its unit has no other hazard; the office of a transferred one is left out."""
    statuses = [s for s in HazardStatus.values if s not in {"transferred", "answered"}]
    status, deadline_on = chance.choice([*statuses, "closed"]), day(chance)
    on_that_day = NOW + (deadline_on - TODAY) * 1
    closed_at = on_that_day + chance.randint(-60, 60) * timedelta(hours=1)
    is_closed = status == "closed"
    return {
        "status": status,
        "found_at": moment(chance),
        "deadline_on": deadline_on,
        "next_due_on": None if is_closed else day(chance),
        "reported_at": chance.choice(
            [None, on_that_day + chance.randint(-60, 60) * timedelta(hours=1)]
        ),
        "transfer_from_on": chance.choice([None, None, deadline_on]),
        "closed_at": closed_at if is_closed else None,
        "closed_by": row.found_by if is_closed else None,
    }


def is_venue(row):
    return row.closed_on is None and row.venue_kind_id is not None


def is_ours(row):
    return row.status in {"found", "notified", "reported", "unresolved"}


def put_right(row):
    if row.status != "closed" or row.transfer_from_on is not None:
        return False
    if row.reported_at and local_date(row.reported_at) <= row.deadline_on:
        return True
    return local_date(row.closed_at) <= row.deadline_on + DAY


add(
    History(Unit, unit, venue),
    venues__due=lambda row, at: is_venue(row),
    venues__never=lambda row, at: is_venue(row) and row.inspection_due_on is None,
)
add(
    History(Inspection, inspection, found_faults),
    inspections__made=lambda row, at: True,
    inspections__with_faults=lambda row, at: row.fault_count > 0,
)
add(
    History(Hazard, hazard, life),
    hazards__late=lambda row, at: is_ours(row) and row.next_due_on < TODAY,
    hazards__soon=lambda row, at: (
        is_ours(row) and TODAY <= row.next_due_on <= TODAY + 7 * DAY
    ),
    hazards__found=lambda row, at: True,
    hazards__open=lambda row, at: is_ours(row) or row.status == "transferred",
    hazards__to_rectify=lambda row, at: True,
    hazards__rectified=lambda row, at: put_right(row),
)
