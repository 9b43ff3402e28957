"""Comparing a workbook with the register, and writing it."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from households.importing.commit import lock_register, write_plan
from households.importing.examine import examine, read_tables, station_of
from households.models import (
    Address,
    FollowUp,
    Household,
    HouseholdStanding,
    Housing,
    MatchSuggestion,
    Resident,
)
from station.models import Area, Event
from tests import workbooks
from tests.factories import NOW, TODAY, FollowUpFactory, officer
from tests.workbooks import id_number, person

pytestmark = pytest.mark.django_db

CHILD = {"姓名": "武小明", "与户主关系": "子", "性别": "男"}
CHILD |= {"公民身份号码": id_number(date(2010, 5, 1), 31), "出生日期": "2010-05-01"}


@pytest.fixture
def bring(tmp_path, luocheng):
    """Import rows as a workbook; returns what was examined."""

    def run(*rows: dict, covers=lambda _area: True, sees=None, dry: bool = False):
        path = workbooks.write(tmp_path / "register.xlsx", list(rows))
        tables, notes = read_tables(path)
        with transaction.atomic():
            lock_register(luocheng)
            examined = examine(
                tables,
                station=luocheng,
                today=TODAY,
                covers=covers,
                sees=sees or covers,
                notes=notes,
            )
            if not dry:
                write_plan(examined.plan, by=None, at=NOW)
        return examined

    return run


def counts(examined) -> tuple[int, int, int]:
    plan = examined.plan
    return len(plan.new), len(plan.changed), plan.unchanged


def codes(examined) -> list[tuple[int, str, str]]:
    return [(f.row, f.code, f.result) for f in examined.findings]


class TestNewPeople:
    def test_are_written_with_door_household_and_dwelling(self, bring, tiancheng):
        bring(person(), person(**CHILD))

        household = Household.objects.get()
        assert household.number == "108000001"
        assert household.head_name == "武晓宇"
        assert household.head_sort == "wu xiao yu"
        assert household.area == tiancheng
        assert household.standing.resident_count == 2
        assert household.address.text == "天城村二社16号"
        assert household.address.housing.tenure == "owned"

    def test_are_sealed_masked_and_found(self, bring):
        bring(person(备注="长期在外"))

        resident = Resident.objects.get()
        assert resident.id_number == id_number()
        assert resident.phone == "13200009755"
        assert resident.note == "长期在外"
        assert resident.id_number_masked == "6****************1"
        assert resident.phone_masked == "132****9755"
        assert {"武晓宇", "wxy", "9755"} <= set(resident.tokens)
        index = Resident.index_of_id_number(id_number())
        assert Resident.objects.get(id_number_index=index) == resident

    def test_leave_no_number_readable_in_the_table(self, bring, django_db_blocker):
        bring(person())

        from django.db import connection

        with connection.cursor() as cursor:
            cursor.execute("SELECT r::text FROM households_resident r")
            text = cursor.fetchone()[0]
        assert id_number() not in text
        assert "13200009755" not in text

    def test_have_an_event_as_if_entered_by_hand(self, bring):
        bring(person())

        kinds = Event.objects.values_list("kind", flat=True).order_by("kind")
        assert list(kinds) == ["household.imported", "resident.imported"]
        household = Household.objects.get()
        assert Event.objects.about(household).count() == 2

    def test_without_a_head_give_the_household_a_name(self, bring):
        bring(person(与户主关系="女"))

        assert Household.objects.get().head_name == "武晓宇"

    def test_find_the_grid_of_a_known_door(self, bring, tiancheng):
        grid = Area.objects.create(
            parent=tiancheng,
            kind="grid",
            name="一网格",
            path=tiancheng.path + "00000001",
        )
        Address.objects.create(
            community=tiancheng, area=grid, group_name="二社", door="16号", text="x"
        )
        bring(person())

        assert Household.objects.get().area == grid
        assert Resident.objects.get().area == grid


class TestSecondImport:
    def test_changes_nothing(self, bring):
        rows = [person(), person(**CHILD), person(手机号码="1390000")]
        bring(*rows[:2])
        before = list(Resident.objects.order_by("pk").values())

        again = bring(*rows[:2])

        assert counts(again) == (0, 0, 2)
        assert list(Resident.objects.order_by("pk").values()) == before
        assert Address.objects.count() == Housing.objects.count() == 1

    def test_never_erases_with_an_empty_cell(self, bring):
        bring(person(备注="长期在外", 重点关爱类别="独居老人", 居住类型="流动"))

        again = bring(
            person(手机号码="", 民族="", 居住类型="", 与户主关系="", 房屋性质="")
        )

        assert counts(again) == (0, 0, 1)
        resident = Resident.objects.get()
        assert resident.phone == "13200009755"
        assert resident.care_kinds == ["elderly_alone"]

    def test_changes_field_by_field(self, bring):
        bring(person())

        again = bring(person(手机号码="13900001111", 房屋性质="出租", 从业单位="粮站"))

        assert counts(again) == (0, 1, 0)
        assert again.plan.changed[0].changes == [
            ("tenure", "owned", "rented"),
            ("employer", "", "粮站"),
            ("phone", "132****9755", "139****1111"),
        ]
        resident = Resident.objects.get()
        assert (resident.phone, resident.employer) == ("13900001111", "粮站")
        assert resident.version == 2
        assert "1111" in resident.tokens
        assert "9755" not in resident.tokens
        assert Housing.objects.get().tenure == "rented"

    def test_keeps_the_seal_of_what_did_not_change(self, bring):
        bring(person(备注="长期在外"))
        bring(person(从业单位="粮站"))

        resident = Resident.objects.get()
        assert (resident.id_number, resident.note) == (id_number(), "长期在外")

    def test_event_names_the_fields_and_no_personal_value(self, bring):
        bring(person())
        bring(person(手机号码="13900001111"))

        event = Event.objects.get(kind="resident.changed")
        assert event.changes == {"phone": None}


class TestHead:
    def test_may_change_places_with_another(self, bring):
        bring(person(), person(**CHILD))

        again = bring(
            person(与户主关系="母亲"), person(**CHILD | {"与户主关系": "户主"})
        )

        assert counts(again) == (0, 2, 0)
        relations = dict(Resident.objects.values_list("name", "relation"))
        assert relations == {"武晓宇": "mother", "武小明": "head"}
        assert Household.objects.get().head_name == "武小明"

    def test_that_is_not_in_the_workbook_gives_way_with_a_warning(self, bring):
        bring(person())

        again = bring(person(**CHILD | {"与户主关系": "户主"}))

        assert codes(again) == [(4, "head_replaced", "warned")]
        relations = dict(Resident.objects.values_list("name", "relation"))
        assert relations == {"武晓宇": "other", "武小明": "head"}
        assert codes(bring(person(**CHILD | {"与户主关系": "户主"}))) == []


class TestHousehold:
    def test_at_another_door_moves_with_everybody_in_it(self, bring):
        bring(person(), person(**CHILD))
        FollowUpFactory(household=Household.objects.get())

        again = bring(person(**{"村(社区)": "红山村", "门牌号": "7号"}))

        assert again.plan.changed[0].changes[0][:2] == ("address", "天城村二社16号")
        household = Household.objects.get()
        assert household.address.text == "红山村二社7号"
        areas = {household.area, *(r.area for r in Resident.objects.all())}
        assert areas == {Area.objects.get(short_name="红山村")}
        assert FollowUp.objects.get().area == household.area

    def test_of_another_officer_is_refused(self, bring, tiancheng):
        bring(person(**{"村(社区)": "红山村"}))

        again = bring(person(), covers=lambda area: area == tiancheng.pk)

        assert codes(again) == [(4, "out_of_scope", "refused")]
        assert [raw.number for raw in again.refused] == [4]

    def test_that_had_left_is_back(self, bring):
        bring(person())
        Household.objects.update(left_on=TODAY)
        Resident.objects.update(left_on=TODAY)

        bring(person())

        assert Household.objects.get().left_on is None


class TestSomebodyElsewhere:
    def test_is_not_moved_but_a_move_is_suggested_once(self, bring):
        bring(person())

        for _time in range(2):
            again = bring(person(户号="108000002", 门牌号="99号"))
            assert codes(again) == [(4, "elsewhere", "warned")]

        resident = Resident.objects.get()
        assert resident.household.number == "108000001"
        suggestion = MatchSuggestion.objects.get()
        assert suggestion.kind == "move"
        assert suggestion.household.number == "108000002"
        assert suggestion.household.standing.resident_count == 0

    def test_in_another_area_is_not_told_where(self, bring, tiancheng):
        bring(person(**{"村(社区)": "红山村"}))

        again = bring(
            person(户号="108000002", 手机号码="13900001111"),
            covers=lambda area: area == tiancheng.pk,
        )

        assert codes(again) == [(4, "elsewhere", "warned")]
        assert "红山" not in again.findings[0].message
        assert Resident.objects.get().phone == "13200009755"

    def test_whom_the_reader_may_not_look_at_shows_no_former_value(
        self, bring, tiancheng
    ):
        red = {"村(社区)": "红山村"}
        bring(person(**red, 从业单位="粮站"))

        again = bring(
            person(**red, 从业单位="学校", 手机号码="13900001111"),
            sees=lambda area: area == tiancheng.pk,
        )

        assert {before for _n, before, _a in again.plan.changed[0].changes} == {"***"}
        assert Resident.objects.get().employer == "学校"

    def test_with_the_same_name_and_birth_date_may_be_one_person(self, bring):
        bring(person())

        bring(person(公民身份号码=id_number(order=94), 与户主关系=""))

        suggestion = MatchSuggestion.objects.get()
        assert suggestion.kind == "merge"
        assert suggestion.reasons == ["same_name_and_birth"]
        assert Resident.objects.count() == 2

    def test_who_had_left_comes_back_as_a_suggestion(self, bring):
        bring(person())
        Resident.objects.update(left_on=TODAY)

        bring(person())

        assert MatchSuggestion.objects.get().reasons == ["same_id_number"]
        assert Resident.objects.present().count() == 1

    def test_once_merged_is_not_entered_again(self, bring):
        bring(person(), person(**CHILD))
        wrong, right = Resident.objects.order_by("pk")
        Resident.objects.filter(pk=wrong.pk).update(merged_into=right)

        assert counts(bring(person(), person(**CHILD))) == (0, 0, 2)


class TestAllOrNothing:
    def test_a_failure_at_the_end_leaves_no_trace(self, bring, monkeypatch):
        def broken(*_args, **_kwargs):
            raise RuntimeError

        monkeypatch.setattr(MatchSuggestion.objects, "bulk_create", broken)
        with pytest.raises(RuntimeError):
            bring(person())

        for model in (Resident, Household, HouseholdStanding, Address, Housing):
            assert not model.objects.exists()


class TestCommand:
    def run(self, *args: object) -> str:
        out = StringIO()
        call_command("import_households", *map(str, args), stdout=out)
        return out.getvalue()

    def test_finds_every_listed_fault_and_accuses_no_good_row(self, luocheng, tmp_path):
        path = tmp_path / "report.json"
        self.run(workbooks.LUOCHENG, "--report", path)

        report = json.loads(path.read_text())
        found = {(f["row"], f["code"], f["result"]) for f in report["findings"]}
        assert found == workbooks.listed_faults()
        assert (report["rows"], report["new"]) == (3621, 3572)
        assert Resident.objects.count() == 3572
        for finding in report["findings"]:
            assert finding["column"] in workbooks.HEADERS
            assert finding["message"]

    def test_a_second_time_changes_nothing(self, luocheng, tmp_path):
        path = tmp_path / "report.json"
        self.run(workbooks.LUOCHENG)
        events = Event.objects.count()

        self.run(workbooks.LUOCHENG, "--report", path)

        report = json.loads(path.read_text())
        assert (report["new"], report["changed"], report["unchanged"]) == (0, 0, 3572)
        assert Event.objects.count() == events

    def test_dry_run_writes_nothing(self, luocheng, tmp_path):
        path = tmp_path / "report.json"
        self.run(workbooks.LUOCHENG, "--dry-run", "--report", path)

        assert json.loads(path.read_text())["new"] == 3572
        assert not Resident.objects.exists()
        assert not Address.objects.exists()

    def test_tells_the_station_by_its_villages(self, luocheng, tmp_path):
        path = workbooks.write(tmp_path / "a.xlsx", [person()])

        assert station_of(read_tables(path)[0]) == luocheng

    @pytest.mark.parametrize("named", ["罗城派出所", "620724108", "罗城镇"])
    def test_takes_a_station_by_name_or_code(self, luocheng, tmp_path, named):
        path = workbooks.write(tmp_path / "a.xlsx", [person()])

        assert "罗城派出所" in self.run(path, "--station", named)

    def test_refuses_a_hostile_file(self, luocheng, tmp_path):
        path = tmp_path / "a.xlsx"
        path.write_bytes(workbooks.hostile_files()["macro.xlsx"][0])

        with pytest.raises(CommandError):
            self.run(path)

    def test_says_which_file_is_missing(self, luocheng):
        with pytest.raises(CommandError, match=r"nowhere\.xlsx"):
            self.run("/nowhere.xlsx")

    def test_hands_the_work_to_a_named_person(self, luocheng, tiancheng, tmp_path):
        path = workbooks.write(tmp_path / "a.xlsx", [person()])
        wang = officer(tiancheng)

        self.run(path, "--by", wang.badge_number)

        assert Event.objects.get(kind="resident.imported").actor == wang
