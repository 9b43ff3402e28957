"""Workbooks for tests: honest ones, crooked ones, and hostile ones."""

import csv
import io
import struct
import zipfile
from datetime import date
from pathlib import Path

import xlsxwriter

from station import identity

DATA = Path(__file__).parent / "data"
LUOCHENG = DATA / "households_luocheng.xlsx"
LUOCHENG_FAULTS = DATA / "households_luocheng_faults.csv"
DIVISIONS = DATA / "divisions.csv"
HEADERS = [
    "序号", "村(社区)", "社(小区)", "门牌号", "户号", "与户主关系", "姓名", "性别", "公民身份号码",
    "出生日期", "民族", "手机号码", "居住类型", "房屋性质", "从业单位", "重点关爱类别", "备注",
]  # fmt: skip


def listed_faults() -> set[tuple[int, str, str]]:
    """Row, fault and what should happen to it, as the list has it."""
    with LUOCHENG_FAULTS.open() as file:
        return {
            (int(row["excel_row"]), row["fault"], row["expect"])
            for row in csv.DictReader(file)
        }


def id_number(born: date = date(1985, 3, 14), order: int = 92, region="622225") -> str:
    """A number that keeps every rule; an even order is a woman's."""
    first17 = f"{region}{born:%Y%m%d}{order:03}"
    return first17 + identity.check_digit(first17)


def person(**changes: object) -> dict[str, object]:
    """A row without a fault."""
    row = {
        "序号": 1,
        "村(社区)": "天城村",
        "社(小区)": "二社",
        "门牌号": "16号",
        "户号": "108000001",
        "与户主关系": "户主",
        "姓名": "武晓宇",
        "性别": "女",
        "公民身份号码": id_number(),
        "出生日期": "1985-03-14",
        "民族": "汉族",
        "手机号码": "13200009755",
        "居住类型": "常住",
        "房屋性质": "自有",
        "从业单位": "",
        "重点关爱类别": "",
        "备注": "",
    }
    return row | changes


def write(
    path: Path, rows: list[dict], *, headers=HEADERS, titles=2, foot=True
) -> Path:
    """A register as an office lays it out: titles, header, rows, foot line."""
    with xlsxwriter.Workbook(path, {"default_date_format": "yyyy-mm-dd"}) as workbook:
        sheet = workbook.add_worksheet("实有人口")
        for number in range(titles):
            sheet.write(
                number, 0, ["实有人口信息采集表", "填报单位:罗城镇派出所"][number % 2]
            )
        sheet.write_row(titles, 0, headers)
        for place, row in enumerate(rows, titles + 1):
            for column, header in enumerate(headers):
                write_cell(sheet, place, column, row.get(header, ""))
        if foot:
            sheet.write(titles + 1 + len(rows), 0, "填表人:")
            sheet.write(titles + 1 + len(rows), 3, "审核人:")
        workbook.add_worksheet("填表说明").write(0, 0, "1. 居住类型填:常住、流动、寄住")
    return path


def write_cell(sheet, row: int, column: int, value: object) -> None:
    """Text as text, numbers as numbers, days as days."""
    if isinstance(value, str):
        sheet.write_string(row, column, value)
    elif value is not None:
        sheet.write(row, column, value)


# -- hostile files ----------------------------------------------------------------------

CONTENT_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    "</Types>"
)
SHEET = '<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row></sheetData></worksheet>'
PLAIN = {
    "[Content_Types].xml": CONTENT_TYPES,
    "xl/workbook.xml": "<workbook/>",
    "xl/worksheets/sheet1.xml": SHEET,
}


def zipped(**extra: bytes | str) -> bytes:
    """A minimal package with more parts in it."""
    return packed(PLAIN | extra)


def packed(parts: dict[str, bytes | str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def with_sheet(xml: str | bytes) -> bytes:
    return packed(PLAIN | {"xl/worksheets/sheet1.xml": xml})


def lying(declared: int, real: int) -> bytes:
    """A part that says it is small and inflates to far more."""
    data = bytearray(with_sheet(b" " * real))
    size = struct.pack("<I", real)
    for place in range(len(data) - 4):
        if data[place : place + 4] == size:
            data[place : place + 4] = struct.pack("<I", declared)
    return bytes(data)


def overlapping() -> bytes:
    """Two directory entries that share one compressed part."""
    data = bytearray(packed(PLAIN | {"xl/media/a.bin": b"x", "xl/media/b.bin": b"y"}))
    second = data.rfind(b"PK\x01\x02")
    first = data.rfind(b"PK\x01\x02", 0, second)
    data[second + 42 : second + 46] = data[first + 42 : first + 46]
    return bytes(data)


def hostile_files() -> dict[str, tuple[bytes, str]]:
    """Name → (content, the code it is refused with)."""
    doctype = '<!DOCTYPE a [<!ENTITY a "b">]>'
    laughs = doctype.replace('"b"', '"' + "&b;" * 1000 + '"') + SHEET
    relation = (
        '<Relationships><Relationship Id="r" Type="http://x/{}" Target="{}" '
        'TargetMode="External"/></Relationships>'
    )
    formula = '<worksheet><sheetData><row r="1"><c r="A1"><f>{}</f></c></row></sheetData></worksheet>'
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
    rels = "xl/worksheets/_rels/sheet1.xml.rels"
    return {
        "empty.xlsx": (b"", "empty"),
        "bomb.xlsx": (with_sheet(b"0" * 60_000_000), "bomb"),
        "ratio.xlsx": (with_sheet(b"0" * 20_000_000), "bomb"),
        "lying_bomb.xlsx": (lying(1000, 60_000_000), "bomb"),
        "overlap.xlsx": (overlapping(), "bomb"),
        "billion_laughs.xlsx": (with_sheet(laughs), "unsafe_xml"),
        "xxe.xlsx": (
            with_sheet(
                '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + SHEET
            ),
            "unsafe_xml",
        ),
        "utf16.xlsx": (with_sheet((doctype + SHEET).encode("utf-16")), "unsafe_xml"),
        "macro.xlsx": (packed(PLAIN | {"xl/vbaProject.bin": "x"}), "macros"),
        "macro_type.xlsx": (
            packed(
                PLAIN
                | {"[Content_Types].xml": "<Types>sheet.macroEnabled.main</Types>"}
            ),
            "macros",
        ),
        "macro_sheet.xlsx": (
            packed(PLAIN | {"xl/macrosheets/sheet1.xml": "<a/>"}),
            "macros",
        ),
        "external.xlsx": (
            packed(PLAIN | {"xl/externalLinks/externalLink1.xml": "<a/>"}),
            "external_links",
        ),
        "external_relation.xlsx": (
            packed(PLAIN | {rels: relation.format("oleObject", "file:///c:/x")}),
            "external_links",
        ),
        "dde.xlsx": (
            with_sheet(formula.format("cmd|'/c calc'!A0")),
            "external_links",
        ),
        "webservice.xlsx": (
            with_sheet(formula.format('WEBSERVICE("http://x/")')),
            "external_links",
        ),
        "embedded.xlsx": (packed(PLAIN | {"xl/embeddings/a.docx": "x"}), "embedded"),
        "nested.xlsx": (packed(PLAIN | {"xl/media/inner.zip": "PK"}), "embedded"),
        "thousand_sheets.xlsx": (
            packed(PLAIN | {f"xl/worksheets/s{n}.xml": SHEET for n in range(1000)}),
            "too_many_parts",
        ),
        "last_column.xlsx": (with_sheet(SHEET.replace("A1", "XFD1")), "too_wide"),
        "last_row.xlsx": (
            with_sheet(SHEET.replace("A1", "B1048576")),
            "too_many_rows",
        ),
        "climbing.xlsx": (packed(PLAIN | {"../../etc/x.xml": "x"}), "damaged"),
        "twice.xlsx": (packed(PLAIN | {"XL/workbook.xml": "x"}), "damaged"),
        "cut.xlsx": (LUOCHENG.read_bytes()[:200_000], "damaged"),
        "not_a_workbook.xlsx": (packed({"a.txt": "x"}), "not_excel"),
        "binary.xlsx": (packed(PLAIN | {"xl/workbook.bin": "x"}), "binary_excel"),
        "old.xls": (ole, "old_excel"),
        "locked.xlsx": (ole + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
        "page.xlsx": (b"<html><table><tr><td>1</td></tr></table></html>", "web_page"),
        "table.xlsx": ("姓名,性别\n武晓宇,女\n".encode(), "text_table"),
        "table_gbk.xlsx": ("姓名,性别\n武晓宇,女\n".encode("gb18030"), "text_table"),
        "picture.xlsx": (b"\x89PNG\r\n\x1a\n" + b"\0" * 100, "not_excel"),
    }
