"""The ledger of outreach by workbook."""

from datetime import timedelta

import pytest

from antifraud.models import OutreachEvent
from antifraud.sheets import outreach as sheet
from station.sheet_kinds import RowRefused, SheetContext
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def context(village, wang):
    return SheetContext(owner=wang, area=village, today=TODAY)


@pytest.fixture
def values(village):
    return {
        "title": "开学第一课",
        "kind": "talk",
        "topic": "",
        "area": str(village.pk),
        "place": "大礼堂",
        "starts_at": NOW - timedelta(days=30),
        "ends_at": None,
        "expected": None,
        "reached": 300,
        "helpers": "",
        "result": "气氛热烈",
    }


def test_what_was_held_comes_in_written_up(values, context, wang):
    assert sheet.check_row(values, context).state == "new"

    sheet.commit_row(values, context, by=wang, at=NOW)

    event = OutreachEvent.objects.get()
    assert (event.status, event.reached, event.led_by) == ("done", 300, wang)


def test_what_is_ahead_is_only_planned(values, context, wang):
    ahead = {**values, "starts_at": NOW + timedelta(days=3), "reached": None}

    sheet.commit_row(ahead, context, by=wang, at=NOW)

    assert OutreachEvent.objects.get().is_planned


def test_sent_in_twice_changes_nothing(values, context, wang):
    states = [sheet.commit_row(values, context, by=wang, at=NOW) for _ in range(2)]

    assert states == ["new", "unchanged"]
    assert OutreachEvent.objects.count() == 1


@pytest.mark.parametrize(
    ("wrong", "column"),
    [
        ({"starts_at": NOW + timedelta(days=3)}, "reached"),
        ({"starts_at": NOW - timedelta(days=900)}, "starts_at"),
        ({"ends_at": NOW - timedelta(days=40)}, "ends_at"),
    ],
)
def test_names_the_column_at_fault(values, context, wang, wrong, column):
    with pytest.raises(RowRefused) as refused:
        sheet.commit_row({**values, **wrong}, context, by=wang, at=NOW)

    assert refused.value.column == column
    assert not OutreachEvent.objects.exists()


def test_all_rows_are_looked_up_at_once(values, context, wang):
    sheet.commit_row(values, context, by=wang, at=NOW)
    other = {**values, "place": "操场"}

    sheet.prepare([values, other], context)

    states = [sheet.check_row(row, context).state for row in (values, other)]
    assert states == ["unchanged", "new"]
