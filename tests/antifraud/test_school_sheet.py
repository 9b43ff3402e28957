"""The attendance of sessions by workbook."""

import pytest

from antifraud.sheets.attendance import check_row, commit_row
from station.sheet_kinds import RowRefused, SheetContext
from tests import factories as make
from tests.factories import NOW, TODAY

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(village):
    return make.CourseSessionFactory(area=village)


@pytest.fixture
def context(wang, village):
    return SheetContext(owner=wang, area=village.parent.parent, today=TODAY)


def row(session, name="张晓", **more) -> dict:
    empty = {"phone": "13812345678", "age_group": None, "guardian": None}
    return {"session": session.number, "name": name, **empty, **more}


class TestWorkbook:
    def test_puts_on_the_list_and_a_repeat_changes_nothing(
        self, session, context, wang
    ):
        states = [commit_row(row(session), context, by=wang, at=NOW) for _ in range(2)]

        assert states == ["new", "unchanged"]
        assert session.attendees.get().way == "list"

    def test_ticks_off_who_was_invited(self, session, context, wang):
        make.AttendeeFactory(session=session, name="张晓", phone_tail="5678")

        assert commit_row(row(session), context, by=wang, at=NOW) == "changed"
        assert session.attendees.get().is_there

    def test_refuses_a_child_without_a_guardian(self, session, context):
        with pytest.raises(RowRefused) as refusal:
            check_row(row(session, age_group="child"), context)

        assert refusal.value.column == "guardian"

    def test_refuses_a_session_of_others(self, context):
        with pytest.raises(RowRefused) as refusal:
            check_row(row(make.CourseSessionFactory()), context)

        assert refusal.value.column == "session"
