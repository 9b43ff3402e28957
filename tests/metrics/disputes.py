"""Disputes at random: reported, taken up, mediated, ended in all ways."""

from datetime import timedelta

from disputes.models import Dispute
from disputes.workflow import Outcome, Status
from disputes.workflow.intake import Tier, Track
from tests import factories as make
from tests.factories.clock import NOW
from tests.metrics import History, add

HOUR = timedelta(hours=1)
FIELDS = ("neighbour", "debt", "family")


def moment(chance):
    """Some time within four months before and one month after."""
    return NOW + chance.randint(-120 * 24, 30 * 24) * HOUR


def made(chance, area):
    home = make.HouseholdFactory(area=area, address__area=area)
    return make.DisputeFactory(household=home, due_at=moment(chance))


def change(chance, row):
    status = chance.choice(Status.values)
    ended = {"outcome": "", "ended_at": None, "ended_by": None}
    if status == Status.ENDED:
        ended = {
            "outcome": chance.choice(Outcome.values),
            "ended_at": moment(chance),
            "ended_by": row.reported_by_id,
        }
    return ended | {
        "status": status,
        "reported_at": moment(chance),
        "due_at": moment(chance),
        "taken_up_at": chance.choice([None, moment(chance)]),
        "mediated_at": chance.choice([None, moment(chance)]),
        "tier": chance.choice(Tier.values),
        "track": chance.choice(["", *Track.values]),
        "grade": chance.randint(1, 5),
        "field": chance.choice(FIELDS),
        "assigned_to": chance.choice([None, row.reported_by_id]),
        "mediator": chance.choice([None, _mediator(row)]),
    }


def _mediator(row):
    return make.MediatorFactory(area=row.area).pk


def is_open(row):
    return row.status != "ended"


def is_agreed(row):
    """An agreement stands, or the dispute ended with it."""
    return row.status == "settled" or row.outcome == "settled"


add(
    History(Dispute, made, change),
    disputes__reported=lambda row, at: True,
    disputes__taken_up=lambda row, at: row.taken_up_at is not None,
    disputes__finished=lambda row, at: row.mediated_at is not None,
    disputes__agreed=lambda row, at: row.mediated_at is not None and is_agreed(row),
    disputes__ended=lambda row, at: not is_open(row),
    disputes__open=lambda row, at: is_open(row),
    disputes__unassigned=lambda row, at: (
        is_open(row) and not row.assigned_to_id and not row.mediator_id
    ),
    disputes__late=lambda row, at: is_open(row) and row.due_at < at,
    disputes__soon=lambda row, at: (
        is_open(row) and at <= row.due_at < at + timedelta(days=7)
    ),
    disputes__with_officers=lambda row, at: is_open(row) and bool(row.assigned_to_id),
    disputes__with_mediators=lambda row, at: is_open(row) and bool(row.mediator_id),
)
