"""Households that come, move and leave; visits confirmed, drafted, met or not."""

from datetime import timedelta

from households.models import Household, HouseholdStanding, Purpose, Visit
from tests import factories as make
from tests.factories.clock import NOW, TODAY
from tests.metrics import History, add

DAY = timedelta(days=1)


def moment(chance):
    return NOW - chance.randint(-10 * 24, 120 * 24) * timedelta(hours=1)


def day(chance):
    return TODAY + chance.randint(-90, 40) * DAY


def lived_in(chance, area):
    return make.HouseholdFactory(area=area, address__area=area)


def moved(chance, row):
    """Some leave, some come back; where they live says the household alone."""
    return {"left_on": chance.choice([None, None, TODAY])}


def standing(chance, area):
    return lived_in(chance, area).standing


def stands(chance, row):
    Household.objects.filter(pk=row.pk).update(**moved(chance, row))
    return {
        "next_due_on": chance.choice([None, day(chance), day(chance), TODAY]),
        "last_visited_at": chance.choice([None, moment(chance)]),
        "card_handed_at": chance.choice([None, moment(chance)]),
    }


def visit(chance, area):
    return make.VisitFactory(
        household=lived_in(chance, area),
        purpose=chance.choice(Purpose.values),
        visited_at=moment(chance),
    )


def visited(chance, row):
    signed = {"state": "confirmed", "confirmed_by": row.visited_by, "confirmed_at": NOW}
    draft = {"state": "draft", "confirmed_by": None, "confirmed_at": None}
    return {
        "outcome": chance.choice(["met", "nobody_home", "declined"]),
        "visited_at": moment(chance),
        **chance.choice([signed, draft]),
    }


def lives_here(row):
    return row.household.left_on is None


add(
    History(Household, lived_in, moved, may_go=False),
    households__present=lambda row, at: row.left_on is None,
)
add(
    History(HouseholdStanding, standing, stands, may_go=False),
    households__due=lambda row, at: lives_here(row),
    households__met=lambda row, at: lives_here(row) and row.last_visited_at is not None,
    households__never=lambda row, at: lives_here(row) and row.last_visited_at is None,
)
add(
    History(Visit, visit, visited),
    visits__made=lambda row, at: row.state == "confirmed",
    visits__somebody_met=lambda row, at: (
        row.state == "confirmed" and row.outcome == "met"
    ),
    visits__drafts=lambda row, at: row.state == "draft",
)
