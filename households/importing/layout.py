"""Finds the table in a workbook as an office really writes it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from households.importing import vocabulary
from station.workbook import Sheet

HEADER_WITHIN = 40  # rows from the top
LEAST_COLUMNS = 4


class NoTable(ValueError):
    """No sheet holds a register; ``code`` and ``missing`` say what was looked for."""

    def __init__(self, missing: Iterable[str] = ()) -> None:
        super().__init__("no_table")
        self.missing = tuple(missing)

    def __str__(self) -> str:
        if not self.missing:
            return str(
                _(
                    "No sheet has a header row with columns such as 姓名 and "
                    "公民身份号码."
                )
            )
        names = "、".join(
            vocabulary.HEADERS[field].split()[0] for field in self.missing
        )
        return str(_("The header row lacks these columns: %s.") % names)


@dataclass(slots=True)
class RawRow:
    """One row as it stands: where, and what its known columns hold."""

    sheet: str
    number: int
    cells: dict[str, object]
    line: list[object]


@dataclass(slots=True)
class Table:
    """One sheet's register: its header texts and its rows."""

    sheet: str
    header_row: int
    headers: dict[str, str]
    header_line: list[str]
    rows: list[RawRow] = field(default_factory=list)


@dataclass(slots=True)
class _Header:
    place: int
    columns: dict[str, int]
    line: list[str]


def find_tables(sheets: list[Sheet]) -> list[Table]:
    """Every visible sheet that holds a register, read down to its foot line.

    Raises NoTable.
    """
    tables, nearest = [], None
    for sheet in sheets:
        header = _find_header(sheet)
        if header is None or not sheet.visible:
            continue
        missing = [x for x in vocabulary.REQUIRED if x not in header.columns]
        if missing:
            nearest = missing
            continue
        tables.append(_read_table(sheet, header))
    if not tables:
        raise NoTable(nearest or ())
    return tables


def hidden_registers(sheets: list[Sheet]) -> list[str]:
    """Names of hidden sheets that look like a register: told, not read."""
    return [s.name for s in sheets if not s.visible and _find_header(s) is not None]


def _find_header(sheet: Sheet) -> _Header | None:
    """The row that names most columns; two rows where a header is split in two."""
    best = None
    top = sheet.rows[:HEADER_WITHIN]
    for place, row in enumerate(top):
        for header in _candidates(place, row, top):
            if len(header.columns) < LEAST_COLUMNS or "name" not in header.columns:
                continue
            if best is None or len(header.columns) > len(best.columns):
                best = header
    return best


def _candidates(place: int, row: list, top: list[list]) -> Iterable[_Header]:
    yield _header(place, row)
    if place + 1 < len(top):
        below = top[place + 1]
        merged = [
            low if vocabulary.field_of(low) else high
            for high, low in zip(row, below, strict=True)
        ]
        # A data row under the header names no column: then this is the row above again.
        if any(vocabulary.field_of(low) for low in below):
            yield _header(place + 1, merged)


def _header(place: int, row: list) -> _Header:
    columns: dict[str, int] = {}
    for number, text in enumerate(row):
        name = vocabulary.field_of(text)
        if name is not None:
            columns.setdefault(name, number)
    line = [" ".join(str(text).split()) if text else "" for text in row]
    return _Header(place, columns, line)


def _read_table(sheet: Sheet, header: _Header) -> Table:
    fill = _shared_cells(sheet, header)
    labels = {name: header.line[number] for name, number in header.columns.items()}
    table = Table(sheet.name, header.place + 1, labels, header.line)
    for place in range(header.place + 1, len(sheet.rows)):
        row = sheet.rows[place]
        cells = {name: row[number] for name, number in header.columns.items()}
        if place in fill:
            cells.update(fill[place])
        if _is_person(cells, row, labels):
            table.rows.append(RawRow(sheet.name, place + 1, cells, row))
    return table


def _shared_cells(sheet: Sheet, header: _Header) -> dict[int, dict[str, object]]:
    """What merged cells of the shared columns say to the rows below their first."""
    field_at = {
        number: name
        for name, number in header.columns.items()
        if name in vocabulary.SHARED_DOWN
    }
    fill: dict[int, dict[str, object]] = {}
    for (top, left), (bottom, _right) in sheet.merged:
        name = field_at.get(left)
        if name is None or top <= header.place:
            continue
        for place in range(top + 1, min(bottom + 1, len(sheet.rows))):
            fill.setdefault(place, {})[name] = sheet.rows[top][left]
    return fill


_OF_A_PERSON = ("name", "id_number", "phone", "birth_date", "household", "village")


def _is_person(cells: dict[str, object], row: list, labels: dict[str, str]) -> bool:
    """Not an empty row, a foot line, a remark, or the header printed again."""
    filled = [name for name in _OF_A_PERSON if cells.get(name) not in (None, "")]
    if not filled:
        return False
    if cells.get("id_number") in (None, ""):
        first = next((cell for cell in row if cell not in (None, "")), "")
        text = first.translate(vocabulary.FULL_WIDTH) if isinstance(first, str) else ""
        if vocabulary.FOOT_WORDS.match(text.strip()):
            return False
    return sum(cells[name] == labels[name] for name in filled) < 2
