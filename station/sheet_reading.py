"""A stranger's workbook as rows of a kind: heads found, cells understood."""

import re
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _

from station import identity, phones, text_table, workbook
from station.errors import RuleError
from station.sheet_kinds import SheetColumn, SheetContext, SheetKind

HEADS_WITHIN = 20  # rows; titles may stand above the heads
MOST_ROWS = 10_000
DATE = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
PLAIN_DATE = re.compile(r"(\d{4})(\d{2})(\d{2})")
MOMENT = re.compile(
    DATE.pattern + r"(?:[ T]?(\d{1,2})[:时点](\d{1,2})分?(?:[:]?(\d{1,2})秒?)?)?"
)
PLAIN_MOMENT = re.compile(r"(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})?")
SERIAL_FROM, SERIAL_UNTIL = 10_000, 80_000  # days since 1899-12-30
EPOCH = date(1899, 12, 30)


@dataclass
class ReadRow:
    """One row: what it says by column, and what is wrong with it."""

    number: int
    line: list[str]
    values: dict = field(default_factory=dict)
    faults: list[tuple[str, str]] = field(default_factory=list)  # head, reason


@dataclass
class Table:
    """The rows below the heads of one sheet."""

    heads: list[str]
    rows: list[ReadRow]


def read(path: Path, kind: SheetKind, context: SheetContext) -> Table:
    """The rows of the sheet that has the kind's columns.

    Raises RuleError where no sheet has them, WorkbookRefused at the gate.
    """
    sheets = [sheet for sheet in _sheets(path, kind) if sheet.visible]
    best = max(
        ((*_heads(sheet.rows, kind), sheet) for sheet in sheets),
        key=lambda found: len(found[1]),
        default=None,
    )
    if best is None or not best[1]:
        raise RuleError(_("No sheet has the columns of the template."), code="no_heads")
    start, places, sheet = best
    missing = [c for c in kind.columns if c.required and c.key not in places]
    if missing:
        heads = _(", ").join(str(column.header) for column in missing)
        raise RuleError(_("These columns are missing: %s") % heads, code="no_column")
    words = {c.key: _words(c, context) for c in kind.columns if c.kind == "choice"}
    rows = [
        _row(number, cells, places, kind, words)
        for number, cells in enumerate(sheet.rows[start + 1 :], start=start + 2)
        if any(_text(cell) for cell in cells)
    ]
    if len(rows) > MOST_ROWS:
        raise RuleError(_("The sheet has more than 10,000 rows."), code="too_many_rows")
    return Table([_text(cell) for cell in sheet.rows[start]], rows)


def _sheets(path: Path, kind: SheetKind) -> list[workbook.Sheet]:
    content = path.read_bytes()
    if kind.takes_text and text_table.is_table(content):
        return [workbook.Sheet(name=path.name, rows=text_table.rows(content))]
    return workbook.read(path)


def _heads(rows, kind: SheetKind) -> tuple[int, dict[str, int]]:
    """The row of the heads and where each column stands."""
    names = {
        _bare(name): column.key
        for column in kind.columns
        for name in (str(column.header), *column.aliases)
    }
    best: tuple[int, dict[str, int]] = (0, {})
    for number, cells in enumerate(rows[:HEADS_WITHIN]):
        places: dict[str, int] = {}
        for place, cell in enumerate(cells):
            key = names.get(_bare(_text(cell)))
            if key is not None:
                places.setdefault(key, place)
        if len(places) > len(best[1]):
            best = number, places
    return best


def _bare(text: str) -> str:
    """A head without spaces, stars and what stands in brackets of either width."""
    return _plain(re.sub(r"[(\uff08].*?[)\uff09]", "", text))


def _plain(text: str) -> str:
    return re.sub(r"[\s*\uff0a]", "", text).lower()


def _row(number: int, cells, places, kind: SheetKind, words) -> ReadRow:
    row = ReadRow(number, [_text(cell) for cell in cells])
    for column in kind.columns:
        place = places.get(column.key)
        cell = cells[place] if place is not None and place < len(cells) else None
        try:
            value = _value(column, cell, words.get(column.key, {}))
        except ValueError as error:
            row.faults.append((str(column.header), str(error)))
            continue
        if column.required and value in (None, ""):
            row.faults.append((str(column.header), _("This must be filled in.")))
        row.values[column.key] = value
    return row


def _text(cell) -> str:
    """A cell as somebody would read it."""
    if cell is None:
        return ""
    if isinstance(cell, dict):
        return f"{cell.get('d', '')} {cell.get('t', '')}".strip()
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return str(cell).strip()


def _value(column: SheetColumn, cell, words: dict[str, str]):
    """What the cell means; ValueError says why it means nothing."""
    text = _text(cell)
    if not text:
        return "" if column.kind in {"text", "phone", "id", "choice"} else None
    return _READERS[column.kind](column, text, words)


def _as_text(column, text: str, _words) -> str:
    if len(text) > column.longest:
        raise ValueError(_("At most %(n)s characters.") % {"n": column.longest})
    return text


def _as_moment(_column, text: str, _words) -> datetime:
    found = MOMENT.fullmatch(text) or PLAIN_MOMENT.fullmatch(text)
    try:
        if found:
            parts = [int(part or 0) for part in found.groups()]
            return timezone.make_aware(datetime(*parts))  # noqa: DTZ001
    except ValueError:
        pass
    raise ValueError(_("This is no day with its time."))


def _as_date(_column, text: str, _words) -> date:
    text = text.partition(" ")[0]
    found = DATE.fullmatch(text) or PLAIN_DATE.fullmatch(text)
    try:
        if found:
            return date(*map(int, found.groups()))
        days = int(text)
    except ValueError:
        raise ValueError(_("This is no date.")) from None
    if not SERIAL_FROM <= days <= SERIAL_UNTIL:
        raise ValueError(_("This is no date."))
    return EPOCH + timedelta(days=days)


def _as_choice(_column, text: str, words: dict[str, str]) -> str:
    code = words.get(_plain(text)) or words.get(_bare(text))
    if code is None:
        raise ValueError(_("Choose from the list of the template."))
    return code


def _as_phone(_column, text: str, _words) -> str:
    number = phones.normalise(text)
    if not phones.is_valid(number):
        raise ValueError(_("This is no phone number."))
    return number


def _as_id(_column, text: str, _words) -> str:
    try:
        return identity.parse(identity.normalise(text)).number
    except identity.IdentityError:
        raise ValueError(_("This is no valid ID number.")) from None


def _as_number(_column, text: str, _words) -> int:
    try:
        number = int(text.replace(",", ""))
    except ValueError:
        raise ValueError(_("This is no whole number.")) from None
    if not 0 <= number < 2**31:
        raise ValueError(_("This is no whole number."))
    return number


_READERS = {
    "text": _as_text,
    "date": _as_date,
    "moment": _as_moment,
    "choice": _as_choice,
    "phone": _as_phone,
    "id": _as_id,
    "number": _as_number,
}


def choices_of(column: SheetColumn, owner) -> list[tuple[str, str]]:
    """Codes and labels of a column."""
    found = column.choices(owner) if callable(column.choices) else column.choices
    return [(str(code), str(label)) for code, label in found]


def _words(column: SheetColumn, context: SheetContext) -> dict[str, str]:
    """Every way to say a choice, and its code; what fits two says neither."""
    choices = choices_of(column, context.owner)
    short: dict[str, set[str]] = {}
    for code, label in choices:
        short.setdefault(_bare(label), set()).add(code)
    words = {word: min(codes) for word, codes in short.items() if len(codes) == 1}
    words |= {_plain(code): code for code, _label in choices}
    return words | {_plain(label): code for code, label in reversed(choices)}
