"""What leaves in a table reads as it was written, and runs nowhere."""

import csv
import io
import re
import zipfile
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from station.cells import LONGEST, clean, harmless, plain
from station.csv_writing import AT_ONCE, MARK, csv_pieces
from station.sheets import workbook

NASTY = [
    "=1+1",
    '=HYPERLINK("http://evil.example","点我")',
    "+86 138",
    "-5",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "\u3000=1",
    "\xa0@x",
    "\ufeff=1",
    "\u200b=1",
    "＝1",
    "＋1",
    "－1",
    "＠x",
    "'=1",
    "''=1",
    "'x",
    "\x0b=1",
    "\x00=1",
    "\t",
    "{=1}",
    "a\r\nb",
    "_x0041_",
    "_x000D_",
    'a,b;"c"',
    "00123",
    "620724198001010016",
    "1e5",
    "true",
    "http://a.example",
    "😀",
    "x" * (LONGEST + 5),
]
UNHARMED = ["138****0000", "620724********001X", "张三", "3-2-501", "2026-11-22", ""]
SIGNS = re.compile(r"[=+\-@＝＋－＠\t\r\n]")


def as_csv(*rows) -> str:
    return b"".join(csv_pieces(["头"], rows)).decode()


def read_csv(text: str) -> list[list[str]]:
    rows = csv.reader(io.StringIO(text.removeprefix(MARK), newline=""), strict=True)
    return list(rows)[1:]


def read_workbook(body: bytes) -> list[list]:
    return CalamineWorkbook.from_filelike(io.BytesIO(body)).get_sheet_by_index(0)


def formulas(body: bytes) -> int:
    with zipfile.ZipFile(io.BytesIO(body)) as file:
        return file.read("xl/worksheets/sheet1.xml").count(b"<f")


class TestWorkbook:
    @pytest.mark.parametrize("text", NASTY + UNHARMED[:-1])
    def test_reads_back_as_the_text_it_was(self, text):
        body = workbook("x", ["头"], [[text]])

        assert read_workbook(body).to_python()[1:] == [[clean(text)]]
        assert formulas(body) == 0

    def test_keeps_numbers_days_and_moments_as_such(self):
        moment = datetime(2026, 11, 22, 8, 5, 9, tzinfo=UTC)
        row = [-5, 2.5, date(2026, 11, 22), moment, None, ""]

        body = workbook("x", list("abcdef"), [row, [1] * 6])

        assert read_workbook(body).to_python()[1][:4] == [
            -5,
            2.5,
            date(2026, 11, 22),
            datetime(2026, 11, 22, 16, 5),  # noqa: DTZ001
        ]

    def test_takes_any_title(self):
        assert workbook("'a/b:[c]*?\\" + "长" * 40, ["x"], [])


class TestCsv:
    @pytest.mark.parametrize("text", NASTY)
    def test_begins_with_nothing_a_spreadsheet_would_run(self, text):
        ((found,),) = read_csv(as_csv([text]))

        assert not SIGNS.match(found.strip("\u3000 \xa0\ufeff\u200b") or "x")
        assert plain(found) == clean(text)

    @pytest.mark.parametrize("text", UNHARMED)
    def test_leaves_alone_what_is_harmless(self, text):
        assert read_csv(as_csv([text, "end"])) == [[text, "end"]]

    @given(st.text(max_size=20))
    def test_reads_back_as_the_text_it_was(self, text):
        ((found, _end),) = read_csv(as_csv([text, "end"]))

        assert plain(found) == clean(text)
        assert plain(harmless(text)) == text

    def test_is_written_as_the_standard_says(self):
        found = as_csv([1, -2.5, date(2026, 1, 2), 'a"b', "x\ny", True])

        assert found == f'{MARK}头\r\n1,-2.5,2026-01-02,"a""b","x\ny",是\r\n'

    def test_comes_in_pieces(self):
        rows = ([n] for n in range(AT_ONCE * 3))

        pieces = csv_pieces(["n"], rows)
        first = next(pieces)

        assert first.count(b"\r\n") < AT_ONCE + 2
        assert next(rows)[0] < AT_ONCE + 2
