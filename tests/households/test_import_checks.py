"""Judging the rows of a register."""

import csv
from datetime import date
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from households.importing import layout, vocabulary
from households.importing.checks import Checked, check_tables
from households.importing.dates import read as read_date
from households.importing.person import Context
from households.importing.villages import Village, Villages
from households.models import CareKind, Relation, ResidenceKind, Tenure
from station import workbook
from tests import workbooks
from tests.workbooks import id_number, person

TODAY = date(2026, 11, 20)
VILLAGES = [
    Village(1, "天城村村民委员会", "620724108204"),
    Village(2, "红山村"),
    Village(3, "花墙子社区"),
    Village(4, "黑泉村", in_scope=False),
    Village(5, "同名村"),
    Village(6, "同名村村委会"),
]
CONTEXT = Context(Villages(VILLAGES), TODAY)
FIELDS = {vocabulary.field_of(header): header for header in workbooks.HEADERS}


def check(*rows: dict) -> Checked:
    """Check rows given by header, as if they began in row 4."""
    headers = dict(FIELDS)
    table = layout.Table("实有人口", 3, headers, workbooks.HEADERS)
    for number, row in enumerate(rows, 4):
        cells = {field: row.get(header, "") for field, header in FIELDS.items()}
        table.rows.append(layout.RawRow("实有人口", number, cells, list(row.values())))
    return check_tables([table], CONTEXT)


def found(checked: Checked) -> list[tuple]:
    return [(f.row, f.column, f.code, f.result) for f in checked.findings]


def only(**changes: object) -> tuple[str, str, str]:
    """The one finding that a row with these changes has: column, code, result."""
    checked = check(person(**changes))
    assert len(checked.findings) == 1, found(checked)
    assert str(checked.findings[0].message)
    return found(checked)[0][1:]


class TestGoodRow:
    def test_is_taken_in_without_a_word(self):
        checked = check(person())

        assert not checked.findings
        one = checked.people[0]
        assert (one.community_id, one.group, one.door) == (1, "二社", "16号")
        assert (one.relation, one.sex, one.phone) == ("head", "female", "13200009755")
        assert (one.residence_kind, one.tenure) == ("permanent", "owned")
        assert one.birth_date == date(1985, 3, 14)

    @pytest.mark.parametrize(
        "changes",
        [
            {"出生日期": {"d": "1985-03-14"}},
            {"手机号码": 13200009755.0},
            {"手机号码": ""},
            {"手机号码": "无"},
            {"户号": 108000001.0},
            {"门牌号": 16.0},
            {"姓名": "买买提·艾力"},
            {"姓名": "John Smith"},
            {"姓名": "𠮷野"},
            {"民族": ""},
            {"备注": "长期 在外"},
            {"重点关爱类别": "独居老人、残疾人"},
            {"重点关爱类别": "独居老人\uff0c残疾人"},
            {"村(社区)": "天城"},
            {"村(社区)": "天城村村委会"},
            {"村(社区)": "罗城镇天城村"},
            {"村(社区)": "620724108204"},
            {"与户主关系": "儿媳"},
        ],
    )
    def test_may_be_written_in_other_ways(self, changes):
        assert found(check(person(**changes))) == []


class TestMended:
    @pytest.mark.parametrize(
        ("changes", "column", "code"),
        [
            ({"姓名": " 武 晓宇\u3000"}, "姓名", "spaces"),
            ({"姓名": "武晓\n宇"}, "姓名", "spaces"),
            ({"村(社区)": "天城村\t"}, "村(社区)", "spaces"),
            ({"门牌号": "１６号"}, "门牌号", "fullwidth"),
            ({"公民身份号码": " 622225 19850314 0921"}, "公民身份号码", "spaces"),
            (
                {"公民身份号码": "６２２２２５１９８５０３１４０９２１"},
                "公民身份号码",
                "fullwidth",
            ),
            ({"公民身份号码": "'622225198503140921"}, "公民身份号码", "stray_mark"),
            ({"公民身份号码": "622225850314092"}, "公民身份号码", "15_digit"),
            ({"公民身份号码": 622225850314092.0}, "公民身份号码", "15_digit"),
            ({"出生日期": "1985年3月14日"}, "出生日期", "text_date"),
            ({"出生日期": "1985.3.14"}, "出生日期", "text_date"),
            ({"出生日期": "1985/03/14"}, "出生日期", "text_date"),
            ({"出生日期": "19850314"}, "出生日期", "text_date"),
            ({"出生日期": 19850314.0}, "出生日期", "text_date"),
            ({"出生日期": 31120.0}, "出生日期", "text_date"),
            ({"出生日期": "一九八五年三月十四日"}, "出生日期", "text_date"),
            ({"出生日期": "85.3.14"}, "出生日期", "text_date"),
            ({"出生日期": "14/3/1985"}, "出生日期", "text_date"),
            ({"出生日期": "1985-03"}, "出生日期", "text_date"),
            ({"出生日期": " 1985-03-14"}, "出生日期", "spaces"),
            ({"出生日期": ""}, "出生日期", "birth_from_id"),
            ({"性别": ""}, "性别", "sex_from_id"),
            ({"手机号码": "132 0000 9755"}, "手机号码", "spaces"),
            ({"手机号码": "+8613200009755"}, "手机号码", "stray_mark"),
            ({"手机号码": "１３２００００９７５５"}, "手机号码", "fullwidth"),
            ({"民族": "汉"}, "民族", "short_form"),
            ({"户号": ""}, "户号", "household_from_address"),
        ],
    )
    def test_is_listed_and_the_person_is_as_good_as_any(self, changes, column, code):
        checked = check(person(**changes))

        assert found(checked) == [(4, column, code, "mended")]
        one = checked.people[0]
        assert (one.name, one.id_number) == ("武晓宇", id_number())
        assert (one.birth_date, one.sex) == (date(1985, 3, 14), "female")
        assert one.phone == "13200009755"
        assert one.door == "16号"

    def test_lower_x_is_a_capital(self):
        number = id_number(date(1957, 11, 6), 80)
        assert number.endswith("X")
        row = person(公民身份号码=number.lower(), 出生日期="1957-11-06")

        assert found(check(row)) == [(4, "公民身份号码", "lower_x", "mended")]
        assert check(row).people[0].id_number == number

    def test_two_faults_in_one_cell_are_both_listed(self):
        checked = check(person(公民身份号码="６２２２２５ 198503140921"))

        assert {finding.code for finding in checked.findings} == {"spaces", "fullwidth"}

    def test_door_is_taken_from_the_household(self):
        second = person(门牌号="", 公民身份号码=id_number(order=94), 与户主关系="女")
        checked = check(person(), second)

        assert found(checked) == [(5, "门牌号", "address_from_household", "mended")]
        assert checked.people[1].door == "16号"


class TestWarned:
    @pytest.mark.parametrize(
        ("changes", "column", "code"),
        [
            ({"手机号码": "1390000"}, "手机号码", "bad_phone"),
            ({"手机号码": "1390000975O"}, "手机号码", "bad_phone"),
            ({"出生日期": "农历三月"}, "出生日期", "bad_date"),
            ({"民族": "大和族"}, "民族", "unknown_ethnic_group"),
            ({"居住类型": "偶尔"}, "居住类型", "not_in_list"),
            ({"房屋性质": "城堡"}, "房屋性质", "not_in_list"),
            ({"重点关爱类别": "外星人"}, "重点关爱类别", "not_in_list"),
            ({"与户主关系": "朋友的朋友"}, "与户主关系", "unknown_relation"),
            ({"姓名": "武?宇"}, "姓名", "odd_name"),
            ({"备注": "长" * 301}, "备注", "cut"),
            ({"从业单位": "#REF!"}, "从业单位", "formula_error"),
        ],
    )
    def test_person_is_taken_in_without_the_value(self, changes, column, code):
        assert only(**changes) == (column, code, "warned")
        assert len(check(person(**changes)).people) == 1

    def test_first_good_phone_of_several_is_kept(self):
        checked = check(person(手机号码="1390000/13200009755、13900001111"))

        assert found(checked) == [(4, "手机号码", "several_phones", "warned")]
        assert checked.people[0].phone == "13200009755"

    def test_second_head_is_no_head(self):
        checked = check(person(), person(公民身份号码=id_number(order=94)))

        assert found(checked) == [(5, "与户主关系", "two_heads", "warned")]
        assert [one.relation for one in checked.people] == ["head", "other"]

    def test_member_at_another_door_stays_with_the_household(self):
        other = person(公民身份号码=id_number(order=94), 与户主关系="女", 门牌号="99号")
        checked = check(person(), other)

        assert found(checked) == [(5, "门牌号", "household_split", "warned")]
        assert checked.people[1].door == "16号"


class TestRefused:
    @pytest.mark.parametrize(
        ("changes", "column", "code"),
        [
            ({"姓名": ""}, "姓名", "no_name"),
            ({"姓名": "不详"}, "姓名", "no_name"),
            ({"姓名": "长" * 61}, "姓名", "name_too_long"),
            ({"公民身份号码": ""}, "公民身份号码", "no_id_number"),
            ({"公民身份号码": "62222519850314092"}, "公民身份号码", "bad_length"),
            ({"公民身份号码": "62222519850314O921"}, "公民身份号码", "bad_characters"),
            ({"公民身份号码": "622225198503140922"}, "公民身份号码", "bad_check"),
            ({"公民身份号码": "622225198513140921"}, "公民身份号码", "bad_birth"),
            ({"公民身份号码": "012225198503140921"}, "公民身份号码", "bad_region"),
            ({"公民身份号码": 6.22225198503141e17}, "公民身份号码", "precision_lost"),
            ({"公民身份号码": "6.22225E+17"}, "公民身份号码", "precision_lost"),
            ({"出生日期": "1986-03-14"}, "出生日期", "birth_mismatch"),
            ({"出生日期": {"d": "1986-03-14"}}, "出生日期", "birth_mismatch"),
            ({"出生日期": "1986-03"}, "出生日期", "birth_mismatch"),
            ({"性别": "男"}, "性别", "sex_mismatch"),
            ({"村(社区)": ""}, "村(社区)", "no_village"),
            ({"村(社区)": "不存在村"}, "村(社区)", "unknown_village"),
            ({"村(社区)": "同名村"}, "村(社区)", "ambiguous_village"),
            ({"村(社区)": "黑泉村"}, "村(社区)", "out_of_scope"),
            ({"门牌号": ""}, "门牌号", "no_door"),
            ({"门牌号": {"d": "2026-03-05"}}, "门牌号", "turned_into_date"),
            ({"门牌号": "长" * 61}, "门牌号", "too_long"),
        ],
    )
    def test_row_is_handed_back(self, changes, column, code):
        assert only(**changes) == (column, code, "refused")
        assert check(person(**changes)).people == []

    def test_village_one_slip_away_is_named(self):
        checked = check(person(**{"村(社区)": "红删村"}))

        assert "红山村" in checked.findings[0].message

    def test_fifteen_digits_of_a_child_contradict_themselves(self):
        number = id_number(date(2008, 3, 27), 106)
        old = number[:6] + number[8:17]
        checked = check(person(公民身份号码=old, 出生日期="2008-03-27"))

        assert found(checked) == [(4, "公民身份号码", "15_digit", "refused")]
        assert "1908-03-27" in checked.findings[0].message

    def test_nobody_is_born_tomorrow_or_130_years_old(self):
        born = [date(2026, 11, 21), date(1896, 1, 1)]
        rows = [person(公民身份号码=id_number(d), 出生日期=d.isoformat()) for d in born]

        assert [code for _r, _c, code, _result in found(check(*rows))] == [
            "future_birth",
            "impossible_age",
        ]

    def test_check_digit_message_says_which_part_contradicts(self):
        agrees = check(person(公民身份号码="622225198503140922")).findings[0]
        differs = check(
            person(公民身份号码="622225198503140922", 出生日期="1999-01-01")
        ).findings[0]

        assert agrees.says == "bad_check_date_agrees"
        assert differs.says == "bad_check_date_differs"
        assert agrees.message != differs.message

    def test_second_row_of_one_number_is_the_duplicate(self):
        checked = check(person(), person(与户主关系="女"))

        assert found(checked) == [(5, "公民身份号码", "duplicate", "refused")]
        assert "4" in checked.findings[0].message

    def test_row_after_a_refused_one_is_no_duplicate(self):
        checked = check(person(姓名=""), person())

        assert [code for _row, _column, code, _result in found(checked)] == ["no_name"]

    def test_refused_head_does_not_accuse_the_family(self):
        child = person(公民身份号码=id_number(order=94), 与户主关系="女")
        checked = check(person(姓名=""), child)

        assert [row for row, *_rest in found(checked)] == [4]
        assert checked.headless == []

    def test_household_without_any_head_is_named_apart(self):
        checked = check(person(与户主关系="女"))

        assert checked.findings == []
        assert checked.headless == ["108000001"]


@cache
def luocheng() -> Checked:
    """The office's real workbook, checked."""
    with workbooks.DIVISIONS.open() as file:
        villages = [
            Village(number, row["name"], row["code"])
            for number, row in enumerate(csv.DictReader(file), 1)
            if row["parent_code"] == "620724108"
        ]
    tables = layout.find_tables(workbook.read(workbooks.LUOCHENG))
    return check_tables(tables, Context(Villages(villages), TODAY))


class TestLuocheng:
    """The real workbook against the list of its known faults, in both directions."""

    found = staticmethod(
        lambda: {(f.row, f.code, str(f.result)) for f in luocheng().findings}
    )

    def test_every_fault_of_the_list_is_found(self):
        assert workbooks.listed_faults() <= self.found()

    def test_no_good_row_is_accused(self):
        assert self.found() <= workbooks.listed_faults()

    def test_everybody_else_is_taken_in(self):
        listed, checked = workbooks.listed_faults(), luocheng()
        refused = {row for row, _fault, expect in listed if expect == "refused"}

        assert checked.rows == 3621
        assert {raw.number for raw in checked.refused} == refused
        assert len(checked.people) == 3621 - len(refused)

    def test_households_whose_head_was_overwritten_are_named(self):
        assert luocheng().headless == ["108000553", "108000921"]


class TestDates:
    @given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
    def test_every_way_of_writing_means_the_day(self, day):
        for text in (
            f"{day:%Y-%m-%d}",
            f"{day.year}年{day.month}月{day.day}日",
            f"{day.year}.{day.month}.{day.day}",
            f"{day:%Y%m%d}",
            f"{day:%Y/%m/%d} 00:00:00",
        ):
            assert read_date(text).days == (day,)

    @settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.text(max_size=12))
    def test_no_text_breaks_the_reader(self, text):
        read_date(text)

    @pytest.mark.parametrize(
        ("text", "day"),
        [
            ("二〇〇五年十二月三十一日", date(2005, 12, 31)),
            ("二零零五年三月廿三日", date(2005, 3, 23)),
            ("一九五〇年八月十日", date(1950, 8, 10)),
        ],
    )
    def test_chinese_numerals_are_read(self, text, day):
        assert read_date(text).days == (day,)


class TestAnything:
    @settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(
        st.dictionaries(
            st.sampled_from(workbooks.HEADERS),
            st.one_of(
                st.text(max_size=25),
                st.floats(allow_nan=True, allow_infinity=True),
                st.booleans(),
                st.integers(),
                st.none(),
                st.just({"d": "2026-03-05"}),
            ),
        )
    )
    def test_in_a_cell_is_judged_and_never_breaks_the_check(self, changes):
        checked = check(person(**changes))

        assert checked.rows == 1
        assert len(checked.people) + len(checked.refused) == 1
        for finding in checked.findings:
            assert finding.message


class TestVocabulary:
    @pytest.mark.parametrize(
        ("words", "choices"),
        [
            (vocabulary.RELATIONS, Relation),
            (vocabulary.RESIDENCE_KINDS, ResidenceKind),
            (vocabulary.TENURES, Tenure),
            (vocabulary.CARE_KINDS, CareKind),
        ],
    )
    def test_names_only_what_the_register_knows(self, words, choices):
        assert set(words) <= set(choices.values)

    def test_knows_56_ethnic_groups(self):
        assert len(vocabulary.ETHNIC_GROUPS) == 56 + 4
