"""The list of cared-for people by workbook."""

from datetime import date

import pytest

from households.models import CarePlan, Resident
from households.sheets import care
from station.sheet_kinds import RowRefused, SheetContext
from tests import factories as make
from tests.factories import NOW, TODAY

NUMBER = "34052419800101001X"


@pytest.fixture
def person(village) -> Resident:
    household = make.HouseholdFactory(community=village)
    found = make.ResidentFactory(household=household, name="张大爷")
    found.write_id_number(NUMBER)
    found.save()
    return found


@pytest.fixture
def context(wang, village):
    return SheetContext(owner=wang, area=village.parent.parent, today=TODAY)


def row(**more) -> dict:
    given = {"name": "张大爷", "id_number": NUMBER, "kinds": "独居老人、残疾人"}
    return {"cycle_days": None, "carer": "", "watch_for": "", **given, **more}


def commit(context, **more) -> str:
    return care.commit_row(row(**more), context, by=context.owner, at=NOW)


class TestRow:
    def test_makes_a_plan_once(self, person, context, wang):
        assert care.check_row(row(), context).state == "new"
        assert [commit(context), commit(context)] == ["new", "unchanged"]

        made = CarePlan.objects.get()
        assert made.kinds == ["disabled", "elderly_alone"]
        assert made.carer == wang

    def test_shows_what_changes_and_keeps_the_rest(self, person, context):
        commit(context, watch_for="煤炉")

        plan = care.check_row(row(cycle_days=9), context)

        assert plan.state == "changed"
        assert [after for _label, _before, after in plan.changes] == ["9"]
        commit(context, cycle_days=9)
        assert CarePlan.objects.get().watch_for == "煤炉"

    @pytest.mark.parametrize(
        ("given", "column"),
        [
            ({"id_number": "11010519491231002X"}, "id_number"),
            ({"name": "李大爷"}, "name"),
            ({"kinds": "外星人"}, "kinds"),
            ({"carer": "没有这个人"}, "carer"),
        ],
    )
    def test_refusals(self, person, context, given, column):
        with pytest.raises(RowRefused) as refused:
            care.check_row(row(**given), context)

        assert refused.value.column == column

    def test_a_child_needs_the_consent_first(self, person, context):
        Resident.objects.update(birth_date=date(2020, 1, 1))

        with pytest.raises(RowRefused, match=r"14|十四"):
            care.check_row(row(), context)

    def test_somebody_of_another_village_is_not_there(self, person, context):
        stranger = make.officer()

        with pytest.raises(RowRefused):
            care.check_row(row(), SheetContext(stranger, context.area, TODAY))
