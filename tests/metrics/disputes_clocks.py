"""Limits of the law at random: running, standing still, kept, missed."""

from datetime import date, timedelta

from disputes.models import Clock
from disputes.workflow.law import ClockState
from tests import factories as make
from tests.factories.clock import TODAY
from tests.metrics import History, add

# Friday 20 November 2026: the third working day after it is a Wednesday.
THIRD = date(2026, 11, 25)


def made(chance, area):
    home = make.HouseholdFactory(area=area, address__area=area)
    return make.ClockFactory(
        dispute__household=home, started_on=TODAY - timedelta(days=90)
    )


def change(chance, row):
    state = chance.choice(ClockState.values)
    is_over = state not in {"running", "paused"}
    return {
        "state": state,
        "due_on": TODAY + timedelta(days=chance.randint(-30, 12)),
        "code": chance.choice(["case.limit", "ps.second", "people.month"]),
        "ended_on": TODAY if is_over else None,
    }


add(
    History(Clock, made, change),
    clocks__late=lambda row, at: row.state == "running" and row.due_on < TODAY,
    clocks__soon=lambda row, at: (
        row.state == "running" and TODAY <= row.due_on <= THIRD
    ),
    clocks__running=lambda row, at: row.state == "running",
    clocks__paused=lambda row, at: row.state == "paused",
)
