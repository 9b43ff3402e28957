"""The gate for strangers' workbooks."""

import resource
import time

import pytest
import xlsxwriter

from station import workbook
from station.workbook import WorkbookRefused
from tests import workbooks

HOSTILE = workbooks.hostile_files()


def seconds_used() -> float:
    return time.process_time()


class TestGate:
    @pytest.mark.parametrize("name", HOSTILE)
    def test_refuses_a_hostile_file_before_any_parser(self, name, tmp_path):
        content, code = HOSTILE[name]
        path = tmp_path / name
        path.write_bytes(content)
        before = seconds_used()

        with pytest.raises(WorkbookRefused) as refused:
            workbook.check(path)

        assert refused.value.code == code
        assert seconds_used() - before < 1
        assert str(refused.value)

    def test_takes_little_memory_for_a_bomb(self, tmp_path):
        path = tmp_path / "bomb.xlsx"
        path.write_bytes(HOSTILE["lying_bomb.xlsx"][0])
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

        with pytest.raises(WorkbookRefused):
            workbook.check(path)

        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100 * 1024

    def test_refuses_more_than_ten_megabytes(self, tmp_path):
        path = tmp_path / "big.xlsx"
        with path.open("wb") as file:
            file.truncate(workbook.MOST_BYTES + 1)

        with pytest.raises(WorkbookRefused, match="10"):
            workbook.check(path)

    def test_passes_a_hyperlink_in_a_cell(self, tmp_path):
        path = workbooks.write(
            tmp_path / "a.xlsx", [workbooks.person(备注="http://www.example.cn/")]
        )

        workbook.check(path)

    def test_passes_the_offices_own_workbook(self):
        workbook.check(workbooks.LUOCHENG)


class TestRead:
    def test_reads_every_sheet_from_its_first_row(self):
        first, notes = workbook.read(workbooks.LUOCHENG)

        assert (first.name, len(first.rows)) == ("实有人口", 3625)
        assert first.rows[2][8] == "公民身份号码"
        assert first.merged == [((0, 0), (0, 16))]
        assert notes.name == "填表说明"

    def test_refuses_two_cells_with_a_desert_between_them(self, tmp_path):
        path = tmp_path / "sparse.xlsx"
        with xlsxwriter.Workbook(path, {"constant_memory": True}) as book:
            sheet = book.add_worksheet()
            sheet.write(0, 0, "a")
            sheet.write(999_000, 700, "b")

        with pytest.raises(WorkbookRefused) as refused:
            workbook.read(path)

        assert refused.value.code in {"too_costly", "too_many_rows"}

    def test_says_damaged_where_the_parser_gives_up(self, tmp_path):
        path = tmp_path / "broken.xlsx"
        path.write_bytes(workbooks.with_sheet("<worksheet><sheetData><row"))

        with pytest.raises(WorkbookRefused) as refused:
            workbook.read(path)

        assert refused.value.code == "damaged"
