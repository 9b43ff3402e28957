"""Finding the table in a workbook."""

import pytest

from households.importing import layout
from station.workbook import Sheet
from tests import workbooks

HEADER = ["序号", "村(社区)", "门牌号", "户号", "姓名", "公民身份号码"]
ROW = [1.0, "天城村", "16号", "108", "武晓宇", "622225198503140921"]


def table_of(*rows: list, **changes: object) -> layout.Table:
    width = max(len(row) for row in rows)
    filled = [[*row, *[""] * (width - len(row))] for row in rows]
    return layout.find_tables([Sheet("实有人口", rows=filled, **changes)])[0]


class TestHeader:
    def test_is_found_under_title_rows(self):
        table = table_of(["信息采集表"], ["填报单位:罗城镇派出所"], HEADER, ROW)

        assert table.header_row == 3
        assert [row.number for row in table.rows] == [4]

    def test_is_read_by_other_words_line_breaks_and_stars(self):
        table = table_of(
            ["编号", "所属\n社区", "门牌*", "户 号", "姓　名", "身份证号码"], ROW
        )

        assert table.rows[0].cells["village"] == "天城村"
        assert table.rows[0].cells["id_number"] == ROW[5]
        assert table.headers["village"] == "所属 社区"

    def test_may_be_split_over_two_rows(self):
        table = table_of(
            ["序号", "住址", "", "户号", "姓名", "身份证号"],
            ["", "村(社区)", "门牌号", "", "", ""],
            ROW,
        )

        assert table.header_row == 2
        assert table.rows[0].cells["door"] == "16号"
        assert table.rows[0].cells["name"] == "武晓宇"

    def test_does_not_mind_blank_and_unknown_columns(self):
        table = table_of(
            [*HEADER[:3], "", "星座", *HEADER[3:]], [*ROW[:3], "", "", *ROW[3:]]
        )

        assert table.rows[0].cells["household"] == "108"

    def test_without_a_needed_column_is_refused_by_name(self):
        with pytest.raises(layout.NoTable, match="门牌号"):
            table_of(["序号", "村(社区)", "户号", "姓名", "公民身份号码"], ROW)

    def test_that_is_nowhere_is_refused(self):
        with pytest.raises(layout.NoTable):
            table_of(["说明"], ["1. 居住类型填:常住、流动、寄住"])


class TestRows:
    def test_end_before_the_foot_line(self):
        table = table_of(HEADER, ROW, ["填表人:", "", "", "审核人:"], ["合计:1人"])

        assert len(table.rows) == 1

    def test_end_before_a_foot_line_that_fills_a_column_of_the_table(self):
        table = table_of(HEADER, ROW, ["填表人\uff1a", "王建国", "", "审核人\uff1a"])

        assert len(table.rows) == 1

    def test_leave_out_blanks_numbered_blanks_and_repeated_headers(self):
        table = table_of(HEADER, ROW, [], [2.0], HEADER, [3.0, *ROW[1:]])

        assert [row.number for row in table.rows] == [2, 6]

    def test_keep_a_person_without_a_name(self):
        table = table_of(HEADER, [1.0, "天城村", "16号", "108", "", ROW[5]])

        assert len(table.rows) == 1

    def test_share_the_merged_cells_of_a_household_but_not_of_a_person(self):
        merged = [((1, 1), (2, 1)), ((1, 2), (2, 2)), ((1, 4), (2, 4))]
        table = table_of(HEADER, ROW, [2.0, "", "", "108", "", "6"], merged=merged)

        second = table.rows[1].cells
        assert (second["village"], second["door"]) == ("天城村", "16号")
        assert second["name"] == ""


class TestSheets:
    def test_that_hold_a_register_are_all_read(self):
        sheets = [
            Sheet("天城村", rows=[HEADER, ROW]),
            Sheet("红山村", rows=[HEADER, ROW]),
            Sheet("说明", rows=[["x"]]),
        ]

        assert [table.sheet for table in layout.find_tables(sheets)] == [
            "天城村",
            "红山村",
        ]

    def test_that_are_hidden_are_told_not_read(self):
        sheets = [
            Sheet("实有人口", rows=[HEADER, ROW]),
            Sheet("旧", visible=False, rows=[HEADER, ROW]),
        ]

        assert len(layout.find_tables(sheets)) == 1
        assert layout.hidden_registers(sheets) == ["旧"]


class TestWords:
    def test_of_every_header_name_one_column_only(self):
        for header in workbooks.HEADERS:
            assert layout.vocabulary.field_of(header)
